"""The documents and the log of the demo company: every state is there, and home has something to say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from contacts.interactions.models import Evaluation, Interaction
from partners.trade.kinds import NATURES, Kind, Status
from partners.trade.models import Document, PurchaseOrder, SalesQuote
from partners.trade.printing import page, pdf
from partners.trade.views import Shown, condition
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from crm.demo.company import Summary

QUOTES = {kind for kind, nature in NATURES.items() if nature.is_quote}
BLANKETS = {kind for kind, nature in NATURES.items() if nature.is_blanket}
ORDERS = set(Kind) - QUOTES - BLANKETS
NEVER = {
    *((kind, Status.COMPLETED) for kind in QUOTES),  # a quote is ordered
    *(
        (kind, status)
        for kind in BLANKETS
        for status in (Status.ACCEPTED, Status.ORDERED, Status.COMPLETED, Status.EXPIRED)
    ),
    # of a blanket order parts are ordered, again and again
    *(
        (kind, status) for kind in ORDERS for status in (Status.ACCEPTED, Status.ORDERED, Status.EXPIRED)
    ),  # those are of quotes
}
"""Kinds with statuses that they cannot have."""


@pytest.fixture(autouse=True)
def at_work(loaded: Summary) -> Summary:
    """Every test of this module looks at the loaded demo company."""
    return loaded


def shown(view: Shown, kind: Kind) -> int:
    """How many documents of ``kind`` are in ``view``."""
    return Document._base_manager.filter(condition(view, kind), kind=kind).count()


def test_every_kind_is_there_in_every_state_that_it_can_have() -> None:
    """80 documents in every state."""
    possible = {(kind, status) for kind in Kind for status in Status} - NEVER

    found = set(Document._base_manager.values_list("kind", "status"))

    assert sorted(possible - found) == [] and sorted(found - possible) == []
    assert Document._base_manager.count() >= 80


def test_of_quotes_whose_time_is_over_some_are_marked_and_some_are_not() -> None:
    """The list shows both as expired; the nightly command has something to do."""
    over = SalesQuote.objects.filter(valid_until__lt=timezone.localdate())

    assert over.filter(status=Status.EXPIRED).exists()
    assert over.filter(status__in=[Status.OPEN, Status.RELEASED]).exists()


def test_documents_are_in_several_currencies() -> None:
    """Sums of lists stand by currency."""
    assert set(Document._base_manager.values_list("currency", flat=True)) >= {"EUR", "GBP", "CHF"}


def test_both_sides_have_something_due_and_something_late() -> None:
    """Section 6: no tile of sales and purchases says nothing."""
    wanted = {
        Kind.SALES_QUOTE: (
            Shown.OPEN,
            Shown.EXPIRING,
            Shown.TO_SEND,
            Shown.SENT,
            Shown.ACCEPTED,
            Shown.LATE,
            Shown.CONVERTED,
        ),
        Kind.SALES_ORDER: (Shown.OPEN, Shown.UPCOMING, Shown.LATE, Shown.CONVERTED),
        Kind.PURCHASE_QUOTE: (Shown.OPEN, Shown.EXPIRING, Shown.TO_SEND, Shown.LATE, Shown.CONVERTED),
        Kind.PURCHASE_ORDER: (Shown.OPEN, Shown.UPCOMING, Shown.TO_SEND, Shown.LATE, Shown.CONVERTED),
    }
    nothing = [(kind, view) for kind, views in wanted.items() for view in views if not shown(view, kind)]

    assert nothing == []
    assert shown(Shown.UPCOMING, Kind.PURCHASE_ORDER) >= 3 and shown(Shown.LATE, Kind.PURCHASE_ORDER) >= 2


def test_no_order_waits_for_half_a_year() -> None:
    """What is late is late by days and weeks, as in an office that works."""
    waiting = PurchaseOrder.objects.filter(condition(Shown.OPEN, Kind.PURCHASE_ORDER))

    assert not waiting.filter(document_date__lt=timezone.localdate() - timedelta(days=180)).exists()


def test_the_log_has_300_entries_of_all_sorts_over_the_last_year() -> None:
    """Calls in and out, letters, meetings, e-mails; some canceled, failed, evaluated, put off."""
    entries = Interaction._base_manager
    today = timezone.localdate()

    counted = entries.filter(postponed=False, canceled=False)
    months = {(day.year, day.month) for day in entries.values_list("date", flat=True)}

    assert entries.count() >= 300 and counted.count() >= 290
    assert len(months) >= 12 and not entries.filter(date__lt=today - timedelta(days=366)).exists()
    sorts = set(counted.values_list("template", flat=True))
    assert sorts >= {"INCOME", "OUTGOING", "BUS", "ONSITE", "INHOUSE", "EMAIL", "SV-BEGUN", "SV-DONE"}
    assert set(counted.values_list("flow", flat=True)) == {"inbound", "outbound", ""}
    assert set(counted.values_list("evaluation", flat=True)) == {*Evaluation.values, ""}
    assert 3 <= entries.filter(canceled=True).count() <= 10
    assert 3 <= entries.filter(attempt_failed=True).count() <= 20
    assert entries.filter(postponed=True).count() in (1, 2)


def test_our_logo_stands_on_what_is_printed() -> None:
    """It is our own drawing, a few kilobytes, held by the field that uploads fill."""
    company = CompanyInformation.current()
    order = PurchaseOrder.objects.filter(status=Status.RELEASED)[0]

    with company.logo.open() as opened:
        assert opened.read(8) == b"\x89PNG\r\n\x1a\n"
    assert 1000 < company.logo.size < 20_000
    assert page.content(order) and b"/Subtype /Image" in pdf.rendered(order).replace(
        b"/Subtype/Image", b"/Subtype /Image"
    )


def test_every_chart_of_home_has_something_to_draw() -> None:
    """And the columns of both years."""
    with transaction.atomic():
        anna = User.objects.create_user("anna")
        anna.groups.set(Group.objects.filter(name="Administrator"))
        client = Client()
        client.force_login(anna)
        charts = client.get("/").context["charts"]
        transaction.set_rollback(True)

    assert [chart.name for chart in charts if chart.is_empty] == []
    assert all(any(series.values) for series in charts[0].series)
