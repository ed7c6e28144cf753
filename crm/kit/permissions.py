"""May this user do that? Django's permissions, asked and refused with sentences for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    User = AbstractBaseUser | AnonymousUser

Verb = Literal["view", "add", "change", "delete"]
Needs = tuple[tuple[Verb, type[models.Model]], ...]
"""What one must be allowed to do, all of it."""

R = TypeVar("R", bound=models.Model)

_to_delete: dict[type[models.Model], Callable[[Any], Needs]] = {}


def name_of(verb: Verb, model: type[models.Model]) -> str:
    """The full name of the permission: ``contacts.change_contact``."""
    return f"{model._meta.app_label}.{get_permission_codename(verb, model._meta)}"


def holds(user: User, permission: str) -> bool:
    """The user has the permission called ``permission``; a blank name is held by everybody."""
    return not permission or bool(user.has_perm(permission))  # type: ignore[union-attr]


def may(user: User, verb: Verb, model: type[models.Model]) -> bool:
    """The user may do that with records of ``model``."""
    return holds(user, name_of(verb, model))


def refusal(verb: Verb, model: type[models.Model]) -> str:
    """The sentence that says what is missing, and whom to ask (M22)."""
    phrases = {
        "view": _("see these records: %(records)s"),
        "add": _("create new records here: %(records)s"),
        "change": _("change these records: %(records)s"),
        "delete": _("delete these records: %(records)s"),
    }
    action = phrases[verb] % {"records": model._meta.verbose_name_plural}
    return missing(action)


def missing(action: str) -> str:
    """You do not have permission to do ``action`` (M22)."""
    values = {"action": action, "who": _("an administrator")}
    return _("You do not have permission to %(action)s. Ask %(who)s.") % values


def require(user: User, verb: Verb, model: type[models.Model]) -> None:
    """Raise PermissionDenied, saying what is missing, unless the user may do that."""
    if not may(user, verb, model):
        raise PermissionDenied(refusal(verb, model))


def register_deletion(model: type[models.Model], needs: Callable[[Any], Needs]) -> None:
    """Whoever deletes a record of ``model``, alone or along with another, must be allowed what ``needs`` says of it."""
    _to_delete[model] = needs


def barred_from_deleting(user: User, records: Iterable[R]) -> dict[R, str]:
    """Those of ``records`` that the user may not delete, each with the sentence that says what is missing."""
    barred = {}
    for record in records:
        needs: Needs = (("delete", type(record)), *_to_delete.get(type(record), lambda _: ())(record))
        lacking = next((need for need in needs if not may(user, *need)), None)
        if lacking is not None:
            barred[record] = refusal(*lacking)
    return barred
