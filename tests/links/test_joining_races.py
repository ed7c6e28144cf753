"""A person that joins a company beside a change of that company is not missed (S7, S9)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contacts.models import Contact
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import firm
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.links.test_concurrency import edit
from tests.links.test_primary_contact_races import while_open


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("side", ["contact", "customer"])
@pytest.mark.parametrize("colleagues", [0, 1])
def test_whoever_joins_while_the_company_changes_inherits(at_work: MarketingSetup, side: str, colleagues: int) -> None:
    """The change waits for the one who joins, and then finds it among the people."""
    nordlys = firm()
    for _ in range(colleagues):
        PersonFactory(company=nordlys.contact)
    edit(nordlys.contact, "phone_no", "+47 1")
    ada = PersonFactory(phone_no="+47 1")
    record = getattr(nordlys, side)

    def join() -> None:
        person = Contact.objects.get(pk=ada.pk)
        person.company = Contact.objects.get(pk=nordlys.contact.pk)
        person.save()

    while_open(join, lambda: edit(record, "phone_no", "+47 2"))

    assert Contact.objects.get(pk=ada.pk).phone_no == "+47 2"
    assert replayed() == {}
