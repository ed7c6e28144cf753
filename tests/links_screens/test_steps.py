"""Linking and creating are processes whose steps one sees (component Steps, F1–F3)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from crm.kit.steps import steps_at
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone
from tests.links_screens.pages import Browser, Page

pytestmark = pytest.mark.django_db


def current(page: Page) -> str:
    """The step that the page says one is on."""
    (found,) = re.findall(r'aria-current="step">(.*?)</li>', page.source, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_done_steps_lead_back_and_later_ones_nowhere() -> None:
    """Given the second of three."""
    done, now, later = steps_at(1, [("A", "/a/"), ("B", "/b/"), ("C", "/c/")])

    assert (done.url, done.is_done, now.is_current, later.url) == ("/a/", True, True, "")


def test_linking_goes_from_choosing_to_deciding_and_back(marketing: MarketingSetup, anna: Browser) -> None:
    """F1: the way back keeps the side one came from."""
    contact, customer = CompanyFactory(name="Rossi"), alone(CustomerFactory, name="Rossi")
    choose = reverse("links-choose-partner", args=[contact.pk, "customer"])
    choose_contact = reverse("links-choose-contact", args=["customer", customer.pk])

    first = anna.get(choose)
    second = anna.open("links-decide", contact.pk, "customer", customer.pk)
    other = anna.open("links-decide", contact.pk, "customer", customer.pk, query="?keep=partner")

    assert (current(first), current(second)) == ("2 Choose", "3 Decide and link")
    assert second.has_link(choose) and other.has_link(choose_contact)


def test_what_the_check_refuses_stops_at_the_check(marketing: MarketingSetup, anna: Browser) -> None:
    """M06, with the way out."""
    contact = CompanyFactory(privacy_blocked=True)

    page = anna.open("links-choose-partner", contact.pk, "customer")

    assert current(page) == "1 Check"
    assert "blocked for privacy" in page.text


def test_creating_and_creating_many_say_where_one_is(marketing: MarketingSetup, anna: Browser) -> None:
    """F2 and F3."""
    one = anna.open("links-create-as", CompanyFactory().pk, "customer")
    many = anna.open("links-contacts-from", "customer", query="?city=Oslo")

    assert (current(one), current(many)) == ("2 Look and create", "2 Preview")
    assert many.has_link(f"{reverse('customer-list')}?city=Oslo")


def test_fields_in_which_both_agree_can_be_seen_too(marketing: MarketingSetup, anna: Browser) -> None:
    """3.6: only the differences at first; what differs within a value is underlined."""
    contact = CompanyFactory(name="Rossi", city="Roma", phone_no="02 1234567")
    customer = alone(CustomerFactory, name="Rossi", city="Roma", phone_no="02 1234560")

    page = anna.open("links-decide", contact.pk, "customer", customer.pk)

    assert re.search(r"Only differences \(\d+ of 26\)", page.text)
    assert 'class="differs">7</u>' in page.source
    assert page.source.count('class="same"') + page.source.count('type="radio" name') // 2 == 26
