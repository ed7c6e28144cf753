"""Comments: noted with day and author, kept with what went out, printed only where that was ticked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from crm.kit.context import gesture
from partners.trade import copying, flow, outgoing
from partners.trade.kinds import Status
from partners.trade.models import BlanketSalesOrder, Document, DocumentComment, SalesOrder, SalesQuote
from tests.factories.partners import firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


def noted(on: Document, text: str, *, printed: bool = False) -> DocumentComment:
    """A comment on a document."""
    comment = DocumentComment(document=on, text=text, is_printed=printed)
    comment.save()
    return comment


def test_whoever_writes_a_comment_is_its_author() -> None:
    """Also after somebody else corrected it."""
    sara, pio = (get_user_model().objects.create_user(name) for name in ("sara", "pio"))
    quote = document(SalesQuote, (item(), 1), customer=firm().customer)
    with gesture(actor=sara):
        comment = noted(quote, "Call first")
    comment.text = "Call before noon"
    with gesture(actor=pio):
        comment.save()

    assert DocumentComment.objects.get().by == sara


def test_a_released_document_can_still_be_commented() -> None:
    """A note changes nothing of what was offered."""
    quote = flow.release(document(SalesQuote, (item(), 1), customer=firm().customer))

    noted(quote, "Mr Rossi has seen it")

    assert quote.status == Status.RELEASED and quote.comments.count() == 1


def test_versions_keep_all_and_print_those_that_were_ticked() -> None:
    """T5."""
    quote = document(SalesQuote, (item(), 1), customer=firm().customer)
    noted(quote, "Delivery on Fridays only", printed=True)
    noted(quote, "They also asked Fjord")

    page = outgoing.printed(quote, record=False).version.page

    assert page["notes"] == ["Delivery on Fridays only"]
    assert [comment[2] for comment in page["comments"]] == ["Delivery on Fridays only", "They also asked Fjord"]


@pytest.mark.parametrize(("asked", "copied"), [(True, 1), (False, 0)])
def test_a_copy_takes_them_along_where_asked(asked: bool, copied: int) -> None:
    """Copy Document."""
    quote = document(SalesQuote, (item(), 1), customer=firm().customer)
    noted(quote, "Call first", printed=True)

    made = copying.copy(quote, comments=asked)

    assert [one.is_printed for one in made.comments.all()] == [True] * copied


def test_the_order_of_a_quote_has_its_comments() -> None:
    """c.8-6."""
    quote = document(SalesQuote, (item(), 1), customer=firm().customer)
    noted(quote, "Call first")

    assert [one.text for one in flow.order(quote).comments.all()] == ["Call first"]


def test_orders_share_the_discount_of_their_blanket_order() -> None:
    """c.9: in proportion, to the cent, and all of it in the end; what was canceled gives its share back."""
    blanket = document(BlanketSalesOrder, (item("Desk", "100"), 7), (item("Lamp", "30"), 3), customer=firm().customer)
    blanket.invoice_discount_given = Decimal(50)
    blanket.save()

    def ordered(desks: int, lamps: int) -> SalesOrder:
        for line, quantity in zip(blanket.lines.order_by("line_no"), (desks, lamps), strict=True):
            line.quantity_to_order = Decimal(quantity)
            line.save()
        made = copying.order_from_blanket(blanket)
        assert isinstance(made, SalesOrder)
        return made

    first, canceled = ordered(2, 1), ordered(5, 0)
    flow.cancel(canceled)
    rest = ordered(5, 2)

    given = [Decimal(one.invoice_discount_given) for one in (first, canceled, rest)]
    assert given == [Decimal("14.56"), Decimal("31.64"), Decimal("35.44")]
    assert given[0] + given[2] == 50
