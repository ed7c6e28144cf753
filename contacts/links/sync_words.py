"""What the command `sync` says, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links.newest import CONTACT

if TYPE_CHECKING:
    from contacts.links.accepted import Acceptance
    from contacts.links.newest import Newer


def found_in_words(counts: dict[str, int]) -> str:
    """What differs, in a sentence."""
    if not counts["pairs"]:
        return _("No linked pairs differ.")
    pairs = ngettext("%(count)s linked pair", "%(count)s linked pairs", counts["pairs"])
    values = ngettext("%(count)s value", "%(count)s values", counts["differences"])
    said = {"pairs": pairs % {"count": counts["pairs"]}, "values": values % {"count": counts["differences"]}}
    return _("Different: %(pairs)s, in %(values)s.") % said


def also_accepted(pairs: int) -> str:
    """How many pairs differ as accepted; blank for none."""
    if not pairs:
        return ""
    said = ngettext("%(count)s pair differs as accepted.", "%(count)s pairs differ as accepted.", pairs)
    return said % {"count": pairs}


def line_of(acceptance: Acceptance | None) -> str:
    """How a difference is told, and what was said of one that was accepted."""
    if acceptance is not None:
        return _("%(field)s: contact %(contact)s, partner %(partner)s; accepted: %(reason)s")
    return _("%(field)s: contact %(contact)s, partner %(partner)s; %(newer)s")


def repaired_in_words(counts: dict[str, int], *, dry_run: bool) -> str:
    """What a repair did, or would do."""
    if not counts["contacts"]:
        return _("No linked pairs differ.")
    if dry_run:
        said = ngettext(
            "To repair: %(written)s value; to be left: %(left)s; contacts looked at: %(contacts)s.",
            "To repair: %(written)s values; to be left: %(left)s; contacts looked at: %(contacts)s.",
            counts["written"],
        )
    else:
        said = ngettext(
            "Repaired: %(written)s value; left: %(left)s; contacts looked at: %(contacts)s.",
            "Repaired: %(written)s values; left: %(left)s; contacts looked at: %(contacts)s.",
            counts["written"],
        )
    return said % counts


def newer_in_words(latest: Newer | None) -> str:
    """Which side is newer, and since when."""
    if latest is None:
        return _("not known which is newer")
    side = _("the contact is newer") if latest.side == CONTACT else _("the partner is newer")
    since = "" if latest.at is None else f" ({date_format(localtime(latest.at), 'SHORT_DATETIME_FORMAT')})"
    return side + since
