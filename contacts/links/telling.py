"""What happened to a link, as the history of either side tells it: linked, paused, resumed, unlinked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from crm.history.models import Action
from crm.history.words import register_tie_words

if TYPE_CHECKING:
    from crm.history.models import Change


def in_words(change: Change, other: str) -> str:
    """What ``change`` did to the link with ``other``; a relation that links to nothing is named by its code."""
    moved = [change.diff[name] for name in KIND_COLUMNS if name in change.diff]
    if not other or (not moved and change.action != Action.UPDATE):
        return _plain(change)
    if change.action == Action.DELETE or (moved and moved[0][1] is None):
        return _("Unlinked: %(record)s") % {"record": other}
    if moved:
        return _("Linked: %(record)s") % {"record": other}
    if "paused" in change.diff:
        said = _("Link paused: %(record)s") if change.diff["paused"][1] else _("Link resumed: %(record)s")
        return said % {"record": other}
    return _("Link changed: %(record)s") % {"record": other}


def register() -> None:
    """The history of contacts and partners tells of their links."""
    register_tie_words(ContactBusinessRelation._meta.label_lower, in_words)


def _plain(change: Change) -> str:
    old, new = change.diff.get("business_relation", (None, None))
    if change.action == Action.DELETE:
        return _("Business relation removed: %(code)s") % {"code": old}
    if change.action == Action.CREATE:
        return _("Business relation added: %(code)s") % {"code": new}
    return _("Business relation changed: %(title)s") % {"title": change.title}
