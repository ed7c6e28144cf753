"""What nobody should get to see does not leave, and nothing is made of it (c.6)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crm.kit.refusal import Refused
from partners.trade import flow, outgoing
from partners.trade.models import Document, DocumentVersion, PurchaseOrder, PurchaseQuote, SalesOrder, SalesQuote
from partners.trade.printing import pdf
from tests.factories.partners import Firm, firm
from tests.factories.trade import add, document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

DEEDS: dict[str, Callable[[Any], object]] = {
    "release": flow.release,
    "order": flow.order,
    "print": outgoing.printed,
    "send": outgoing.to_go_out,
}


@pytest.fixture
def nordlys(db: None) -> Firm:
    """A firm that is customer and vendor."""
    return firm()


def refused(act: Callable[[Document], object], of: Document) -> Refused:
    with pytest.raises(Refused) as found:
        act(of)
    assert not DocumentVersion.objects.exists()
    assert type(of).objects.get(pk=of.pk).status == "open"
    return found.value


@pytest.mark.parametrize("deed", DEEDS)
def test_a_document_without_quantities_goes_nowhere(nordlys: Firm, deed: str) -> None:
    quote = document(SalesQuote, customer=nordlys.customer)
    add(quote, description="Nothing but words"), add(quote, item(), 0)

    assert "has a quantity" in refused(DEEDS[deed], quote).sentence


@pytest.mark.parametrize("deed", DEEDS)
def test_what_has_no_price_goes_nowhere(nordlys: Firm, deed: str) -> None:
    """What is given away has a price, and a discount of 100 %."""
    quote = document(SalesQuote, (item("Desk", "0"), 1), customer=nordlys.customer)

    reason = refused(DEEDS[deed], quote)

    assert (reason.field, "Desk has no price" in reason.sentence) == ("unit_price", True)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_line_of_which_nobody_knows_the_vat_goes_nowhere(nordlys: Firm, deed: str) -> None:
    """T4: no VAT is not the same as 0 %."""
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer)
    add(quote, item("Lamp", vat_product_group=None), 1)

    reason = refused(DEEDS[deed], quote)

    assert (reason.field, "Lamp has no VAT" in reason.sentence) == ("vat_product_group", True)


def test_a_gift_may_leave(nordlys: Firm) -> None:
    quote = document(SalesQuote, customer=nordlys.customer)
    add(quote, item("Desk", "100"), 1, discount_percent=Decimal(100))

    assert flow.order(quote).gross == 0


def test_a_request_for_an_offer_has_neither_prices_nor_vat(nordlys: Firm) -> None:
    """c.4."""
    quote = document(PurchaseQuote, vendor=nordlys.vendor)
    add(quote, item("Desk", "0", vat_product_group=None), 5)

    assert outgoing.printed(quote).version.version == 1


def test_what_is_bought_may_have_no_price_but_its_vat_is_known(nordlys: Firm) -> None:
    order = document(PurchaseOrder, (item("Desk", "0"), 5), vendor=nordlys.vendor)
    outgoing.printed(order)

    add(order, item("Lamp", "1", vat_product_group=None), 1)

    with pytest.raises(Refused, match="Lamp has no VAT"):
        outgoing.printed(order)


def test_anything_may_be_looked_at(nordlys: Firm) -> None:
    """b.3: a preview is no paper."""
    assert pdf.rendered(document(SalesOrder, customer=nordlys.customer)).startswith(b"%PDF")
