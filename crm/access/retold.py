"""What changed about a user, in words: users are kept by Django, so their card reads the history by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access.keeping import HIDDEN
from crm.access.role_words import title_of
from crm.history.models import Change
from crm.history.words import sentence
from crm.kit.permissions import may

if TYPE_CHECKING:
    from datetime import datetime

SHOWN = 20
CAPTIONS: dict[str, Any] = {
    "username": _("User name"),
    "first_name": _("First Name"),
    "last_name": _("Surname"),
    "email": _("Email"),
    "is_active": pgettext_lazy("user", "May sign in"),
    "groups": _("Roles"),
    "password": _("Password"),
}


class Line(NamedTuple):
    """One field that changed."""

    label: str
    old: str
    new: str


class Entry(NamedTuple):
    """One change of a user; in the shape that the template of all histories reads."""

    when: datetime
    who: str
    sentence: str
    lines: list[Line]
    door: str = ""
    is_new: bool = False
    is_part: bool = False


def retold(user: User, reader: Any) -> list[Entry] | None:
    """The last changes of ``user``; ``None`` for who may not read the history. One query."""
    if not may(reader, "view", Change):
        return None
    rows = Change.objects.of(user).order_by("-pk")[:SHOWN]
    return [
        Entry(one.at, one.actor_name, sentence(one), [_line(name, *both) for name, both in one.diff.items()])
        for one in rows
    ]


def _line(name: str, old: Any, new: Any) -> Line:
    if name == "password":
        return Line(str(CAPTIONS[name]), HIDDEN, now_("chosen anew"))
    return Line(str(CAPTIONS.get(name, name)), _said(name, old), _said(name, new))


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return now_("Yes") if value else now_("No")
    if name == "groups":
        return ", ".join(title_of(one) for one in str(value or "").split(", ") if one)
    return str(value or "")
