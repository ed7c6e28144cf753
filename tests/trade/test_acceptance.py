"""Quotes that were sent, answered and accepted, on the way to their order (F8, P33, P34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.trade import bulk_expiring, copying, flow, views
from partners.trade.models import Document, PurchaseQuote, SalesOrder, SalesQuote
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm, firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def nordlys(db: None) -> Firm:
    """A firm that is customer and vendor."""
    return firm()


def quote_of(nordlys: Firm, **values: Any) -> SalesQuote:
    return document(SalesQuote, (item(values.get("no", "Desk")), 1), customer=nordlys.customer, **values)


def in_view(view: str, kind: str = "sales_quote") -> list[str]:
    """The numbers of the documents in a view of their list."""
    rows = Document.objects.filter(kind=kind)
    return list(rows.filter(views.condition(view, kind)).values_list("no", flat=True))


def test_an_accepted_quote_knows_when_and_what_was_said(nordlys: Firm) -> None:
    """F8-3: it is closed, and waits to be ordered."""
    quote = flow.accept(quote_of(nordlys), note="By phone, delivery in May")

    assert (quote.status, quote.accepted_on, quote.acceptance_note) == (
        "accepted", timezone.localdate(), "By phone, delivery in May",
    )  # fmt: skip
    quote.salesperson_id = None
    quote.your_reference, quote.name = "4711", "Somebody else"
    with pytest.raises(Refused, match="was accepted. Reopen it"):
        quote.save()
    assert in_view("accepted") == [quote.no] and in_view("to_send") == []


def test_an_accepted_quote_is_ordered_also_after_its_time(nordlys: Firm) -> None:
    """It was accepted in time: nobody is asked."""
    today = timezone.localdate()
    quote = quote_of(nordlys, document_date=today - timedelta(days=60), valid_until=today - timedelta(days=10))
    flow.accept(quote, on=today - timedelta(days=20))

    assert list(bulk_expiring.expire(Document.objects.all(), today)) == []
    order = flow.order(SalesQuote.objects.get())

    assert (order.quote_no, SalesQuote.objects.get().status) == (quote.no, "ordered")
    assert (order.status, order.accepted_on) == ("open", None)


def test_what_is_accepted_late_is_said_to_be(nordlys: Firm) -> None:
    today = timezone.localdate()
    quote = quote_of(nordlys, document_date=today - timedelta(days=60), valid_until=today - timedelta(days=10))
    with pytest.raises(Refused, match="was valid until"):
        flow.accept(quote)

    assert flow.accept(quote, late=True).status == "accepted"
    assert not SalesQuote.objects.get().is_expired


@pytest.mark.parametrize(("days", "sentence"), [(1, "not yet"), (-1, "before the quote")])
def test_nobody_accepts_before_or_after_the_fact(nordlys: Firm, days: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        flow.accept(quote_of(nordlys), on=timezone.localdate() + timedelta(days=days))

    assert refused.value.field == "on"


def test_only_quotes_that_wait_for_an_answer_are_accepted(nordlys: Firm) -> None:
    quote = quote_of(nordlys)
    flow.cancel(quote)

    with pytest.raises(Refused, match="the status Canceled"):
        flow.accept(quote)
    with pytest.raises(Refused, match="Only quotes"):
        flow.accept(document(SalesOrder, (item("Lamp"), 1), customer=nordlys.customer))


def test_reopened_it_is_not_accepted_any_more(nordlys: Firm) -> None:
    quote = flow.reopen(flow.accept(quote_of(nordlys), note="Yes"))

    assert (quote.status, quote.accepted_on, quote.acceptance_note) == ("open", None, "")


def test_an_acceptance_is_withdrawn_by_undo(nordlys: Firm) -> None:
    """H2."""
    quote = quote_of(nordlys)
    with gesture() as own:
        flow.accept(quote, note="Yes")

    undo(own.change_set)

    quote = SalesQuote.objects.get()
    assert (quote.status, quote.accepted_on, quote.acceptance_note) == ("open", None, "")


def test_a_prospect_accepts_and_becomes_a_customer_with_the_order(nordlys: Firm) -> None:
    """T3."""
    quote = document(SalesQuote, (item(), 1), contact=CompanyFactory(name="Fjord AS"))

    order = flow.order(flow.accept(quote), create=True)

    assert order.customer is not None and order.customer.name == "Fjord AS"


def test_an_offer_of_a_vendor_is_accepted_too(nordlys: Firm) -> None:
    """F8: purchases mirror sales."""
    quote = document(PurchaseQuote, (item(), 1), vendor=nordlys.vendor)

    assert flow.order(flow.accept(quote)).vendor == nordlys.vendor
    assert in_view("accepted", "purchase_quote") == []


def test_a_copy_is_accepted_by_nobody(nordlys: Firm) -> None:
    copy = copying.copy(flow.accept(quote_of(nordlys), note="Yes"))

    assert (copy.status, copy.accepted_on, copy.acceptance_note) == ("open", None, "")


def test_what_left_and_is_not_answered_was_sent(nordlys: Firm) -> None:
    """P33: drafts, sent ones and accepted ones are told apart."""
    draft, sent, accepted = (quote_of(nordlys, no=no) for no in ("Q1", "Q2", "Q3"))
    for one in (sent, accepted):
        one.printed_count = 1
        one.save()
    flow.accept(accepted)

    assert (in_view("sent"), in_view("to_send"), in_view("accepted")) == (["Q2"], ["Q1"], ["Q3"])
    stages = [str(SalesQuote.objects.get(pk=one.pk).stage) for one in (draft, sent, accepted)]
    assert stages == ["Open", "Sent", "Accepted"]


def test_the_day_before_yesterday_is_a_day(nordlys: Firm) -> None:
    quote = quote_of(nordlys, document_date=date(2026, 1, 1), valid_until=date(2099, 1, 1))

    assert flow.accept(quote, on=date(2026, 2, 3)).accepted_on == date(2026, 2, 3)
