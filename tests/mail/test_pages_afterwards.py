"""E-mails in the browser after they were queued: corrected, settled, listed, and who may do that (H4, M24)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from contacts.mail.models import Message, State
from partners.trade.models import PurchaseOrder, SalesOrder, SalesQuote
from tests.conftest import Statements
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff, browser, member
from tests.mail.post_office import PostOffice
from tests.mail.test_pages import filled, url_of
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


@pytest.fixture
def quote(nordlys: Firm) -> SalesQuote:
    """A quote for two desks."""
    return document(SalesQuote, (item("Desk", "489"), 2), customer=nordlys.customer)


def test_what_failed_is_corrected_on_its_page(
    anna: Client, quote: SalesQuote, post_office: PostOffice, work_off: WorkOff
) -> None:
    """M24: from the list of what failed to the next attempt, with all that was typed."""
    post_office.refused = {"post@nordlys.no"}
    anna.post(url_of(quote), filled(anna, url_of(quote), cc="boss@nordlys.no", body="Typed"))
    post_office.refused |= {"boss@nordlys.no"}
    work_off()
    message = Message.objects.get()
    listed = Page(anna.get("/mail/?state=failed"))
    assert f"/mail/{message.pk}/" in listed.links and "/mail/?state=sent" in listed.links
    card = Page(anna.get(f"/mail/{message.pk}/"))
    assert "The e-mail was not sent: the mail server refuses the recipient" in card.text
    url = f"/mail/{message.pk}/again/"
    assert url in card.links

    again = filled(anna, url)
    assert (again["to"], again["cc"], again["body"]) == ("post@nordlys.no", "boss@nordlys.no", "Typed")
    anna.post(url, again | {"to": "info@nordlys.no", "cc": ""})
    work_off()

    assert post_office.envelopes[0].rcpt_tos == ["info@nordlys.no"]
    assert Message.objects.get().state == State.SENT
    assert url not in Page(anna.get(f"/mail/{message.pk}/")).links
    assert "Sent to info@nordlys.no" in Page(anna.get(url)).text


def test_an_uncertain_one_is_settled_by_a_person(anna: Client, nordlys: Firm, post_office: PostOffice) -> None:
    """It arrived: it counts as sent and is recorded; nothing is sent."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    anna.post(url, filled(anna, url, subject="Hello"))
    message = Message.objects.get()
    message.state, message.problem = State.UNCERTAIN, "lost"
    message.save()
    arrived = f"/mail/{message.pk}/arrived/"
    assert arrived in Page(anna.get(f"/mail/{message.pk}/")).links

    page = Page(anna.post(arrived, follow=True))

    assert "Sent to post@nordlys.no. Interaction recorded." in page.text
    assert (Interaction.objects.count(), post_office.letters) == (1, [])

    anna.post(arrived)
    assert Interaction.objects.count() == 1


def test_who_may_send(nordlys: Firm, bo: Client, cleo: Client, db: None) -> None:
    """H4: who sells sends sales documents, who buys purchases; readers read what was sent."""
    sales, purchasing, banking = (browser(member(name, name)) for name in ("Sales", "Purchasing", "Banking"))
    sold = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    bought = document(PurchaseOrder, (item("Lamp"), 1), vendor=nordlys.vendor)
    url = f"/contacts/{nordlys.contact.pk}/email/"
    sales.post(url, filled(sales, url, subject="Hello"))
    card = f"/mail/{Message.objects.get().pk}/"
    everybody = (sales, purchasing, banking, bo, cleo)

    for address, expected in (
        (f"/trade/sales-orders/{sold.pk}/email/", [200, 403, 403, 403, 403]),
        (f"/trade/purchase-orders/{bought.pk}/email/", [403, 200, 403, 403, 403]),
        (url, [200, 200, 403, 403, 403]),
        (f"{card}again/", [200, 200, 403, 403, 403]),
        (f"{card}arrived/", [200, 200, 403, 403, 403]),
        (card, [200, 200, 200, 200, 403]),
        ("/mail/", [200, 200, 200, 200, 403]),
        ("/mail/new/", [404, 404, 404, 404, 403]),
        (f"{card}edit/", [404, 404, 404, 404, 403]),
    ):
        assert [one.get(address).status_code for one in everybody] == expected, address


@pytest.mark.parametrize("rows", [3, 12])
def test_the_list_asks_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements, rows: int) -> None:
    """A constant number of queries."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    for number in range(rows):
        anna.post(url, filled(anna, url, subject=f"Hello {number}"))
    anna.get("/mail/")

    with statements() as listed:
        page = Page(anna.get("/mail/"))

    assert len(listed) <= 9
    assert f"Hello {rows - 1}" in page.text
