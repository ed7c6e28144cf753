"""Whoever comes to the house is told which e-mails did not leave (M24, section 6 "Attention")."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.mail.models import Message, State
from partners.trade import mailing
from partners.trade.models import SalesOrder
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff, browser, member
from tests.mail.post_office import PostOffice
from tests.mail.test_resending import LETTER
from tests.screens.pages import Page
from tests.screens.test_home import cues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

FAILED = "/mail/?state=failed&unsettled=true"
UNCERTAIN = "/mail/?state=uncertain&unsettled=true"


@pytest.fixture
def order(nordlys: Firm) -> SalesOrder:
    """An order of the firm."""
    made: SalesOrder = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    return made


@pytest.fixture
def failed(order: SalesOrder, post_office: PostOffice, work_off: WorkOff) -> Message:
    """Its confirmation, which the mail server did not take."""
    post_office.refused = {"post@nordlys.no", "boss@nordlys.no"}
    made = mailing.send(order, LETTER)
    work_off()
    return Message.objects.get(pk=made.pk)


def card_of(order: SalesOrder) -> str:
    """The page of the order."""
    return f"/trade/sales-orders/{order.pk}/"


def test_home_counts_what_was_not_sent_and_leads_to_just_that(anna: Client, failed: Message) -> None:
    """Section 6: failed and uncertain ones apart; the list shows as many."""
    found = cues(anna)

    assert found["Failed e-mails"] == ("1", FAILED)
    assert found["E-mails that may not have left"] == ("0", UNCERTAIN)
    assert str(anna.get(FAILED).context["page"].total) == "1"
    assert str(anna.get("/mail/?state=failed&unsettled=false").context["page"].total) == "0"


def test_what_was_sent_later_all_the_same_asks_nobody(
    anna: Client, order: SalesOrder, failed: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """A document that left in another e-mail has arrived; what failed stays in the list of what failed."""
    post_office.refused = set()
    mailing.send(order, LETTER)
    work_off()

    assert cues(anna)["Failed e-mails"] == ("0", FAILED)
    assert str(anna.get("/mail/?state=failed").context["page"].total) == "1"
    assert "was not sent" not in Page(anna.get(card_of(order))).text


def test_who_may_see_no_e_mails_is_told_of_none(cleo: Client, failed: Message) -> None:
    """H4."""
    assert cues(cleo) == {}


def test_the_page_of_the_document_says_that_it_was_not_sent_and_why(
    anna: Client, order: SalesOrder, failed: Message
) -> None:
    """M24: with the way to the e-mail and to its correction."""
    page = Page(anna.get(card_of(order)))

    bar = page.html.split('<div class="bar error"')[1].split("</div>")[0]
    assert "The e-mail was not sent: the mail server refuses the recipient" in bar
    assert {f"/mail/{failed.pk}/", f"/mail/{failed.pk}/again/"} <= set(page.links)


def test_an_e_mail_that_may_have_left_is_told_there_too(anna: Client, order: SalesOrder, failed: Message) -> None:
    """T5: nobody sends it twice by accident."""
    failed.state, failed.problem = State.UNCERTAIN, "lost"
    failed.save()

    assert "Nobody knows whether this e-mail left" in Page(anna.get(card_of(order))).text
    assert cues(anna)["E-mails that may not have left"] == ("1", UNCERTAIN)


def test_the_card_of_the_contact_says_so_while_it_is_the_last_one(
    anna: Client, nordlys: Firm, failed: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """M24: a later e-mail to the contact is what counts then."""
    url = f"/contacts/{nordlys.contact.pk}/"
    assert f"/mail/{failed.pk}/again/" in Page(anna.get(url)).links

    post_office.refused = set()
    other = f"{url}email/"
    anna.post(other, Page(anna.get(other)).with_typed(subject="Hello", body="Hello"))
    work_off()

    assert "was not sent" not in Page(anna.get(url)).text


def test_only_who_may_send_the_document_is_led_to_sending_it_again(
    nordlys: Firm, order: SalesOrder, failed: Message, bo: Client
) -> None:
    """H4: readers and purchasers are told, no more."""
    sales, purchasing = (browser(member(name, name)) for name in ("Sales", "Purchasing"))
    again, contact = f"/mail/{failed.pk}/again/", f"/contacts/{nordlys.contact.pk}/"

    assert [again in Page(one.get(contact)).links for one in (sales, purchasing, bo)] == [True, False, False]
    assert all("was not sent" in Page(one.get(contact)).text for one in (sales, purchasing, bo))


def test_a_card_without_e_mails_says_nothing(anna: Client) -> None:
    """Nothing was sent, so nothing failed."""
    quiet = CompanyFactory(name="Quiet")

    assert "mail/failed.html" not in [one.name for one in anna.get(f"/contacts/{quiet.pk}/").templates]
