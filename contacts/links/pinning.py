"""Which values of a record are kept from being overwritten from the other side, set all at once (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds, kind_of
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from contacts.sharing import SharingRecord


def pinnable(model: type[SharingRecord]) -> tuple[str, ...]:
    """The columns of ``model`` that travel over a link, in the order of the kinds' declarations."""
    kind = kind_of(model)
    if kind is not None:
        return tuple(kind.by_partner)
    return tuple(dict.fromkeys(name for kind in all_kinds() for name in kind.by_contact))


def set_pins(record: SharingRecord, names: Collection[str], *, seen: Collection[str] | None = None) -> tuple[str, ...]:
    """Of the shared columns exactly ``names`` are pinned, as far as that differs from ``seen``. Returns all pins.

    ``seen`` are the pins that somebody looked at when choosing, those of ``record`` where it is not said: whatever
    others pinned or unpinned meanwhile stays. Locks the row. Raises Refused where it was deleted meanwhile.
    """
    known, before = set(pinnable(type(record))), set(record.pinned if seen is None else seen)
    wanted = set(names)
    with unit():
        rows = type(record).stored_rows().select_for_update(no_key=True, of=("self",))
        locked = rows.filter(pk=record.pk).first()
        if locked is None:
            raise Refused(_("%(record)s was deleted meanwhile.") % {"record": record.title})
        pins = (set(locked.pinned) | (wanted - before) & known) - ((before - wanted) & known)
        if pins != set(locked.pinned):
            locked.pinned = sorted(pins)
            locked.save(update_fields=["pinned"])
    record.pinned = list(locked.pinned)
    return tuple(record.pinned)
