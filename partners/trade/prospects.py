"""Whom a quote without customer or vendor would be made for (c.8, T3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links.creating import owner_of

if TYPE_CHECKING:
    from contacts.models import Contact
    from partners.trade.models import Document


def offer(quote: Document, contact: Contact) -> str:
    """Who becomes a customer or vendor if the quote is ordered, and by which template."""
    template = getattr(quote, f"{quote.nature.party}_template")
    values = {"contact": owner_of(contact).title, "template": template}
    if quote.nature.is_sold:
        plain = _("%(contact)s is no customer yet. Create the customer first, without a template.")
        filled = _("%(contact)s is no customer yet. Create the customer first, with the template %(template)s.")
    else:
        plain = _("%(contact)s is no vendor yet. Create the vendor first, without a template.")
        filled = _("%(contact)s is no vendor yet. Create the vendor first, with the template %(template)s.")
    return (plain if template is None else filled) % values
