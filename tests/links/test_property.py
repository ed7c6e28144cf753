"""Random sequences of everything staff can do, from both sides: what must hold afterwards always holds."""

from __future__ import annotations

import os
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from contacts.deletion import PEOPLE
from contacts.links import linking
from contacts.links.creating import create_contact, create_partner
from contacts.links.kinds import LinkKind, all_kinds, kind_named, kind_of
from contacts.links.linking import Master
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.models import BankAccount, Customer, Vendor
from setup.models import FieldPolicy
from setup.rules import rules_in_force
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.links.samples import got, put

TEXTS = ("name", "phone_no", "email", "city", "address", "search_name", "vat_registration_no", "home_page")
WORDS = st.sampled_from(["", "Alpha", "Beta", "Gamma Delta", "Epsilon Zeta Eta"])
KINDS = st.sampled_from(["customer", "vendor", "bank_account"])
MODELS: dict[str, Any] = {"customer": Customer, "vendor": Vendor, "bank_account": BankAccount}


class Office(RuleBasedStateMachine):
    """Staff at work. Refusals are part of the work: they must leave everything as it was."""

    contacts = Bundle("contacts")
    partners = Bundle("partners")

    def __init__(self) -> None:
        super().__init__()
        self.touched: set[tuple[int, str]] = set()
        self.change_sets: list[uuid.UUID] = []

    @initialize()
    def open(self) -> None:
        """A firm at work, with one policy."""
        open_for_business()
        FieldPolicy(kind="vendor", field="home_page", direction="never").save()

    def attempt(self, action: Any) -> Any:
        """Do it as one gesture; a refusal changes nothing."""
        before = Change.objects.count()
        with gesture() as opened:
            try:
                with unit(savepoint=True):
                    done = action()
            except Refused as refused:
                note(f"refused: {refused}")
                assert Change.objects.count() == before
                return None
        if Change.objects.count() > before:
            self.change_sets.append(opened.change_set)
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
        hub = Contact.objects.filter(pk=contact).first()
        made = self.attempt(lambda: create_partner(hub, kind_named(kind))) if hub else None
        return multiple() if made is None else (kind, made.record.pk)

    @rule(partner=partners)
    def create_contact_for(self, partner: Any) -> None:
        """A contact from a partner that has none."""
        if (record := _partner(partner)) is not None:
            self.attempt(lambda: create_contact(record))

    @rule(contact=contacts, partner=partners, master=st.sampled_from(Master), blanks=st.booleans())
    def link(self, contact: int, partner: Any, master: Master, blanks: bool) -> None:
        """Any contact with any partner."""
        hub, record = Contact.objects.filter(pk=contact).first(), _partner(partner)
        if hub is not None and record is not None:
            self.attempt(lambda: linking.link(hub, record, master=master, blanks_win=blanks))

    @rule(partner=partners, action=st.sampled_from([linking.unlink, linking.pause]))
    def unlink_or_pause(self, partner: Any, action: Any) -> None:
        """By the partner."""
        relation = ContactBusinessRelation.objects.filter(**{partner[0]: partner[1]}).first()
        if relation is not None:
            self.attempt(lambda: action(relation))

    @rule(partner=partners, name=st.sampled_from(TEXTS))
    def pin(self, partner: Any, name: str) -> None:
        """One value of a partner."""
        record = _partner(partner)
        if record is not None and hasattr(record, name):
            self.attempt(lambda: linking.pin(record, name))

    @rule(contact=contacts, name=st.sampled_from(TEXTS), value=WORDS)
    def edit_a_contact(self, contact: int, name: str, value: str) -> None:
        """Any shared text; names are renames."""
        hub = Contact.objects.filter(pk=contact).first()
        if hub is not None:
            put(hub, name, value)
            self.attempt(hub.save)

    @rule(partner=partners, name=st.sampled_from(TEXTS), value=WORDS)
    def edit_a_partner(self, partner: Any, name: str, value: str) -> None:
        """The same from the other side."""
        record = _partner(partner)
        if record is not None and hasattr(record, name):
            put(record, name, value)
            self.attempt(record.save)

    @rule(contact=contacts, company=contacts)
    def join(self, contact: int, company: int) -> None:
        """A person joins a company; others are refused."""
        person, firm = (Contact.objects.filter(pk=pk).first() for pk in (contact, company))
        if person is not None and firm is not None and person.is_person:
            person.company = firm
            self.attempt(person.save)

    @rule(contact=contacts)
    def change_type(self, contact: int) -> None:
        """Company ↔ person, where allowed."""
        hub = Contact.objects.filter(pk=contact).first()
        if hub is not None:
            hub.type = ContactType.COMPANY if hub.is_person else ContactType.PERSON
            self.attempt(hub.save)

    @rule(partner=partners, contact=contacts)
    def choose_primary_contact(self, partner: Any, contact: int) -> None:
        """Anybody; most do not belong."""
        record = _partner(partner)
        if record is not None and hasattr(record, "primary_contact") and Contact.objects.filter(pk=contact).exists():
            record.primary_contact_id = contact
            self.attempt(record.save)

    @rule(contact=consumes(contacts), with_people=st.booleans())
    def delete_a_contact(self, contact: int, with_people: bool) -> None:
        """With or without its people."""
        hub = Contact.objects.filter(pk=contact).first()
        if hub is not None:
            self.attempt(lambda: hub.delete(also=frozenset({PEOPLE}) if with_people else frozenset()))

    @rule(partner=consumes(partners))
    def delete_a_partner(self, partner: Any) -> None:
        """Its contact stays."""
        if (record := _partner(partner)) is not None:
            self.attempt(record.delete)

    @rule(back=st.integers(0, 5))
    def undo_a_gesture(self, back: int) -> None:
        """One of the last ones."""
        if back < len(self.change_sets):
            self._remember_differences(undo(self.change_sets[-1 - back]))

    def _remember_differences(self, done: Any) -> None:
        """What an undo leaves different it names; such fields of such pairs may differ from now on (ruling 10)."""
        for relation in ContactBusinessRelation.objects.linked().with_partners():
            kind, partner = _joined(relation)
            different = [p for p in kind.shared if got(relation.contact, p.contact) != got(partner, p.partner)]
            named = [s for s in done.differences if relation.contact.title in s and partner.title in s]
            for pair in different:
                key = (relation.pk, pair.contact)
                assert named or key in self.touched or _excused(relation, kind, partner, pair), (key, done)
                self.touched.add(key)

    @invariant()
    def linked_pairs_are_equal(self) -> None:
        """In every shared field, unless the link is paused, the value pinned or kept apart by policy."""
        for relation in ContactBusinessRelation.objects.linked().with_partners():
            kind, partner = _joined(relation)
            for pair in kind.shared:
                ours, theirs = got(relation.contact, pair.contact), got(partner, pair.partner)
                key = (relation.pk, pair.contact)
                if _excused(relation, kind, partner, pair) and ours != theirs:
                    self.touched.add(key)
                assert ours == theirs or key in self.touched, (pair.contact, ours, theirs)

    @invariant()
    def nothing_dangles_and_nothing_is_double(self) -> None:
        """No second link of a kind, no number twice, companies and summaries right."""
        for kind in all_kinds():
            rows = ContactBusinessRelation.objects.exclude(**{f"{kind.name}__isnull": True})
            hubs = list(rows.values_list("contact", flat=True))
            assert len(hubs) == len(set(hubs))
            numbers = list(kind.model._base_manager.values_list("no", flat=True))
            assert len(numbers) == len(set(numbers)) and "" not in numbers
        for contact in Contact.objects.all():
            assert contact.business_relation == _summary(contact), contact
            if contact.is_person:
                assert contact.company_name == (contact.company.name if contact.company else "")
            else:
                assert (contact.company_id, contact.company_name) == (None, contact.name)

    @invariant()
    def history_replays(self) -> None:
        """To the present state."""
        assert replayed() == {}


