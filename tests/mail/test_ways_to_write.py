"""An address on a card leads to our page of e-mails, so that what is written is recorded (3.4)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.mail.models import Message
from partners.trade import mailing
from partners.trade.models import DocumentVersion, SalesOrder
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff, browser, member
from tests.mail.post_office import PostOffice
from tests.mail.test_pages import filled
from tests.mail.test_resending import LETTER
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

MAILTO = "mailto:post@nordlys.no"


def cards(nordlys: Firm) -> list[str]:
    """The cards that show the address and have a page of e-mails."""
    return [
        f"/contacts/{nordlys.contact.pk}/",
        f"/partners/customers/{nordlys.customer.pk}/",
        f"/partners/vendors/{nordlys.vendor.pk}/",
    ]


@pytest.mark.usefixtures("post_office")
def test_the_address_leads_to_our_own_page(anna: Client, nordlys: Firm) -> None:
    """And from a customer or vendor on to that of its contact."""
    for card in cards(nordlys):
        page = Page(anna.get(card))
        way = f"{card}email/?to=post%40nordlys.no"
        assert way in page.links and MAILTO not in page.links
        assert Page(anna.get(way, follow=True)).sends["to"] == "post@nordlys.no"


@pytest.mark.usefixtures("post_office")
def test_one_of_several_addresses_is_the_one_that_was_clicked(anna: Client, nordlys: Firm) -> None:
    """Nobody else gets it by accident."""
    nordlys.contact.email = "post@nordlys.no;info@nordlys.no"
    nordlys.contact.save()
    card = f"/contacts/{nordlys.contact.pk}/"

    way = f"{card}email/?to=info%40nordlys.no"

    assert way in Page(anna.get(card)).links
    assert filled(anna, way)["to"] == "info@nordlys.no"
    assert "?to=info%40nordlys.no&text=it" in Page(anna.get(way)).links


@pytest.mark.usefixtures("post_office")
def test_who_may_not_write_here_writes_elsewhere(bo: Client, nordlys: Firm) -> None:
    """H4: the page would refuse a reader."""
    banking = browser(member("Banking", "Banking"))

    assert all(MAILTO in Page(one.get(card)).links for one in (bo, banking) for card in cards(nordlys))


def test_without_mail_server_the_address_is_as_it_was(anna: Client, nordlys: Firm) -> None:
    """Our page could send nothing."""
    assert all(MAILTO in Page(anna.get(card)).links for card in cards(nordlys))


def test_the_card_of_an_e_mail_says_which_version_went_out(
    anna: Client, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """The number, not the title of the document once more."""
    order = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    mailing.send(order, LETTER)
    assert DocumentVersion.objects.get().version == 1

    html = Page(anna.get(f"/mail/{Message.objects.get().pk}/")).html.partition("History</h2>")[0]

    assert f"{order.title} · 1" not in html
    assert "<dd>1<" in "".join(html.split("Version No.")[1].split("</div>")[0].split())
