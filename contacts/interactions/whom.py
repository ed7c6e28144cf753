"""Whom something is begun with: a contact, that of a partner, or that of a document; and how to reach it (a.6, a.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.display import as_printed, caption
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


class Number(NamedTuple):
    """A number that can be dialled, and what it is in words."""

    number: str
    words: str


def contact_of_partner(params: Mapping[str, Any]) -> Contact | None:
    """The contact of the customer, vendor or bank account that ``params`` name; ``None`` where they name none.

    One query. Raises Refused, naming the partner, where it has no contact.
    """
    for kind in all_kinds():
        key = str(params.get(kind.name, ""))
        if not key.isdecimal():
            continue
        relation = ContactBusinessRelation.objects.filter(**{kind.name: key}).select_related("contact").first()
        if relation is not None:
            found: Contact = relation.contact
            return found
        partner = kind.model._base_manager.filter(pk=key).first()
        sentence = _("%(kind)s %(partner)s has no contact; create one or link one first.")
        values = {"kind": capfirst(str(kind.label)), "partner": partner or key}
        raise Refused(sentence % values, record=partner)
    return None


def numbers_of(contact: Contact) -> list[Number]:
    """What can be dialled: phone and mobile of the contact, then of its company; each number once (a.8)."""
    company = contact.company if contact.is_person else None
    found: dict[str, Number] = {}
    for one in filter(None, (contact, company)):
        for name in ("phone_no", "mobile_phone_no"):
            number = getattr(one, name)
            words = f"{as_printed(name, number)} · {caption(Contact, name)} · {one.name}"
            if number:
                found.setdefault(number, Number(number, words))
    return list(found.values())
