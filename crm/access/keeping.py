"""Users as they are kept: nobody locks everybody out, and every change is part of the history (P66, H1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.utils.translation import gettext as _

from crm.access.roles import ROLES
from crm.kit.refusal import Refused
from crm.kit.unit import note, unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from crm.kit.unit import Diff

ADMINISTRATOR = "Administrator"
NAMES = tuple(role.name for role in ROLES)
COLUMNS = ("username", "first_name", "last_name", "email", "is_active")
HIDDEN = "••••••••"


def administrators() -> QuerySet[User]:
    """Who can keep users, and get others in again."""
    can = Q(is_superuser=True) | Q(pk__in=User.objects.filter(groups__name=ADMINISTRATOR).values("pk"))
    return User.objects.filter(can, is_active=True)


def roles_of(user: User) -> list[str]:
    """The roles of ``user``, in the order of the house. No query where the groups were read along."""
    held = {group.name for group in user.groups.all()} if user.pk else set()
    return [name for name in NAMES if name in held]


def keep(user: User, roles: Collection[str], *, by: User) -> None:
    """``user`` and just these of our roles are stored, and noted. Raises Refused for what would lock somebody out.

    Groups that are no role of the house stay. Administrators are changed one after the other.
    """
    with unit():
        list(Group.objects.select_for_update().filter(name=ADMINISTRATOR))
        before = User.objects.filter(pk=user.pk).first()
        held = roles_of(before) if before is not None else []
        _refuse_lock_out(user, before, roles, by)
        user.save()
        others = user.groups.exclude(name__in=NAMES)
        user.groups.set([*others, *Group.objects.filter(name__in=roles)])
        diff = _diff(user, before) | _of_roles(held, [name for name in NAMES if name in roles])
        if diff:
            note(User._meta.label_lower, user.pk, user.get_username(), "update" if before else "create", diff)


def note_password(user: User) -> None:
    """The history says that ``user`` has a new password, and not which one. Must be called in a unit."""
    diff: Diff = {"password": (HIDDEN, f"{HIDDEN} ")}
    note(User._meta.label_lower, user.pk, user.get_username(), "update", diff)


def may_keep(by: User, user: User) -> bool:
    """Whoever may everything is kept only by somebody who may everything too."""
    return by.is_superuser or not user.is_superuser


def _refuse_lock_out(user: User, before: User | None, roles: Collection[str], by: User) -> None:
    if before is None:
        return
    if not may_keep(by, before):
        raise Refused(_("This user may do everything without any role: only somebody like that can change it."))
    stays = user.is_active and (user.is_superuser or ADMINISTRATOR in roles)
    if stays or not administrators().filter(pk=before.pk).exists():
        return
    if before.pk == by.pk:
        field = "is_active" if not user.is_active else "roles"
        raise Refused(_("You cannot lock yourself out: another administrator has to do this."), field=field)
    if not administrators().exclude(pk=before.pk).exists():
        raise Refused(_("This is the last administrator: give somebody else that role first."), field="roles")


def _diff(user: User, before: User | None) -> Diff:
    old: dict[str, Any] = {name: getattr(before, name) if before is not None else None for name in COLUMNS}
    new = {name: getattr(user, name) for name in COLUMNS}
    return {name: (old[name], new[name]) for name in COLUMNS if old[name] != new[name] and (before or new[name])}


def _of_roles(old: list[str], new: list[str]) -> Diff:
    return {"groups": (", ".join(old), ", ".join(new))} if old != new else {}
