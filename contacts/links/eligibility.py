"""Whether a contact and a partner may be linked at all; every refusal names what stands in the way (D1, D5)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
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


def link_codes(setup: MarketingSetup | None = None) -> frozenset[str]:
    """The business relation codes under which contacts are linked; a plain relation may not take them."""
    setup = setup or MarketingSetup.current()
    codes = (getattr(setup, f"{kind.relation_setting}_id") for kind in all_kinds())
    return frozenset(code for code in codes if code is not None)


def code_of_links(code: str) -> str:
    """Why ``code`` cannot be the code of a plain relation."""
    return _("The business relation %(code)s is for links. Link the contact or create it as one instead.") % {
        "code": code
    }


def check_plain(relation: ContactBusinessRelation) -> None:
    """Raise Refused where ``relation`` newly takes a code of links and links to nothing. Those that stand may stay."""
    before, code = relation.stored, relation.business_relation_id
    is_link = any(getattr(relation, f"{name}_id") is not None for name in KIND_COLUMNS)
    if not is_link and (before is None or "business_relation" in relation.diff) and code in link_codes():
        raise Refused(code_of_links(code), field="business_relation")


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
