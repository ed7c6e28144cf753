"""The log of interactions: one way in, nothing lost with a contact, everything counted right (a, b.1, D5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contacts.deletion import PEOPLE
from contacts.interactions import log, marking
from contacts.interactions.models import Attachment, Interaction, InteractionTemplateSetup
from contacts.models import Contact
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from setup.models import MarketingSetup, Salesperson
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything, template
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def test_an_event_is_recorded_as_its_template_says() -> None:
    """b.1, a.4: the contact and its company, cost, duration, flow, and the contact's salesperson."""
    seller = Salesperson.objects.create(code="AB", description="Alessandro Bellini")
    record_everything(template(unit_cost=Decimal(8), unit_minutes=1, flow="outbound", initiated_by="us"))
    nordlys = CompanyFactory(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys, salesperson=seller)

    entry = log.log_event("sales_quote", ada, description="Quote SQ1")

    assert entry is not None
    assert (entry.contact, entry.company, entry.company_name) == (ada, nordlys, "Nordlys AS")
    assert (entry.cost, entry.minutes, entry.flow, entry.salesperson) == (8, 1, "outbound", seller)
    assert entry.title == "Quote SQ1, by Alessandro Bellini"


def test_a_blank_template_records_nothing_and_neither_does_nobody() -> None:
    """T6, b.1: silently."""
    assert log.log_event("sales_quote", CompanyFactory()) is None
    record_everything()
    assert log.log_event("sales_quote", None) is None
    setup = InteractionTemplateSetup.current()
    setup.sales_quote = None
    setup.save()
    assert log.log_event("sales_quote", CompanyFactory()) is None
    assert not Interaction.objects.exists()


def test_an_event_of_no_kind_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        log.log_event("coffee", CompanyFactory())


@pytest.mark.parametrize(
    ("flow", "title"), [("outbound", "Call, by "), ("inbound", "Call, from Ada Rossi"), ("", "Call")]
)
def test_an_entry_says_who_spoke(flow: str, title: str) -> None:
    """a.5."""
    entry = log.log(template(flow=flow), PersonFactory(name="Ada Rossi"), description="Call")

    assert entry.title == title


@pytest.mark.parametrize(
    ("preferred", "default", "ignores", "email", "expected"),
    [
        ("hard_copy", "email", False, "a@b.it", "hard_copy"),
        ("", "email", False, "a@b.it", "email"),
        ("hard_copy", "email", True, "a@b.it", "email"),
        ("hard_copy", "", True, "a@b.it", ""),
        ("email", "", False, "", ""),
    ],
)
def test_how_it_was_written(preferred: str, default: str, ignores: bool, email: str, expected: str) -> None:
    """a.6, a.7: an e-mail without address is none."""
    sort = template(correspondence_type=default, ignore_contact_correspondence=ignores)
    contact = CompanyFactory(correspondence_type=preferred, email=email)

    assert log.log(sort, contact).correspondence_type == expected


def test_the_entries_of_a_person_move_to_its_company() -> None:
    """a.13, D5."""
    nordlys = CompanyFactory()
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    entry = log.log(template(), ada)

    Contact.objects.get(pk=ada.pk).delete()

    entry.refresh_from_db()
    assert (entry.contact, entry.company, entry.contact_name) == (nordlys, nordlys, "Ada Rossi")
    assert replayed() == {}


@pytest.mark.parametrize("also", [frozenset(), frozenset({PEOPLE})])
def test_the_entries_of_a_company_stay_with_the_names_as_they_were(also: frozenset[str]) -> None:
    """a.13, D5; and an undo of the deletion gives them back."""
    nordlys = CompanyFactory(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    sort = template()
    entries = [log.log(sort, one) for one in (nordlys, ada)]

    with gesture() as opened:
        Contact.objects.get(pk=nordlys.pk).delete(also=also)

    for entry in entries:
        entry.refresh_from_db()
        assert (entry.company, entry.company_name) == (None, "Nordlys AS")
    assert (entries[1].contact is None) == bool(also)
    undo(opened.change_set)
    entries[1].refresh_from_db()
    assert (entries[1].contact, entries[1].company) == (ada, nordlys)
    assert replayed() == {}


def test_a_company_counts_what_its_people_did_and_a_person_its_own() -> None:
    """a.12: canceled and postponed ones left out."""
    nordlys = CompanyFactory()
    ada = PersonFactory(company=nordlys)
    sort = template()
    first, *_rest = [log.log(sort, one) for one in (nordlys, ada, ada)]
    marking.cancel([first], canceled=True)

    assert Interaction.objects.of(nordlys).counted().count() == 2
    assert Interaction.objects.of(ada).counted().count() == 2
    marking.cancel([first], canceled=False)
    assert Interaction.objects.of(nordlys).counted().count() == 3
    assert Interaction.objects.get(pk=first.pk).canceled_at is None


def test_the_same_file_is_kept_once() -> None:
    """a.10."""
    one = Attachment.holding(b"%PDF-1.7", "quote.pdf", "application/pdf")

    assert Attachment.holding(b"%PDF-1.7", "quote.pdf", "application/pdf") == one
    assert Attachment.holding(b"%PDF-1.8", "quote.pdf", "application/pdf") != one
    assert (one.size, one.file.read()) == (8, b"%PDF-1.7")


def test_a_file_that_lies_there_already_is_taken_again() -> None:
    """a.10: as after a deletion; but never one with other content."""
    first = Attachment.holding(b"%PDF-1.7", "again.pdf", "application/pdf")
    name = first.file.name
    first.delete()

    second = Attachment.holding(b"%PDF-1.7", "again.pdf", "application/pdf")
    assert second.file.name == name
    second.delete()
    with second.file.storage.open(str(name), "wb") as file:
        file.write(b"something else")

    third = Attachment.holding(b"%PDF-1.7", "again.pdf", "application/pdf")
    assert third.file.name != name and third.file.read() == b"%PDF-1.7"
    third.file.storage.delete(str(name))


def test_privacy_stops_what_is_begun_by_hand() -> None:
    """H5: not what is recorded of itself (b.1)."""
    blocked = CompanyFactory(privacy_blocked=True)
    record_everything()

    with pytest.raises(Refused, match="blocked for privacy"):
        log.check_contact(blocked)
    assert log.log_event("email", blocked) is not None


def test_who_did_it_is_known(admin_user: object) -> None:
    """a.4."""
    with gesture(actor=admin_user):  # type: ignore[arg-type]  # a user
        entry = log.log(template(flow="outbound"), CompanyFactory())

    assert entry.user == admin_user
    assert MarketingSetup.current() is not None
