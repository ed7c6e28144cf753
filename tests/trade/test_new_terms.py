"""Lines follow what changes on their document: currency, rate, VAT and language (c.2-2, c.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.trade.models import Document, ItemTranslation, PurchaseOrder, SalesOrder, SalesQuote
from setup.models import Currency, VatBusinessPostingGroup, VatPostingSetup
from tests.conftest import Statements
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CurrencyFactory, LanguageFactory
from tests.factories.trade import add, document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

D = Decimal


@pytest.fixture
def dollar(db: None) -> Currency:
    """Two dollars are a euro."""
    made: Currency = CurrencyFactory(code="USD", decimals=2, rate=D("0.5"))
    return made


def domestic(**values: Any) -> Any:
    """A customer at home."""
    return alone(CustomerFactory, vat_business_posting_group_id="DOMESTIC", **values)


def prices(of: Document) -> list[tuple[object, object]]:
    """Price and amount of each line."""
    return list(of.lines.order_by("line_no").values_list("unit_price", "amount"))


def test_another_currency_converts_the_prices(dollar: Currency) -> None:
    """c.3: those of the catalogue, those typed by hand, and a discount given as an amount."""
    desk = item("Desk", "100")
    order = document(SalesOrder, (desk, 3), customer=domestic(), invoice_discount_given=D(10))
    add(order, desk, 1, unit_price=D("90"), discount_percent=D(10))

    order.currency = dollar
    order.save()

    assert prices(order) == [(200, 600), (180, 162)]
    assert (order.invoice_discount_given, order.net) == (20, 742)


def test_a_rate_typed_by_hand_prices_the_catalogue_anew_and_leaves_what_was_agreed(dollar: Currency) -> None:
    """A price typed in dollars was agreed in dollars."""
    desk = item("Desk", "100")
    order = document(SalesOrder, (desk, 1), customer=domestic(currency=dollar))
    add(order, desk, 1, unit_price=D("150"))

    order.currency_factor = D("0.8")
    order.save()

    assert prices(order) == [(125, 125), (150, 150)]


def test_prices_get_their_vat_or_lose_it() -> None:
    """c.5: net they stay what they were."""
    desk = item("Desk", "100")
    order = document(SalesOrder, (desk, 1), customer=domestic())
    add(order, desk, 1, unit_price=D("90"))

    order.prices_including_vat = True
    order.save()

    assert prices(order) == [(122, 122), (D("109.80"), D("109.80"))]
    assert (order.net, order.gross) == (190, D("231.80"))
    order.prices_including_vat = False
    order.save()
    assert prices(order) == [(100, 100), (90, 90)]


def test_another_customer_brings_its_currency_its_vat_and_its_language(dollar: Currency) -> None:
    """c.3: prices with VAT of one who pays none are net."""
    spanish, desk = LanguageFactory(code="ES"), item("Desk", "100")
    ItemTranslation(item=desk, language=spanish, name="Escritorio").save()
    export = VatBusinessPostingGroup.objects.create(code="EXPORT")
    VatPostingSetup(business_group=export, product_group_id="STANDARD", identifier="OUT", percent=0).save()
    order = document(SalesQuote, (desk, 1), customer=domestic(prices_including_vat=True))
    add(order, desk, 1, description="Desk of cherry", unit_price=D(244))

    order.customer = alone(
        CustomerFactory, currency=dollar, language=spanish, vat_business_posting_group=export, prices_including_vat=True
    )
    order.save()

    assert prices(order) == [(200, 200), (400, 400)]
    assert [line.description for line in order.lines.order_by("line_no")] == ["Escritorio", "Desk of cherry"]


def test_what_is_bought_follows_its_cost(dollar: Currency) -> None:
    order = document(PurchaseOrder, (item("Desk", "100"), 2), vendor=firm().vendor)

    order.currency = dollar
    order.save()

    assert prices(order) == [(100, 200)]


def test_a_price_finer_than_the_currency_stays_fine(dollar: Currency) -> None:
    """c.5: prices have up to five places."""
    order = document(SalesOrder, customer=domestic())
    add(order, item("Screw", "1"), 1000, unit_price=D("0.12345"))

    order.currency = dollar
    order.save()

    assert prices(order) == [(D("0.24690"), D("246.90"))]


def test_what_has_nothing_to_do_with_prices_leaves_them(statements: Statements) -> None:
    order = document(SalesOrder, (item("Desk", "100"), 1), customer=domestic())

    order.your_reference = "4711"
    with statements() as asked:
        order.save()

    assert not [sql for sql in asked if "trade_documentline" in sql and sql.startswith("UPDATE")]


def test_new_prices_are_undone_with_what_brought_them(dollar: Currency) -> None:
    """H1, H2: they are in the history under the same change set."""
    order = document(SalesOrder, (item("Desk", "100"), 1), customer=domestic())

    with gesture() as own:
        order.currency = dollar
        order.save()
    diffs = [change.diff for change in Change.objects.in_set(own.change_set)]
    undo(own.change_set)

    priced = next(diff["unit_price"] for diff in diffs if "unit_price" in diff)
    assert [D(price) for price in priced] == [100, 200]
    assert prices(order) == [(100, 100)]
    assert Document.objects.get(pk=order.pk).net == 100


@pytest.mark.parametrize("count", [3, 60])
def test_all_lines_are_priced_with_the_same_reads(dollar: Currency, statements: Statements, count: int) -> None:
    """However many lines: the reads stay the same."""
    desk = item("Desk", "100")
    order = document(SalesOrder, *[(desk, 1)] * count, customer=domestic())

    order.currency = dollar
    with statements() as asked:
        order.save()

    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 9


def test_a_currency_without_rate_is_asked_for_one() -> None:
    """Nobody knows what it is worth, so nothing is priced one to one."""
    crown = CurrencyFactory(code="CZK", decimals=2, rate=None)

    with pytest.raises(Refused, match="exchange rate") as refused:
        document(SalesOrder, customer=domestic(currency=crown))

    assert (refused.value.field, refused.value.record) == ("currency_factor", crown)
    order = document(SalesOrder, (item("Desk", "100"), 1), customer=domestic(currency=crown), currency_factor=D("0.04"))
    assert prices(order) == [(2500, 2500)]