def _partner(key: Any) -> Any:
    kind, pk = key
    return MODELS[kind]._base_manager.filter(pk=pk).first()


def _joined(relation: ContactBusinessRelation) -> tuple[LinkKind, Any]:
    partner = next(getattr(relation, kind.name) for kind in all_kinds() if getattr(relation, kind.name) is not None)
    kind = kind_of(type(partner))
    assert kind is not None
    return kind, partner


def _excused(relation: Any, kind: LinkKind, partner: Any, pair: Any) -> bool:
    pinned = pair.contact in relation.contact.pinned or pair.partner in partner.pinned
    return relation.paused or pinned or kind.direction(pair, rules_in_force()) == "never"


def _summary(contact: Contact) -> str:
    owners = [contact.pk, contact.company_id]
    rows = list(ContactBusinessRelation.objects.filter(contact__in=[pk for pk in owners if pk]))
    if len(rows) != 1:
        return "multiple" if rows else "none"
    linked = [kind.name for kind in all_kinds() if getattr(rows[0], f"{kind.name}_id")]
    return linked[0] if linked else "other"


@pytest.mark.django_db
def test_whatever_staff_do_the_promises_hold() -> None:
    """Issue 2, section 6: the stateful property test."""

    class Rolled(Office):
        """Every sequence in a transaction of its own."""

        def __init__(self) -> None:
            super().__init__()
            from django.db import transaction

            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def teardown(self) -> None:
            """Nothing stays."""
            from django.db import transaction

            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    case = Rolled.TestCase
    case.settings = settings(
        max_examples=int(os.environ.get("CRM_HYPOTHESIS_EXAMPLES", "15")),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate) if os.environ.get("CRM_FAST_HYPOTHESIS") else tuple(Phase),
    )
    case("runTest").runTest()
