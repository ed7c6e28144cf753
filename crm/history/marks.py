"""The sign beside values that another card wrote of late (F4.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.history.models import Change
from crm.history.words import origin_in_words
from crm.kit.cards import Mark, register_marks
from crm.kit.context import Cause

if TYPE_CHECKING:
    from django.db.models import Model

READ = 20
"""Changes that are looked at: who changed more in a day sees the signs of the last ones."""

LATELY = timedelta(hours=24)
ELSEWHERE = frozenset({Cause.SYNCHRONIZED, Cause.INHERITED})


def lately(record: Model) -> dict[str, tuple[Mark, ...]]:
    """By field, from where it was written in the last day, if that was the last that happened to it. One query."""
    if record.pk is None:
        return {}
    found: dict[str, tuple[Mark, ...]] = {}
    known = Change.objects.of(record).order_by("-pk").only("at", "cause", "origin", "diff")
    since = timezone.now() - LATELY
    for change in known[:READ]:
        words: tuple[Mark, ...] = ()
        if change.cause in ELSEWHERE and change.at >= since and change.origin:
            words = (Mark("•", _("Changed today from %(origin)s") % {"origin": origin_in_words(change.origin)}),)
        for name in change.diff:
            found.setdefault(name, words)
    return {name: marks for name, marks in found.items() if marks}


def register_on(model: type[Model]) -> None:
    """Cards and forms of ``model``, whose values others write, carry the sign."""
    register_marks(model, lately)
