"""Whether a contact and a partner may be linked at all; every refusal names what stands in the way (D1, D5)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links.kinds import LinkKind
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.refusal import Refused
from setup.models import MarketingSetup


def check_contact(contact: Contact, kind: LinkKind) -> None:
    """Raise Refused unless ``contact`` may get a link of ``kind``. Checks in the order of the reference (D1, E2)."""
    _refuse_second_link(contact, kind)
    if contact.privacy_blocked:
        sentence = _("Contact %(contact)s is blocked for privacy and cannot be used.") % {"contact": contact.title}
        raise Refused(sentence, record=contact)
    if contact.is_person and contact.company_id is None and not kind.people:
        sentence = _("%(contact)s is a person without company and can become a customer only.")
        raise Refused(sentence % {"contact": contact.title}, field="company", record=contact)
    relation_code(kind)


def check_partner(partner: SharingRecord, kind: LinkKind) -> None:
    """Raise Refused where another contact is linked to ``partner`` already (D5.2)."""
    taken = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk}).select_related("contact").first()
    if taken is not None:
        sentence = str(kind.sentences.partner_linked) % {"partner": partner.title, "contact": taken.contact.title}
        raise Refused(sentence, record=taken.contact)


def relation_code(kind: LinkKind, setup: MarketingSetup | None = None) -> str:
    """The business relation code of ``kind``. Raises Refused, naming the setting, where it is blank (L4)."""
    code: str | None = getattr(setup or MarketingSetup.current(), f"{kind.relation_setting}_id")
    if code is None:
        raise Refused(kind.sentences.no_code, setting=kind.relation_setting)
    return code


def _refuse_second_link(contact: Contact, kind: LinkKind) -> None:
    owners = Q(contact=contact.pk)
    if contact.is_person and contact.company_id is not None:
        owners |= Q(contact=contact.company_id)
    rows = ContactBusinessRelation.objects.filter(owners, **{f"{kind.name}__isnull": False})
    standing = rows.select_related("contact", kind.name).first()
    if standing is not None:
        partner = getattr(standing, kind.name)
        values = {"contact": standing.contact.title, "partner": partner.title}
        raise Refused(str(kind.sentences.contact_linked) % values, record=partner)
