"""Real concurrency on PostgreSQL: steps of one run, and an expiry beside people at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from crm.kit.refusal import Refused
from partners.trade import bulk_expiring, flow, runs
from partners.trade.models import Document, DocumentVersion, Run, SalesOrder, SalesQuote
from partners.trade.models.runs import Deed
from tests.factories.many import orders
from tests.factories.partners import firm
from tests.factories.setup import open_for_business
from tests.factories.trade import document, item, open_for_trade
from tests.links.test_concurrency import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def at_work(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A house that trades, which all threads can see."""
    settings.MEDIA_ROOT = tmp_path
    open_for_business()
    open_for_trade()
    yield


def test_steps_at_once_print_every_document_once() -> None:
    """Two windows with the same run: one waits for the other and goes on where it stopped."""
    sara = User.objects.create_user("sara")
    run = runs.start(sara, Deed.PRINT, "sales_order", orders(12, customer=firm().customer))

    together(lambda number: runs.step(run, seconds=60, most=4), threads=3)

    assert Run.objects.get().is_finished
    assert set(SalesOrder.objects.values_list("printed_count", flat=True)) == {1}
    assert DocumentVersion.objects.count() == len(set(Run.objects.get().versions)) == 12


def test_expiring_beside_people_leaves_each_quote_in_one_state() -> None:
    """What was canceled first is not expired, and what expired first can still be canceled; nobody waits for ever."""
    nordlys, yesterday = firm(), timezone.localdate() - timedelta(days=1)
    desk = item()
    quotes = [
        document(SalesQuote, (desk, 1), customer=nordlys.customer, document_date=yesterday, valid_until=yesterday)
        for _turn in range(6)
    ]

    def work(number: int) -> None:
        if number == 0:
            list(bulk_expiring.expire(Document.objects.all(), timezone.localdate()))
            return
        for one in reversed(quotes):
            try:
                flow.cancel(SalesQuote.objects.get(pk=one.pk))
            except Refused:
                continue

    together(work, threads=3)

    assert set(SalesQuote.objects.values_list("status", flat=True)) == {"canceled"}
