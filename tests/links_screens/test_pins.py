"""Pinned values: chosen on a page, kept when others choose at the same time (S5)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from contacts.links.linking import pin
from contacts.links.pinning import pinnable, set_pins
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.addresses import card_url
from crm.kit.refusal import Refused
from partners.models import BankAccount, Customer, Vendor
from setup.models import MarketingSetup
from tests.factories.partners import Firm, firm
from tests.links_screens.pages import Browser, Page

pytestmark = pytest.mark.django_db

MODELS = (Contact, Customer, Vendor, BankAccount)


@pytest.fixture
def nordlys(marketing: MarketingSetup) -> Firm:
    """A company that is customer, vendor and bank account."""
    return firm(name="Nordlys AS", city="Oslo")


def address(model: type[Any]) -> str:
    """The page about the only record of ``model``."""
    return reverse(f"{model._meta.model_name}-pins", args=[model.objects.get().pk])


def choose(browser: Browser, page: Page, *names: str) -> Page:
    """The page sent with exactly these boxes ticked."""
    sent = {"opened": page.form.get("opened", ""), "pins": list(names)}
    return Page(browser.client.post(page.url, sent, follow=True))


def ticked(page: Page) -> set[str]:
    """The boxes that are ticked."""
    return {name for name in pinnable(Customer) if f'value="{name}" checked' in page.source}


@pytest.mark.parametrize("model", MODELS)
def test_every_card_leads_to_its_pins_and_they_are_kept(nordlys: Firm, anna: Browser, model: type[Any]) -> None:
    card = anna.get(card_url(model.objects.get()))
    page = anna.get(address(model))

    after = choose(anna, page, "city", "email")

    assert card.has_link(address(model))
    assert all(f'value="{name}"' in page.source for name in pinnable(model))
    assert (after.url, model.objects.get().pinned) == (card.url, ["city", "email"])
    assert Change.objects.of(model.objects.get()).filter(diff__has_key="pinned").exists()


def test_pinned_fields_are_ticked_and_what_is_unticked_is_unpinned(nordlys: Firm, anna: Browser) -> None:
    pin(nordlys.customer, "city")
    page = anna.get(address(Customer))

    choose(anna, page)

    assert ticked(page) == {"city"}
    assert Customer.objects.get().pinned == []


def test_a_pinned_value_is_not_overwritten(nordlys: Firm, anna: Browser) -> None:
    choose(anna, anna.get(address(Customer)), "city")
    contact = Contact.objects.get()
    contact.city = "Bergen"

    contact.save()

    assert (Customer.objects.get().city, Vendor.objects.get().city) == ("Oslo", "Bergen")


def test_two_people_keep_both_their_pins(nordlys: Firm, anna: Browser) -> None:
    first, second = anna.get(address(Customer)), anna.get(address(Customer))

    choose(anna, first, "city")
    choose(anna, second, "email")

    assert Customer.objects.get().pinned == ["city", "email"]


def test_what_one_unpinned_is_not_pinned_again_by_another(nordlys: Firm) -> None:
    pin(nordlys.customer, "city")
    mine, theirs = Customer.objects.get(), Customer.objects.get()

    set_pins(mine, [])
    set_pins(theirs, ["city", "email"])

    assert Customer.objects.get().pinned == ["email"]


def test_only_shared_fields_are_pinned_and_other_pins_stay(nordlys: Firm) -> None:
    pin(nordlys.customer, "blocked")

    assert set_pins(nordlys.customer, ["city", "credit_limit"]) == ("blocked", "city")


def test_a_record_that_is_gone_is_refused(nordlys: Firm) -> None:
    gone = Customer.objects.get()
    Customer.objects.get().delete()

    with pytest.raises(Refused, match="deleted meanwhile"):
        set_pins(gone, ["city"])


@pytest.mark.parametrize("opened", ["", "forged"])
def test_an_incomplete_form_is_shown_again_as_it_was_ticked(nordlys: Firm, anna: Browser, opened: str) -> None:
    response = anna.client.post(address(Customer), {"pins": ["city"], "opened": opened})

    page = Page(response)
    assert (page.status, ticked(page), Customer.objects.get().pinned) == (409, {"city"}, [])
    assert "This form is incomplete" in page.text


@pytest.mark.parametrize(("model", "status"), [(Contact, 200), (Customer, 200), (Vendor, 403), (BankAccount, 403)])
def test_who_may_not_change_a_record_does_not_pin(
    nordlys: Firm, cleo: Browser, bo: Browser, model: type[Any], status: int
) -> None:
    card = cleo.get(card_url(model.objects.get()))

    assert cleo.get(address(model)).status == status
    assert card.has_link(address(model)) == (status == 200)
    assert bo.client.post(address(model), {"pins": ["city"]}).status_code == 403
    assert model.objects.get().pinned == []


@pytest.mark.parametrize("pinned", [(), ("city", "email", "address")])
def test_the_page_costs_the_same_however_much_is_pinned(
    nordlys: Firm, anna: Browser, pinned: tuple[str, ...], django_assert_max_num_queries: Any
) -> None:
    set_pins(nordlys.customer, pinned)
    url = address(Customer)

    with django_assert_max_num_queries(8):
        anna.get(url)
