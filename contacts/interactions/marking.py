"""What is said of entries afterwards: canceled, evaluated, commented on (a.9, a.11).

Everything locks the entries it writes, in the order of their keys, so that two people who mark the same ones wait for
each other and each finds what the other wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.interactions.attachments import used_by_others
from contacts.interactions.models import Interaction, InteractionComment
from crm.kit.compare import FieldChange
from crm.kit.context import current_gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


def cancel(entries: Iterable[Interaction], *, canceled: bool, with_attachments: bool = False) -> list[Interaction]:
    """The entries count no longer, or again; returns those that this changed.

    ``with_attachments`` lets go of the files that no entry but these has.
    """
    with unit():
        standing = [entry for entry in locked(entries) if entry.canceled is not canceled]
        kept = used_by_others(standing) if with_attachments else frozenset()
        for entry in standing:
            entry.canceled = canceled
            entry.canceled_at = timezone.now() if canceled else None
            entry.canceled_by_id = _actor() if canceled else None
            if canceled and with_attachments and entry.attachment_id not in kept:
                entry.attachment = None
            entry.save()
    return standing


def cancellation(entry: Interaction) -> tuple[FieldChange, ...]:
    """How an entry that counts changes when it counts no longer; its file stays."""
    changes = (
        FieldChange("canceled", False, True),
        FieldChange("canceled_at", entry.canceled_at, timezone.now()),
        FieldChange("canceled_by", entry.canceled_by_id, _actor()),
    )
    return tuple(change for change in changes if change.old != change.new)


def evaluate(entries: Iterable[Interaction], evaluation: str) -> list[Interaction]:
    """All entries are evaluated like that; returns those that this changed."""
    with unit():
        standing = [entry for entry in locked(entries) if entry.evaluation != evaluation]
        for entry in standing:
            entry.evaluation = evaluation
            entry.save()
    return standing


def comment(entries: Iterable[Interaction], text: str, day: date | None = None) -> list[InteractionComment]:
    """Each entry has one comment more, of today if not of ``day``, by the gesture's user."""
    with unit():
        on = day or timezone.localdate()
        made = [InteractionComment(interaction=entry, comment=text, date=on) for entry in locked(entries)]
        for one in made:
            one.save()
    return made


def locked(entries: Iterable[Interaction]) -> Sequence[Interaction]:
    """The entries as they stand, by key, locked until the transaction ends. Raises Refused where one is gone."""
    keys = [entry.pk for entry in entries]
    standing = list(Interaction.stored_rows().select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if len(standing) < len(set(keys)):
        raise Refused(_("Some of the interactions were deleted meanwhile. Nothing was done."))
    return standing


def _actor() -> Any:
    gesture = current_gesture()
    return gesture.actor.pk if gesture is not None and gesture.actor is not None else None
