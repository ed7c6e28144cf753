"""Documents speak their partner's language, words of the setup included (ux 7, P63)."""

from __future__ import annotations

from typing import Any

import pytest

from partners.trade.models import Document, PurchaseOrder, SalesOrder, ServiceOrder
from partners.trade.printing import pdf
from setup.models import (
    CompanyInformation,
    Country,
    PaymentMethod,
    PaymentTerms,
    ShipmentMethod,
    UnitOfMeasure,
    VatPostingSetup,
)
from tests.conftest import Statements
from tests.factories.partners import firm
from tests.factories.trade import EXEMPT, add, document, item
from tests.trade.paper import called, languages, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

WORDS = {
    "EN": ("Piece", "30 days net", "Bank transfer", "Ex works", "SWITZERLAND", "Exempt from VAT"),
    "IT": ("Pezzo", "30 giorni netti", "Bonifico", "Franco fabbrica", "SVIZZERA", "Esente da IVA"),
    "ES": ("Unidad", "30 días netos", "Transferencia", "En fábrica", "SUIZA", "Exenta de IVA"),
}


def at_work(*spoken: str) -> dict[str, Any]:
    """An entry of each list with its words in these languages; what a document takes of them."""
    entries = (
        UnitOfMeasure(code="PCS", description="Stück"),
        PaymentTerms(code="30D", description="30 Tage netto"),
        PaymentMethod(code="BANK", description="Überweisung"),
        ShipmentMethod(code="EXW", description="Ab Werk"),
        Country(code="CH", description="Schweiz"),
        VatPostingSetup.objects.get(product_group=EXEMPT),
    )
    entries[-1].calculation, entries[-1].clause = "exempt", "Steuerfrei"
    for place, entry in enumerate(entries):
        entry.save()
        called(entry, **{code: WORDS[code][place].capitalize() for code in spoken})
    names = ("payment_terms", "payment_method", "shipment_method", "country")
    return dict(zip(names, entries[1:5], strict=True))


def order_in(language: str, lines: int = 2, **values: Any) -> Document:
    """An order in a language, over pieces of an item that is exempt."""
    desk = item(f"Desk-{language}-{lines}", unit_id="PCS", vat_product_group_id=EXEMPT)
    nordlys = firm(name="Nordlys AS", city="Oslo")
    values |= {"language_id": language, "vat_business_posting_group_id": "DOMESTIC"}
    made = document(SalesOrder, (desk, 1), customer=nordlys.customer, **values)
    for _number in range(lines - 1):
        add(made, desk)
    found: Document = SalesOrder.objects.get(pk=made.pk)
    return found


@pytest.mark.parametrize("language", WORDS)
def test_what_the_setup_says_is_said_in_the_language_of_the_document(language: str) -> None:
    """P63: units, terms, methods, countries and VAT clauses."""
    languages()
    order = order_in(language, **at_work(*WORDS))

    words = printed(order)

    assert [said for said in WORDS[language] if said.lower() not in words.lower()] == [], words
    assert "Tage" not in words and "Steuerfrei" not in words


def test_where_nobody_translated_it_the_description_stands() -> None:
    """P63."""
    languages()
    order = order_in("EN", **at_work("IT"))

    words = printed(order)

    for said in ("Stück", "30 Tage netto", "Überweisung", "Ab Werk", "SCHWEIZ", "Steuerfrei"):
        assert said in words


@pytest.mark.parametrize(("model", "is_sold"), [(SalesOrder, True), (ServiceOrder, True), (PurchaseOrder, False)])
def test_only_what_we_sell_says_why_we_charge_no_tax(model: type[Document], is_sold: bool) -> None:
    """c.5: on a purchase that is for the vendor to say."""
    at_work()
    nordlys = firm(name="Nordlys AS")
    party = {"customer": nordlys.customer} if is_sold else {"vendor": nordlys.vendor}
    desk = item("Desk", vat_product_group_id=EXEMPT)

    made = document(model, (desk, 1), vat_business_posting_group_id="DOMESTIC", **party)

    words = printed(made)
    assert ("Steuerfrei" in words) == is_sold
    assert "VAT0" in words


def test_a_document_without_language_speaks_that_of_the_house() -> None:
    languages()
    company = CompanyInformation.current()
    company.language_id = "IT"
    company.save()
    order = order_in("IT", **at_work("IT"))
    order.language = None
    order.save()

    assert "30 giorni netti" in printed(order)


def test_words_cost_one_statement_for_all_lists(statements: Statements) -> None:
    """Performance 9: however many lines and lists; none where no list is used."""
    languages()
    used = at_work(*WORDS)
    bare = document(SalesOrder, (item("Chair"), 1), customer=firm().customer)
    counts = []
    for made in (order_in("IT", 5, **used), order_in("IT", 50, **used), SalesOrder.objects.get(pk=bare.pk)):
        with statements() as asked:
            pdf.rendered(made)
        counts.append((len(asked), len([sql for sql in asked if "translation" in sql])))

    small, large, without = counts
    assert small == large == (11, 1), counts
    assert without[1] == 0
