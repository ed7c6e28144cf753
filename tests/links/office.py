"""Staff at work: they make, change and delete contacts and partners, from both sides, in any order."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, multiple, rule

from contacts.deletion import PEOPLE
from contacts.links.creating import create_contact, create_partner
from contacts.links.kinds import kind_named
from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.models import BankAccount, Customer, Vendor
from setup.models import FieldPolicy, MarketingSetup
from tests.factories.setup import open_for_business
from tests.links.pictures import Picture, taken, written_in
from tests.links.promises import judge
from tests.links.samples import put

MODELS: dict[str, Any] = {"customer": Customer, "vendor": Vendor, "bank_account": BankAccount}
TEXTS = ("name", "phone_no", "email", "city", "address", "search_name", "vat_registration_no", "home_page")
POLICIES = (
    ("vendor", "home_page", "never"),
    ("customer", "email", "to_partner"),
    ("bank_account", "city", "to_contact"),
)
KINDS = st.sampled_from(list(MODELS))
WORDS = st.sampled_from(["", "Alpha", "Beta", "Gamma Delta", "Epsilon Zeta Eta"])
SHARED_TEXT = st.sampled_from(("name", *TEXTS))
TYPED = st.dictionaries(SHARED_TEXT, WORDS, min_size=1, max_size=3)
INHERITED = st.sampled_from(["name", "address", "address_2", "post_code", "city", "county", "phone_no", "email"])

contacts: Bundle[int] = Bundle("contacts")
partners: Bundle[tuple[str, int]] = Bundle("partners")


class Office(RuleBasedStateMachine):
    """Records come, change and go. Refusals are part of the work: they must leave everything as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.change_sets: list[uuid.UUID] = []
        self.picture: Picture

    @initialize(target=contacts)
    def meet(self) -> Any:
        """A company with two people, and a person without company."""
        self._open()
        return multiple(*Contact.objects.values_list("pk", flat=True))

    @initialize(target=partners)
    def trade(self) -> Any:
        """The company is everything; one of its people, and the one without company, are customers."""
        self._open()
        return multiple(*((kind, pk) for kind in MODELS for pk in MODELS[kind].objects.values_list("pk", flat=True)))

    def _open(self) -> None:
        if hasattr(self, "picture"):
            return
        open_for_business()
        for kind, field, direction in POLICIES:
            FieldPolicy(kind=kind, field=field, direction=direction).save()
        self.picture = taken()
        nordlys = self.create_a_contact("Nordlys AS", person=False)
        ada, bo, cleo = (self.create_a_contact(name, person=True) for name in ("Ada Rossi", "Bo Verdi", "Cleo Neri"))
        self.edit_a_contact(nordlys, {"phone_no": "1", "email": "info@nordlys.no", "address": "Via Roma 1"})
        self.edit_a_contact(ada, {"phone_no": "2"})
        for person in (bo, cleo):
            self.create_as(person, "customer")
        customer, vendor, _bank = (self.create_as(nordlys, kind) for kind in MODELS)
        for person in (ada, bo):
            self.join(person, nordlys)
        for partner in (customer, vendor):
            self.choose_primary_contact(partner, ada)

    def attempt(self, action: Callable[[], Any]) -> Any:
        """Do it as one gesture and judge it; a refusal changes nothing."""
        before, count = self.picture, Change.objects.count()
        with gesture() as opened:
            try:
                with unit(savepoint=True):
                    done = action()
            except Refused as refused:
                note(f"refused: {refused}")
                assert (Change.objects.count(), taken()) == (count, before)
                return None
        if Change.objects.count() > count:
            self.change_sets.append(opened.change_set)
        self.picture = taken()
        judge(before, self.picture, written_in(opened.change_set))
        return done

    @rule(target=contacts, name=WORDS, person=st.booleans())
    def create_a_contact(self, name: str, person: bool) -> Any:
        """A company or a person."""
        contact = Contact(name=name, type=ContactType.PERSON if person else ContactType.COMPANY)
        self.attempt(contact.save)
        return contact.pk

    @rule(target=partners, kind=KINDS, name=WORDS, contact_name=WORDS)
    def create_a_partner(self, kind: str, name: str, contact_name: str) -> Any:
        """With its contact, and a person where a contact name was typed."""
        partner = MODELS[kind](name=name, contact_name=contact_name)
        self.attempt(partner.save)
        return (kind, partner.pk)

    @rule(target=partners, contact=contacts, kind=KINDS)
    def create_as(self, contact: int, kind: str) -> Any:
        """A partner from a contact."""
        hub = contact_with(contact)
        made = self.attempt(lambda: create_partner(hub, kind_named(kind))) if hub else None
        return multiple() if made is None else (kind, made.record.pk)

    @rule(partner=partners)
    def create_contact_for(self, partner: Any) -> None:
        """A contact from a partner that has none."""
        if (record := partner_with(partner)) is not None:
            self.attempt(lambda: create_contact(record))

    @rule(contact=contacts, values=TYPED)
    def edit_a_contact(self, contact: int, values: dict[str, str]) -> None:
        """Any shared texts; names are renames."""
        if (hub := contact_with(contact)) is not None:
            self._edit(hub, values)

    @rule(partner=partners, values=TYPED)
    def edit_a_partner(self, partner: Any, values: dict[str, str]) -> None:
        """The same from the other side."""
        if (record := partner_with(partner)) is not None:
            self._edit(record, values)

    @rule(
        contact=contacts,
        values=st.dictionaries(INHERITED, WORDS, min_size=1, max_size=4),
        off=st.sampled_from([None, None, "inherit_address", "inherit_communication"]),
    )
    def edit_a_company(self, contact: int, values: dict[str, str], off: str | None) -> None:
        """What its people inherit by the switches and hand on to their own partners (S7, see ``judge``)."""
        if (hub := contact_with(contact)) is None:
            return
        setup = MarketingSetup.current()
        setup.inherit_address, setup.inherit_communication = off != "inherit_address", off != "inherit_communication"
        self.attempt(setup.save)
        self._edit(hub.company or hub, values)

    def _edit(self, record: Any, values: dict[str, str]) -> None:
        for name, value in values.items():
            if hasattr(record, name):
                put(record, name, value)
        self.attempt(record.save)

    @rule(contact=contacts, company=contacts)
    def join(self, contact: int, company: int) -> None:
        """A person joins a company; others are refused."""
        person, firm = contact_with(contact), contact_with(company)
        if person is not None and firm is not None and person.is_person:
            person.company = firm
            self.attempt(person.save)

    @rule(contact=contacts)
    def change_type(self, contact: int) -> None:
        """Company ↔ person, where allowed; a customer's contact type goes along (ruling 1, see ``judge``)."""
        if (hub := contact_with(contact)) is not None:
            hub.type = ContactType.COMPANY if hub.is_person else ContactType.PERSON
            self.attempt(hub.save)

    @rule(partner=partners, contact=contacts)
    def choose_primary_contact(self, partner: Any, contact: int) -> None:
        """Anybody; most do not belong."""
        record = partner_with(partner)
        if record is not None and hasattr(record, "primary_contact") and contact_with(contact) is not None:
            record.primary_contact_id = contact
            self.attempt(record.save)

    @rule(contact=consumes(contacts), with_people=st.booleans())
    def delete_a_contact(self, contact: int, with_people: bool) -> None:
        """With or without its people."""
        if (hub := contact_with(contact)) is not None:
            self.attempt(lambda: hub.delete(also=frozenset({PEOPLE}) if with_people else frozenset()))

    @rule(partner=consumes(partners))
    def delete_a_partner(self, partner: Any) -> None:
        """Its contact stays."""
        if (record := partner_with(partner)) is not None:
            self.attempt(record.delete)


def contact_with(pk: int) -> Contact | None:
    """The contact, unless it was deleted meanwhile."""
    return Contact.objects.filter(pk=pk).first()


def partner_with(key: Any) -> Any:
    """The partner, by kind and key, unless it was deleted meanwhile."""
    kind, pk = key
    return MODELS[kind]._base_manager.filter(pk=pk).first()
