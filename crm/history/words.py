"""Causes and origins of changes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.apps import apps
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.kit.context import Cause, Door

PLAIN_CAUSES = frozenset({Cause.TYPED, Cause.LINKED, Cause.UNLINKED})
"""Causes that the words for a tie say already."""


Shown = Mapping[str, SafeString]
"""Origins as they stand on a page: the records that they are, leading to their cards."""

TieWords = Callable[[Change, str], str]
"""What happened to a row that ties records, as one of them tells it: the change, and the other record in words."""

_tie_words: dict[str, TieWords] = {}


def register_tie_words(label: str, words: TieWords) -> None:
    """Let ``words`` say what happened to rows of the model ``label`` where the history of an end tells of it."""
    _tie_words[label] = words


def tie_sentence(change: Change, other: str, shown: Shown | None = None) -> str:
    """What happened to the row that ties a record to ``other``, and why unless that goes without saying."""
    told = _tie_words[change.model](change, other) if change.model in _tie_words else change.title
    return told if change.cause in PLAIN_CAUSES else format_html("{} · {}", told, sentence(change, shown))


def sentence(change: Change, shown: Shown | None = None) -> str:
    """What happened and why, without who and when: ``Updated from contact CT00001``.

    Where a value came from stands in it as ``shown``.
    """
    origin = (shown or {}).get(change.origin) or origin_in_words(change.origin)
    if origin and (text := _by_origin(change, origin)):
        return text
    if change.cause != Cause.TYPED:
        return str(Cause(change.cause).label)
    return {
        Action.CREATE: _("Created"),
        Action.UPDATE: _("Changed"),
        Action.DELETE: _("Deleted"),
    }[Action(change.action)]


def door_in_words(change: Change) -> str:
    """Through which door the change came; blank for the forms of the house, which is the usual one."""
    return "" if change.door == Door.FORM else str(Door(change.door).label)


def origin_in_words(origin: str) -> str:
    """``contacts.contact CT00001`` as ``Contact CT00001``; anything else as it is."""
    label, _space, rest = origin.partition(" ")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return origin
    return f"{model._meta.verbose_name} {rest}"


def _by_origin(change: Change, origin: str) -> str:
    sentences = {
        Cause.SYNCHRONIZED: _("Updated from %(origin)s"),
        Cause.INHERITED: _("Inherited from %(origin)s"),
        Cause.LINKED: _("Taken over from %(origin)s when it was linked"),
        Cause.CREATED: _("Created from %(origin)s"),
        Cause.DELETED: _("Followed the deletion of %(origin)s"),
        Cause.REPAIRED: _("Repaired from %(origin)s"),
        Cause.MERGED: _("Merged with %(origin)s"),
    }
    text = sentences.get(Cause(change.cause), "")
    return SafeString(escape(text) % {"origin": conditional_escape(origin)}) if text else ""
