"""What happened to a link, as the history of either side tells it: linked, paused, resumed, accepted, unlinked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Action
from crm.history.words import register_tie_words
from crm.kit.display import caption
from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts.links.accepted import Held
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
    if "accepted" in change.diff:
        old, new = change.diff["accepted"]
        return " ".join(_of_acceptances(old, new, other))
    return _("Link changed: %(record)s") % {"record": other}


def register() -> None:
    """The history of contacts and partners tells of their links."""
    register_tie_words(ContactBusinessRelation._meta.label_lower, in_words)


def _of_acceptances(old: Held, new: Held, other: str) -> Iterator[str]:
    """A sentence for what came to be accepted, by its reason, and one for what no longer is."""
    before, after = old or {}, new or {}
    come: dict[str, list[str]] = {}
    for name in after:
        if after[name] != before.get(name):
            come.setdefault(after[name]["reason"], []).append(name)
    for reason, names in come.items():
        said = _("Difference from %(record)s accepted: %(fields)s. Reason: %(reason)s")
        yield one_stop(said % {"record": other, "fields": _captions(names), "reason": reason})
    if gone := [name for name in before if name not in after]:
        said = _("Difference from %(record)s no longer accepted: %(fields)s")
        yield said % {"record": other, "fields": _captions(gone)}


def _captions(names: Iterable[str]) -> str:
    return ", ".join(caption(Contact, name) for name in names)


def _plain(change: Change) -> str:
    old, new = change.diff.get("business_relation", (None, None))
    if change.action == Action.DELETE:
        return _("Business relation removed: %(code)s") % {"code": old}
    if change.action == Action.CREATE:
        return _("Business relation added: %(code)s") % {"code": new}
    return _("Business relation changed: %(title)s") % {"title": change.title}
