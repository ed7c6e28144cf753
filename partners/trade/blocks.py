"""Who and what may no longer be put on a document (c.7); asked when it is chosen, converted, and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.models import Vendor

if TYPE_CHECKING:
    from contacts.models import Contact
    from partners.trade.kinds import Nature
    from partners.trade.models import Item
    from setup.models import Salesperson


def check_contact(contact: Contact, field: str = "contact") -> None:
    """Raise Refused for a contact that is blocked for privacy (H5)."""
    if contact.privacy_blocked:
        sentence = _("Contact %(contact)s is blocked for privacy and cannot be used.")
        raise Refused(sentence % {"contact": contact.title}, field=field, record=contact)


def check_party(party: Any, field: str) -> None:
    """Raise Refused for a customer that is blocked in any way, and a vendor blocked for more than payments."""
    if party.privacy_blocked:
        sentence = _("%(partner)s is blocked for privacy; no document can be made.")
        raise Refused(sentence % {"partner": party.title}, field=field, record=party)
    free = {"", Vendor.Blocked.PAYMENT} if isinstance(party, Vendor) else {""}
    if party.blocked not in free:
        sentence = _("%(partner)s is blocked (%(blocked)s); no document can be made.")
        values = {"partner": party.title, "blocked": _how(party)}
        raise Refused(sentence % values, field=field, record=party)


def check_salesperson(salesperson: Salesperson | None) -> None:
    """Raise Refused for a salesperson who is blocked for privacy."""
    if salesperson is not None and salesperson.privacy_blocked:
        sentence = _("Salesperson %(salesperson)s is blocked for privacy.")
        raise Refused(sentence % {"salesperson": salesperson.title}, field="salesperson", record=salesperson)


def check_item(item: Item, nature: Nature) -> None:
    """Raise Refused for an item that is no longer sold, or no longer bought."""
    own = item.Blocked.SALES if nature.is_sold else item.Blocked.PURCHASES
    if item.blocked in (own, item.Blocked.ALL):
        sentence = _("%(item)s is blocked (%(blocked)s) and cannot be put on this document.")
        values = {"item": item.title, "blocked": _how(item)}
        raise Refused(sentence % values, field="item", record=item)


def _how(record: Any) -> str:
    """For what it is blocked, as it stands in a sentence."""
    words: str = record.get_blocked_display()
    return _("for everything") if record.blocked == "all" else words
