"""The look of documents, line by line of section 12 of the brief."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from crm.kit.bulk import create_rows
from crm.kit.unit import unit
from partners.trade import calculate, flow, outgoing
from partners.trade.models import (
    Document,
    DocumentLine,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
    ServiceOrder,
)
from partners.trade.printing import page, pdf
from setup.models import CompanyInformation
from tests.factories.partners import Firm, firm
from tests.factories.setup import CurrencyFactory
from tests.factories.trade import add, broken, document, item
from tests.trade.paper import languages, pages_of, printed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

MM = 72 / 25.4
IBAN = "IT60X0542811101000000123456"


@pytest.fixture
def nordlys() -> Firm:
    """A firm that is everything."""
    return firm(name="Nordlys AS", address="Storgata 1", city="Oslo")


class Spot(NamedTuple):
    """A piece of text: where its left end is, in millimetres from the left and from the top, and its size in points."""

    text: str
    x: float
    y: float
    size: float


def spots_of(content: bytes, number: int = 0) -> list[Spot]:
    """The texts of a page and where they stand."""
    found: list[Spot] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Spot(text.strip(), x / MM, 297 - y / MM, abs(size * tm[0] * cm[0])))

    PdfReader(io.BytesIO(content)).pages[number].extract_text(visitor_text=visit)
    return found


def company(**values: Any) -> CompanyInformation:
    """Ours, with these values."""
    ours = CompanyInformation.current()
    for name, value in values.items():
        setattr(ours, name, value)
    ours.save()
    return ours


def long_one(model: type[Document], lines: int, **values: Any) -> Document:
    """A document whose line n comes to n euros and n cents."""
    made = document(model, **values)
    with unit():
        rows = [DocumentLine(document=made, line_no=n, kind="account", quantity=1) for n in range(1, lines + 1)]
        for row in rows:
            row.description = f"Row {row.line_no}"
            row.unit_price = row.amount = Decimal(row.line_no) * Decimal("1.01")
        create_rows(rows)
        calculate.refresh(made)
    found: Document = model._default_manager.get(pk=made.pk)
    return found


def carried_on(words: str, label: str) -> list[Decimal]:
    """The amounts beside ``label`` on a page."""
    return [Decimal(found.replace(",", "")) for found in re.findall(rf"{label}\s+([\d,]+\.\d\d)", words)]


@pytest.mark.parametrize("model", [SalesQuote, PurchaseOrder])
def test_what_is_carried_forward_is_what_the_lines_come_to(nordlys: Firm, model: type[Document]) -> None:
    """To the cent, at the foot of a page and at the head of the next one."""
    party = {"customer": nordlys.customer} if model is SalesQuote else {"vendor": nordlys.vendor}

    pages = pages_of(pdf.rendered(long_one(model, 130, **party)))

    with_lines = [words for words in pages if "Row" in words]
    assert len(with_lines) >= 3
    brought: list[Decimal] = []
    for words in with_lines[:-1]:
        last = max(int(found) for found in re.findall(r"Row (\d+) 1 ", words))
        down_to = Decimal(last * (last + 1)) / 2 * Decimal("1.01")
        assert carried_on(words, "Carried forward") == [down_to]
        assert carried_on(words, "Brought forward") == brought
        brought = [down_to]
    assert carried_on(with_lines[-1], "Brought forward") == brought
    assert "Carried forward" not in with_lines[-1]


def test_nothing_is_carried_where_nobody_sees_prices_or_turns_a_page(nordlys: Firm) -> None:
    """c.4."""
    request = "\n".join(pages_of(pdf.rendered(long_one(PurchaseQuote, 90, vendor=nordlys.vendor))))
    short = printed(document(SalesOrder, (item(), 1), customer=nordlys.customer))

    assert "Row 90" in request and "1 of 3" in request
    for words in (request, short):
        assert "forward" not in words


def test_further_pages_say_what_they_belong_to(nordlys: Firm) -> None:
    quote = long_one(SalesQuote, 60, customer=nordlys.customer)

    first, second, *_others = pages_of(pdf.rendered(quote))

    assert f"Quote {quote.no} · Nordlys AS" in second and "Page 2 of" in second
    assert f"Quote {quote.no} · Nordlys AS" not in first


def test_only_a_preview_of_what_can_change_is_a_draft(nordlys: Firm) -> None:
    """Never what goes out; no longer what was released."""
    languages()
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, language_id="IT")

    looked_at = printed(order)
    sent = text_of(outgoing.printed(order).file.file.read())

    assert "Bozza" in looked_at and "Bozza" not in sent
    assert "Bozza" not in printed(flow.release(SalesOrder.objects.get()))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("EN", ("Draft", "For acceptance", "Place, date and signature", "Page 1 of 1", "Bank details")),
        ("IT", ("Bozza", "Per accettazione", "Luogo, data e firma", "Pagina 1 di 1", "Coordinate bancarie")),
        ("ES", ("Borrador", "Aceptación", "Lugar, fecha y firma", "Página 1 de 1", "Datos bancarios")),
    ],
)
def test_a_quote_is_signed_and_says_where_we_are_paid(nordlys: Firm, language: str, words: tuple[str, ...]) -> None:
    """In the language of the partner; the IBAN in groups of four."""
    languages()
    company(bank_name="Banca del Naviglio", iban=IBAN, swift_code="BNAVITMM")

    text = printed(document(SalesQuote, (item(), 1), customer=nordlys.customer, language_id=language))

    expected = (*words, "Banca del Naviglio", "IT60 X054 2811 1010 0000 0123 456", "BNAVITMM")
    assert [said for said in expected if said not in text] == [], text


def test_where_we_pay_our_bank_is_not_named(nordlys: Firm) -> None:
    """Nor is anything signed there."""
    company(bank_name="Banca del Naviglio", iban=IBAN)

    text = printed(document(PurchaseOrder, (item(), 1), vendor=nordlys.vendor))

    assert "Naviglio" not in text and "IT60" not in text and "signature" not in text


def test_the_address_stands_where_the_window_is(nordlys: Firm) -> None:
    """A setting: windows are on the left in Germany and on the right in Italy and Spain."""
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer)

    def of(spots: list[Spot]) -> Spot:
        return next(spot for spot in spots if spot.text == "Nordlys AS")

    left = of(spots_of(pdf.rendered(order)))
    company(envelope_window="right")
    right = of(spots_of(pdf.rendered(order)))

    assert 20 < left.x < 30 and 105 < right.x < 115
    assert 45 < left.y < 60 and left.y == pytest.approx(right.y)


@pytest.mark.parametrize("model", [SalesQuote, PurchaseQuote, ServiceOrder])
def test_margins_and_sizes_are_those_of_the_brief(nordlys: Firm, model: type[Document]) -> None:
    """16 mm on either side; nothing below 8 points."""
    party = {"vendor": nordlys.vendor} if model is PurchaseQuote else {"customer": nordlys.customer}
    made = document(model, (item(description_2="oak"), 1), your_reference="X-1", **party)
    if model is ServiceOrder:
        broken(made)

    spots = spots_of(pdf.rendered(model._default_manager.get(pk=made.pk)))

    across = [spot for spot in spots if spot.text != "Draft"]
    assert min(spot.x for spot in across) == pytest.approx(16, abs=0.2)
    assert min(spot.size for spot in across) >= 7.99
    assert max(spot.y for spot in across) < 292


def test_a_word_that_never_ends_is_broken_and_stays_whole(nordlys: Firm) -> None:
    """It does not run over the other columns, and is copied as it was typed."""
    endless, address = "A" * 100, "somebody@a-very-long-domain-name.example.com"
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, email=address)
    line = order.lines.get()
    line.description = endless
    line.save()

    words = text_of(pdf.rendered(SalesOrder.objects.get()))

    assert endless in "".join(words.split()) and "A" * 60 not in words
    assert address in "".join(words.split()) and "\u200b" not in words


@pytest.mark.parametrize("name", ["Ελληνικά ΑΕ", "Кириллица ООО", "Łódź Čačak Şişli Ñandú", "Nguyễn Phước"])
def test_names_in_the_alphabets_of_europe_are_shown_by_our_own_fonts(nordlys: Firm, name: str) -> None:
    assert name in printed(document(SalesOrder, (item(), 1), customer=nordlys.customer, name=name))


@pytest.mark.parametrize("name", ["株式会社 Kanda", "ไทย Kanda", "👩‍💻 Kanda 🇮🇹", "Bell\x07 Kanda", "שלום Kanda"])
def test_signs_that_our_fonts_lack_stop_no_printing(nordlys: Firm, name: str) -> None:
    """Shown by the fonts of the machine, or marked as missing; the rest is there, and what was typed is kept."""
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, name=name)

    version = outgoing.printed(order).version

    assert version.pdf is not None and "Kanda" in text_of(version.pdf.file.read())
    assert version.page["recipient"][0] == name


def test_yen_have_no_cents_and_prices_say_when_they_include_vat(nordlys: Firm) -> None:
    yen = CurrencyFactory(code="JPY", decimals=0, rate=Decimal("0.00625"))
    order = document(
        SalesOrder, (item("Desk", "100"), 1), customer=nordlys.customer, currency=yen, prices_including_vat=True
    )

    text = printed(order)

    assert "19,520 JPY" in text and ".00" not in text
    assert "Unit Price Incl. VAT" in text and "Amount Including VAT" in text


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Rossi Impianti", "Offerta_SQ0001_Rossi-Impianti.pdf"),
        ("Rossi & Figli S.p.A.", "Offerta_SQ0001_Rossi-Figli-SpA.pdf"),
        ("L’Orafo d'Arte/../x", "Offerta_SQ0001_LOrafo-dArte-x.pdf"),
    ],
)
def test_a_file_is_called_by_title_number_and_name(nordlys: Firm, name: str, called: str) -> None:
    languages()

    made = document(SalesQuote, (item(), 1), customer=nordlys.customer, name=name, language_id="IT")

    assert page.file_name(made) == called


def test_texts_between_the_lines_are_no_amounts(nordlys: Firm) -> None:
    """A page that ends with one carries what stood above it."""
    order = document(SalesOrder, (item("Desk", "10"), 1), customer=nordlys.customer)
    add(order, description="Delivery to floor")

    rows = page.content(SalesOrder.objects.get())["rows"]

    assert [row["carried"] for row in rows] == ["10.00", "10.00"]
