"""Whom a new document is for stands on its form before it is saved (F8-1, 3.4)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from partners.trade.models import SalesQuote
from setup.models import Language, PaymentTerms, Salesperson
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"


@pytest.fixture
def known(nordlys: Firm) -> Firm:
    """A company whose terms, language and salesperson are known."""
    customer = nordlys.customer
    customer.address, customer.post_code, customer.city = "Storgata 5", "0155", "Oslo"
    customer.payment_terms = PaymentTerms.objects.create(code="30D", description="30 days net")
    customer.language = Language.objects.create(code="NOR", description="Norwegian")
    customer.salesperson = Salesperson.objects.create(code="AB", description="Anna Berg")
    customer.save()
    return nordlys


def summary(html: str) -> str:
    """The panel, blanks collapsed."""
    return " ".join(html.split("data-whom")[1].split("</section>")[0].replace("</dt><dd>", ": ").split())


@pytest.mark.parametrize("party", ["contact", "customer"])
def test_a_new_quote_shows_what_it_takes_over(anna: Client, known: Firm, party: str) -> None:
    """F8-1: name, address, salesperson, terms, language and currency, and nothing is stored."""
    page = Page(anna.get(f"{QUOTES}new/?{party}={getattr(known, party).pk}"))

    for said in ("Name: Nordlys AS", "Storgata 5", "30D — 30 days net", "NOR — Norwegian", "Currency Code: EUR"):
        assert said in summary(page.html)
    assert not SalesQuote.objects.exists()


def test_a_quote_for_nobody_yet_shows_no_summary(anna: Client) -> None:
    page = Page(anna.get(f"{QUOTES}new/"))

    assert "For whom" not in page.text


def test_the_summary_follows_the_party_that_is_typed(anna: Client, known: Firm) -> None:
    """3.4: the plan of the server says who it would be for, and how the numbers are called."""
    page = Page(anna.get(f"{QUOTES}new/"))

    plan: Any = anna.post(f"{QUOTES}plan/", page.with_typed(customer=known.customer.no)).json()

    assert "<dd>Nordlys AS</dd>" in plan["whom"] and "30D — 30 days net" in plan["whom"]
    assert plan["called"] == {"customer": "Nordlys AS · Oslo", "vendor": "", "contact": "Nordlys AS · Oslo"}


def test_numbers_of_parties_have_their_names_beside_them(anna: Client, known: Firm) -> None:
    """3.4: on the form of a document that exists, where its own sections say the rest."""
    quote = document(SalesQuote, (item(), 1), customer=known.customer)

    page = Page(anna.get(f"{QUOTES}{quote.pk}/edit/"))

    assert '<div class="help" id="id_customer_helptext">Nordlys AS · Oslo</div>' in page.html
    assert '<div class="help" id="id_contact_helptext">Nordlys AS · Oslo</div>' in page.html
    assert "For whom" not in page.text


@pytest.mark.parametrize("lines", [0, 3])
def test_the_summary_costs_the_same_whatever_the_form(
    anna: Client, known: Firm, django_assert_max_num_queries: Any, lines: int
) -> None:
    """However many items there are in the catalogue."""
    for number in range(lines):
        item(f"Desk {number}")

    with django_assert_max_num_queries(40):
        anna.get(f"{QUOTES}new/?customer={known.customer.pk}")
