"""Many documents are sent at once: seen before, in steps, each recorded when it left (P33, F9-4)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from contacts.interactions.models import Interaction
from contacts.mail.models import Message, State
from partners.trade import runs
from partners.trade.models import Run, SalesQuote
from partners.trade.models.runs import Deed
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

QUOTES = "/trade/sales-quotes/"


@pytest.fixture
def quotes(nordlys: Firm) -> list[SalesQuote]:
    """Two of Ada, who has a mailbox, and one of a customer who has none."""
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.example")
    fjord = alone(CustomerFactory, name="Fjord AS", email="", vat_business_posting_group_id="DOMESTIC")
    parties = ((nordlys.customer, ada), (nordlys.customer, ada), (fjord, None))
    return [
        document(SalesQuote, (item(f"Desk{n}"), 1), customer=customer, contact=contact)
        for n, (customer, contact) in enumerate(parties)
    ]


def test_recipients_are_seen_before_and_missing_addresses_named(quotes: list[SalesQuote]) -> None:
    """R2."""
    page = Page(browser(member("Sara", "Sales")).get(f"{QUOTES}email-many/"))

    assert page.text.count("ada@nordlys.example") == 2
    assert f"{quotes[2].title} No address is known: it will be refused." in page.text


def test_each_leaves_by_itself_and_what_cannot_is_named(
    quotes: list[SalesQuote], post_office: PostOffice, work_off: WorkOff
) -> None:
    """In the language of the document, with its own PDF; one entry for each that left."""
    user = User.objects.create(username="sara", first_name="Sara", last_name="Nobile")
    run = runs.start(user, Deed.SEND, "sales_quote", [quote.pk for quote in quotes])

    done = runs.step(run)
    work_off()

    assert [name for name, _reason in done.refused] == [quotes[2].title]
    assert {message.state for message in Message.objects.all()} == {State.SENT}
    assert [letter["To"] for letter in post_office.letters] == ["ada@nordlys.example"] * 2
    body = post_office.letters[0].get_body()
    assert body is not None and "Sara Nobile" in body.get_content()
    assert Interaction.objects.count() == 2
    assert not SalesQuote.objects.get(pk=quotes[2].pk).versions.exists()


def test_who_may_not_write_e_mails_sends_none(quotes: list[SalesQuote]) -> None:
    """H4."""
    for role, status in (("Sales", 200), ("Reader", 403)):
        assert browser(member(role, role)).get(f"{QUOTES}email-many/").status_code == status
    assert not Run.objects.exists()
