"""Lines: the item fills them, their amounts agree, and the document comes to what they come to (c.5, T4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade.models import Document, DocumentLine, ItemTranslation, PurchaseOrder, SalesOrder, SalesQuote
from setup.models import VatBusinessPostingGroup, VatPostingSetup
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CurrencyFactory, LanguageFactory
from tests.factories.trade import EXEMPT, REDUCED, add, document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

D = Decimal


def domestic(**values: Any) -> Any:
    """A customer at home."""
    return alone(CustomerFactory, vat_business_posting_group_id="DOMESTIC", **values)


def totals(of: Document) -> tuple[object, object, object]:
    """Net, VAT and gross as the database has them."""
    standing = Document.objects.get(pk=of.pk)
    return standing.net, standing.vat, standing.gross


def test_the_item_fills_the_line_and_the_lines_fill_the_document() -> None:
    """c.5."""
    order = document(SalesOrder, (item("Desk", "489", description_2="oak"), 2), customer=domestic())

    line = order.lines.get()
    assert (line.description, line.description_2, line.kind, line.unit_price) == ("Desk", "oak", "item", 489)
    assert (line.amount, line.vat_identifier, line.vat_percent, line.gross) == (978, "VAT22", 22, D("1193.16"))
    assert totals(order) == (978, D("215.16"), D("1193.16"))


def test_the_line_speaks_the_language_of_the_document() -> None:
    """c.5."""
    desk, spanish = item("Desk"), LanguageFactory(code="ES")
    ItemTranslation(item=desk, language=spanish, name="Escritorio").save()

    order = document(SalesOrder, (desk, 1), customer=domestic(language=spanish))

    assert order.lines.get().description == "Escritorio"


def test_what_is_bought_has_its_cost() -> None:
    """c.5."""
    order = document(PurchaseOrder, (item("Desk", "100"), 1), vendor=firm().vendor)

    assert order.lines.get().unit_price == 50


def test_another_currency_has_its_rate_and_its_decimals() -> None:
    """c.5: a yen has no cents, and 160 of them are a euro."""
    yen = CurrencyFactory(code="JPY", decimals=0, rate=D("0.00625"))

    order = document(SalesOrder, (item("Desk", "99.99"), 3), customer=domestic(currency=yen))

    assert order.lines.get().unit_price == 15998
    assert totals(order) == (47994, 10559, 58553)


def test_prices_may_include_vat() -> None:
    """c.5: the price of the catalogue does not."""
    order = document(SalesOrder, (item("Desk", "100"), 1), customer=domestic(prices_including_vat=True))

    assert order.lines.get().unit_price == 122
    assert totals(order) == (100, 22, 122)


def test_discounts_by_percent_and_by_amount_agree() -> None:
    """c.5."""
    order = document(SalesOrder, customer=domestic())
    line = add(order, item("Desk", "100"), 3, discount_percent=D(10))
    assert (line.discount_amount, line.amount) == (30, 270)

    line.amount = D(240)
    line.save()

    assert (line.discount_percent, line.discount_amount) == (20, 60)
    line.quantity = D(6)
    line.save()
    assert (line.discount_percent, line.amount) == (20, 480)
    assert totals(order)[0] == 480


def test_the_invoice_discount_leaves_out_what_does_not_allow_it() -> None:
    """c.5."""
    order = document(SalesOrder, (item("Desk", "100"), 1), customer=domestic())
    add(order, item("Freight", "50", allow_invoice_discount=False))

    order.invoice_discount_percent = D(10)
    order.save()

    assert (order.invoice_discount, order.net) == (10, 140)


def test_vat_is_rounded_once_for_each_identifier() -> None:
    """T4: three times 0.33 at 22 % is 0.22, not 0.21."""
    order = document(SalesOrder, *[(item(f"Pen{n}", "0.33"), 1) for n in range(3)], customer=domestic())
    add(order, item("Book", "10", vat_product_group_id=REDUCED))
    add(order, item("Course", "10", vat_product_group_id=EXEMPT))

    assert totals(order) == (D("20.99"), D("1.22"), D("22.21"))
    shares = list(order.lines.values_list("vat", flat=True))
    assert sum(shares) == D("1.22")


def test_a_text_has_no_amount_whatever_is_sent_with_it() -> None:
    """c.5."""
    order = document(SalesOrder, (item(), 1), customer=domestic())

    line = add(order, description="Delivered at dawn", quantity_to_order=D(3))

    assert (line.kind, line.quantity, line.amount, line.quantity_to_order) == ("text", 0, 0, 0)
    assert totals(order)[0] == 100


def test_a_changed_header_calculates_its_lines_anew() -> None:
    """c.5: another VAT group of the partner."""
    order = document(SalesOrder, (item(), 1), customer=domestic())
    export = VatBusinessPostingGroup.objects.create(code="EXPORT")
    VatPostingSetup(business_group=export, product_group_id="STANDARD", identifier="X", percent=0).save()

    order.vat_business_posting_group = export
    order.save()

    assert totals(order) == (100, 0, 100)


def test_a_rate_that_nobody_set_is_named() -> None:
    """c.5: nothing is guessed, nothing saved."""
    other = VatBusinessPostingGroup.objects.create(code="OTHER")
    order = document(SalesOrder, customer=domestic(), vat_business_posting_group=other)

    with pytest.raises(Refused, match="no VAT rate for OTHER and STANDARD"):
        add(order, item())

    assert not order.lines.exists()


@pytest.mark.parametrize(("field", "value"), [("sales", True), ("all", True), ("purchases", False)])
def test_a_blocked_item_is_refused_on_its_side(field: str, value: bool) -> None:
    """c.5, c.7."""
    order = document(SalesOrder, customer=domestic())
    desk = item(blocked=field)

    if value:
        with pytest.raises(Refused, match="is blocked"):
            add(order, desk)
    assert bool(order.lines.count()) is False
    if not value:
        add(order, desk)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"quantity": D(10) ** 9, "unit_price": D(10) ** 9}, "too large"),
        ({"amount": D(101)}, "lies between"),
        ({"amount": D(-1)}, "lies between"),
    ],
)
def test_senseless_amounts_are_refused(values: dict[str, Decimal], sentence: str) -> None:
    """c.5."""
    line = add(document(SalesOrder, customer=domestic()), item("Desk", "100"))
    for name, value in values.items():
        setattr(line, name, value)

    with pytest.raises(Refused, match=sentence):
        line.save()


def test_a_deleted_line_is_taken_off_the_total() -> None:
    """c.5."""
    order = document(SalesOrder, (item(), 1), (item("Chair", "50"), 2), customer=domestic())

    order.lines.get(description="Desk").delete()

    assert totals(order)[0] == 100


@pytest.mark.parametrize("lines", [2, 40])
def test_a_line_costs_the_same_in_a_long_document(lines: int, statements: Statements) -> None:
    """A save of a line: the line, its document, what both need, one write for all shares on PostgreSQL."""
    order = document(SalesOrder, customer=domestic())
    desk = item("Desk", "99.99")
    with unit():
        for _ in range(lines):
            add(order, desk)
    line = DocumentLine.objects.filter(document=order).select_related("document", "item").first()
    assert line is not None
    line.quantity = D(7)

    with statements() as made:
        line.save()

    reads = [one for one in made if not one.startswith(("UPDATE", "WITH"))]
    assert len(reads) <= 9, made


def test_many_lines_in_one_unit_are_calculated_once(statements: Statements) -> None:
    """The sums are made when the unit ends."""
    order = document(SalesOrder, customer=domestic())
    desk = item("Desk", "10")

    with statements() as made, unit():
        for _ in range(20):
            add(order, desk)

    assert sum('UPDATE "trade_document" SET' in one for one in made) == 1
    assert totals(order)[0] == 200


def test_lines_are_in_the_history_and_come_back_with_it() -> None:
    """H1, H2: sums are no news, but right again after an undo."""
    order = document(SalesOrder, (item(), 1), customer=domestic())
    line = order.lines.get()
    line.quantity = D(5)
    with gesture() as opened:
        line.save()

    changes = Change.objects.in_set(opened.change_set)
    assert [sorted(change.diff) for change in changes] == [["amount", "quantity"]]
    undo(opened.change_set)

    assert totals(order)[0] == 100
    assert replayed() == {}


def test_a_quote_without_partner_is_taxed_as_at_home() -> None:
    """c.2: until a template or customer says otherwise."""
    assert totals(document(SalesQuote, (item(), 1), contact=PersonFactory())) == (100, 22, 122)
