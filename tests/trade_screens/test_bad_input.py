"""Bad input: a clear sentence next to its cause in the user's language, nothing stored, what was typed stays."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from partners.models import Customer
from partners.trade import flow
from partners.trade.models import Document, SalesOrder, SalesQuote
from setup.models import SalesSetup
from tests.factories.partners import Firm
from tests.factories.trade import add, document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"

LINES = [
    ("quantity", "-1", "greater than or equal to 0", "maggiore o uguale a 0", "mayor o igual a 0"),
    ("quantity", "1.123456", "no more than 5 decimal", "più di 5 cifre decimali", "más de 5 dígitos decimales"),
    ("quantity", "1000000000000", "no more than 10 digits", "più di 10 cifre", "más de 10 dígitos"),
    ("quantity", "12*x", "Enter a number, such as", "Inserire un numero, come", "Introduzca un número, como"),
    ("unit_price", "10000000000001", "less than or equal to", "minore o uguale", "menor o igual"),
    ("unit_price", "-5", "greater than or equal to 0", "maggiore o uguale a 0", "mayor o igual a 0"),
    ("discount_percent", "100.5", "less than or equal to 100", "minore o uguale a 100", "menor o igual a 100"),
    ("discount_percent", "-3", "greater than or equal to 0", "maggiore o uguale a 0", "mayor o igual a 0"),
    ("amount", "101", "lies between 0", "deve essere compreso tra 0", "debe estar entre 0"),
    ("item", "OLD", "is blocked (for everything)", "è bloccato (per tutto)", "está bloqueado (para todo)"),
    ("item", "NOTHING", "Nothing found for “NOTHING”", "Nessun risultato per “NOTH", "No hay resultados para «NOTH"),
    ("vat_product_group", "UNKNOWN", "There is no VAT rate", "Non esiste un'aliquota IVA", "No hay ningún tipo de IVA"),
]  # fmt: skip

HEADERS = [
    ("valid_until", "2020-01-01", "would end before it begins", "scadrebbe prima", "caducaría antes"),
    ("requested_date", "2020-01-01", "lies before the document date", "precede la data", "es anterior a la fecha"),
    ("due_date", "2020-01-01", "lies before the document date", "precede la data", "es anterior a la fecha"),
    ("invoice_discount_percent", "101", "less than or equal to 100", "minore o uguale a 100", "menor o igual a 100"),
    ("invoice_discount_given", "-1", "greater than or equal to 0", "maggiore o uguale a 0", "mayor o igual a 0"),
    ("currency_factor", "-1", "greater than or equal to 0", "maggiore o uguale a 0", "mayor o igual a 0"),
    ("document_date", "31/31/2026", "Enter a valid date", "Inserisci una data valida", "Introduzca una fecha válida"),
]  # fmt: skip


def catalogue() -> None:
    """An item that cannot be sold, and a group whose VAT nobody set."""
    from setup.models import VatProductPostingGroup

    VatProductPostingGroup.objects.create(code="UNKNOWN")
    item("Old", blocked="all")


@pytest.mark.parametrize(("name", "typed", "english", "italian", "spanish"), LINES)
def test_a_cell_says_what_is_wrong_with_it(
    anna: Client, nordlys: Firm, name: str, typed: str, english: str, italian: str, spanish: str
) -> None:
    """When it is saved, and before that when it is planned."""
    quote = document(SalesQuote, (item("Desk", "100"), 1), customer=nordlys.customer)
    catalogue()
    url = f"{QUOTES}{quote.pk}/edit/"
    cell = f"documentline-0-{name}"
    for language, said in (("en", english), ("it", italian), ("es", spanish)):
        anna.cookies["django_language"] = language
        wrong = typed if language == "en" else typed.replace(".", ",")
        sent = Page(anna.get(url)).with_typed(**{cell: wrong})
        page, plan = Page(anna.post(url, sent)), anna.post(f"{QUOTES}{quote.pk}/plan/", sent).json()

        where = page.html.partition(f'name="{cell}"')[2].partition("</td>")[0]
        told = plan["rows"]["documentline-0"]["errors"]
        assert said in where.replace("&#x27;", "'"), language
        assert said in " ".join(told.get(name, ())), (language, told)
        assert page.sends[cell] == wrong
    assert quote.lines.get().amount == 100


@pytest.mark.parametrize(("name", "typed", "english", "italian", "spanish"), HEADERS)
def test_a_field_says_what_is_wrong_with_it(
    anna: Client, nordlys: Firm, name: str, typed: str, english: str, italian: str, spanish: str
) -> None:
    """In three languages; and the lines that were typed along stay too."""
    item("Desk", "100")
    model, url = (SalesOrder, "/trade/sales-orders/") if name == "due_date" else (SalesQuote, QUOTES)
    made = document(model, customer=nordlys.customer)
    for language, said in (("en", english), ("it", italian), ("es", spanish)):
        anna.cookies["django_language"] = language
        sent = Page(anna.get(f"{url}{made.pk}/edit/")).with_typed(**{name: typed, "documentline-0-item": "DESK"})

        page = Page(anna.post(f"{url}{made.pk}/edit/", sent))

        assert said in page.text, language
        assert (page.sends[name], page.sends["documentline-0-item"]) == (typed, "DESK")
    assert not made.lines.exists()


@pytest.mark.parametrize(("blocked", "said"), [("all", "(for everything)"), ("invoice", "(Invoice)")])
def test_a_blocked_customer_is_named_at_its_field(anna: Client, nordlys: Firm, blocked: str, said: str) -> None:
    """c.7: and the page leads to it."""
    Customer.objects.get(pk=nordlys.customer.pk)
    nordlys.customer.blocked = blocked
    nordlys.customer.save()
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(your_reference="X-1")))

    assert f"{nordlys.customer.title} is blocked {said}" in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links
    assert page.sends["your_reference"] == "X-1" and not Document.objects.exists()


def test_a_missing_series_is_named_and_nothing_typed_is_lost(anna: Client, nordlys: Firm) -> None:
    """Numbers come from a series, or somebody sets one up."""
    setup = SalesSetup.current()
    setup.quote_nos = None
    setup.save()
    item("Desk")
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(**{"documentline-0-item": "DESK"})))

    assert "Sales Setup" in page.text
    assert page.sends["documentline-0-item"] == "DESK" and not Document.objects.exists()


def test_an_expired_quote_is_ordered_where_somebody_confirms_it(anna: Client, nordlys: Firm) -> None:
    """c.8: first the sentence, then the tick."""
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer)
    quote.document_date = timezone.localdate() - timedelta(days=40)
    quote.valid_until = timezone.localdate() - timedelta(days=1)
    quote.save()
    url = f"{QUOTES}{quote.pk}/order/"
    page = Page(anna.get(url))
    assert "It holds all the same." in page.text and "late" not in page.sends

    refused = Page(anna.post(url, page.sends))
    assert refused.status == 409 and "was valid until" in refused.text and not SalesOrder.objects.exists()
    anna.post(url, refused.with_typed(late="yes"))

    assert SalesOrder.objects.get().quote_no == quote.no


@pytest.mark.parametrize("page", ["release", "order"])
def test_what_is_sold_has_a_price(anna: Client, nordlys: Firm, page: str) -> None:
    """What is given away has one too, with a discount of 100 %."""
    quote = document(SalesQuote, (item("Desk", "0"), 2), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/{page}/"

    refused = Page(anna.post(url, Page(anna.get(url)).sends))
    assert refused.status == 409 and "Desk has no price." in refused.text
    line = quote.lines.get()
    line.unit_price, line.discount_percent = Decimal(10), Decimal(100)
    line.save()
    anna.post(url, Page(anna.get(url)).sends)

    assert SalesQuote.objects.get().status in ("released", "ordered")


def test_a_total_that_cannot_be_stored_is_refused(anna: Client, nordlys: Firm) -> None:
    """Each line is fine, all of them are not."""
    quote, desk = document(SalesQuote, customer=nordlys.customer), item("Desk", "9999999999999")
    add(quote, desk)
    text = "DESK\t\t1\n" * 200

    url = f"{QUOTES}{quote.pk}/paste/"
    page = Page(anna.post(url, Page(anna.get(url)).with_typed(text=text, confirm="yes")))

    assert "The total of the document is too large." in page.text and page.status == 409
    assert quote.lines.count() == 1


@pytest.mark.slow
def test_two_thousand_lines_are_pasted_shown_changed_and_printed(anna: Client, nordlys: Firm) -> None:
    """Too many for one page, not for a document."""
    quote = document(SalesQuote, customer=nordlys.customer)
    item("Desk", "10")
    url = f"{QUOTES}{quote.pk}/"
    text = "".join(f"DESK\tDesk no. {n}\t{n % 7 + 1}\n" for n in range(1, 2001))

    anna.post(f"{url}paste/", Page(anna.get(f"{url}paste/")).with_typed(text=text, confirm="yes"))
    last = f"{url}edit/?rows=40"
    anna.post(last, Page(anna.get(last)).with_typed(**{"documentline-49-quantity": "100"}))

    quote = SalesQuote.objects.get()
    assert quote.lines.count() == 2000 and quote.gross == quote.net + quote.vat
    assert f"{quote.gross:,.2f}" in Page(anna.get(url)).text
    pdf = PdfReader(io.BytesIO(anna.get(f"{url}pdf/").content))
    assert "Desk no. 2000" in "".join(page.extract_text() for page in pdf.pages[-2:])
    assert flow.order(quote).lines.count() == 2000
