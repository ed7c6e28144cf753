"""A code that is used is not deleted, but another one takes its place, in one gesture (P15, P63, R6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from partners.models import Customer, Vendor
from partners.trade.kinds import Status
from partners.trade.models import Document, SalesOrder
from setup import replacing
from setup.models import MarketingSetup, PaymentTerms, Salesperson, Territory
from tests.factories.partners import CustomerFactory, Firm, VendorFactory
from tests.factories.setup import BusinessRelationFactory
from tests.factories.trade import document, item, open_for_trade
from tests.screens.conftest import nordlys
from tests.screens.pages import Page

__all__ = ["nordlys"]

pytestmark = pytest.mark.django_db

TERMS = "/setup/lists/payment-terms/"
REPLACE = f"{TERMS}30D/replace/"


@pytest.fixture(autouse=True)
def net() -> PaymentTerms:
    """Terms that six customers and a vendor have, and others."""
    for code, words in (("30D", "30 days"), ("60D", "60 days")):
        PaymentTerms(code=code, description=words).save()
    for number in range(6):
        CustomerFactory(no=f"C{number}", payment_terms_id="30D")
    VendorFactory(no="V1", payment_terms_id="30D")
    return PaymentTerms.objects.get(code="30D")


def sent(client: Client, url: str = REPLACE, **typed: Any) -> dict[str, Any]:
    """What the form sends with every place ticked."""
    page = client.get(url)
    places = [one.name for one in page.context["holdings"]]
    return Page(page).sends | {"places": places} | typed


def test_a_refusal_counts_leads_there_and_offers_what_to_do(anna: Client) -> None:
    """R6: five are named, all are a click away; readers of the list find as many."""
    page = Page(anna.get(f"{TERMS}30D/delete/"))

    assert "Used 6 times in “Customers”" in page.text and "Show all" in page.text
    assert {REPLACE, f"{TERMS}30D/edit/?focus=description"} <= set(page.links)
    (url,) = [link for link in page.links if link.startswith("/partners/customers/?")]
    assert anna.get(url).context["page"].total.number == 6


def test_a_salesperson_can_be_blocked_instead(anna: Client, nordlys: Firm) -> None:
    """K3: blocked ones keep what they have."""
    Salesperson(code="AB").save()
    nordlys.contact.salesperson_id = "AB"
    nordlys.contact.save()

    page = Page(anna.get("/setup/lists/salesperson/AB/delete/"))

    assert "/setup/lists/salesperson/AB/edit/?focus=blocked" in page.links


def test_a_setup_that_needs_a_code_is_named_by_its_field(anna: Client, marketing: MarketingSetup) -> None:
    """One click to where another code is chosen."""
    code = marketing.customer_relation_id

    page = Page(anna.get(f"/setup/lists/business-relation/{code}/delete/"))

    assert "/setup/marketing/1/edit/#id_customer_relation" in page.links and "Open the setting" in page.text


def test_the_other_code_stands_everywhere_and_the_old_one_is_gone(anna: Client) -> None:
    """One gesture, taken back as one."""
    anna.post(REPLACE, sent(anna, value="60D"))

    assert {one.payment_terms_id for one in (*Customer.objects.all(), *Vendor.objects.all())} == {"60D"}
    assert not PaymentTerms.objects.filter(code="30D").exists()
    [change_set] = set(Change.objects.filter(door="form").values_list("change_set", flat=True))
    undo(change_set)
    assert Customer.objects.filter(payment_terms="30D").count() == 6


def test_a_place_that_is_not_ticked_stays(anna: Client) -> None:
    """And so does the code."""
    anna.post(REPLACE, sent(anna, value="60D", places=["partners.customer.payment_terms"]))

    assert Vendor.objects.get().payment_terms_id == "30D" == PaymentTerms.objects.get(code="30D").code
    assert not Customer.objects.filter(payment_terms="30D").exists()


def test_what_is_shared_stays_in_step(anna: Client, nordlys: Firm) -> None:
    """1: contact and partners hold the new code; nothing is different afterwards."""
    for code in ("NORTH", "SOUTH"):
        Territory(code=code).save()
    nordlys.contact.territory_id = "NORTH"
    nordlys.contact.save()
    url = "/setup/lists/territory/NORTH/replace/"

    anna.post(url, sent(anna, url, value="SOUTH"))

    rows: list[Any] = [Contact.objects.get(pk=nordlys.contact.pk), Customer.objects.get(pk=nordlys.customer.pk)]
    assert [one.territory_id for one in rows] == ["SOUTH", "SOUTH"]
    assert not Territory.objects.filter(code="NORTH").exists()


def test_a_code_that_links_is_replaced_with_its_setting_or_stays(anna: Client, nordlys: Firm) -> None:
    """What refuses stays as it is and is named; nothing breaks, and the link is there."""
    BusinessRelationFactory(code="BUYER")
    old = MarketingSetup.current().customer_relation_id
    url = f"/setup/lists/business-relation/{old}/replace/"

    answer = anna.post(url, sent(anna, url, value="BUYER"), follow=True)

    assert answer.status_code == 200
    assert Customer.objects.filter(pk=nordlys.customer.pk, link__isnull=False).exists()


def test_what_cannot_be_changed_stays_and_is_named(anna: Client, nordlys: Firm) -> None:
    """Given an order that is completed: why is said, and the code stays for it."""
    open_for_trade()
    order = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    Document._base_manager.filter(pk=order.pk).update(payment_terms="30D", status=Status.COMPLETED)

    answer = anna.post(REPLACE, sent(anna, value="60D"), follow=True)

    text = Page(answer).text
    assert "1 record stays as it is:" in text and order.no in text
    assert PaymentTerms.objects.filter(code="30D").exists()


def test_sent_twice_it_is_done_once(anna: Client) -> None:
    """N1."""
    form = sent(anna, value="60D")

    places = [anna.post(REPLACE, form).headers["Location"] for _time in range(2)]

    assert places == [f"{TERMS}60D/"] * 2
    assert Change.objects.filter(model="partners.vendor", action="update").count() == 1


def test_too_many_at_once_are_refused(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written; fewer places may be chosen."""
    monkeypatch.setattr(replacing, "MOST", 6)

    answer = anna.post(REPLACE, sent(anna, value="60D"))

    assert "choose fewer places" in answer.content.decode()
    assert Customer.objects.filter(payment_terms="30D").count() == 6


def test_bo_may_not(bo: Client) -> None:
    """H4."""
    assert bo.get(REPLACE).status_code == bo.post(REPLACE).status_code == 403
