"""The service quotes and orders of the demo company: every state is there, and so is what was recorded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from contacts.interactions.models import Interaction
from partners.trade.models import ServiceItemLine, ServiceOrder, ServiceQuote

if TYPE_CHECKING:
    from crm.demo.company import Summary


@pytest.fixture(autouse=True)
def at_work(loaded: Summary) -> Summary:
    """Every test of this module looks at the loaded demo company."""
    return loaded


def test_every_state_is_there() -> None:
    orders = Counter(ServiceOrder.objects.exclude(status="canceled").values_list("service_status", flat=True))

    assert orders == {"pending": 2, "in_process": 1, "on_hold": 1, "finished": 2}
    assert Counter(ServiceOrder.objects.values_list("status", flat=True))["canceled"] == 1
    assert set(ServiceQuote.objects.values_list("status", flat=True)) == {
        "open", "released", "accepted", "canceled", "ordered", "expired",
    }  # fmt: skip
    assert ServiceOrder.objects.get(made_from__isnull=False).made_from.kind == "service_quote"
    assert not ServiceItemLine.objects.filter(description="").exists()


def test_what_happened_is_in_the_log_on_its_day() -> None:
    recorded = Counter(Interaction.objects.filter(document__kind="service_order").values_list("event", flat=True))

    assert recorded == {"service_order": 7, "service_order_finished": 2}
    for entry in Interaction.objects.filter(event="service_order_finished").select_related("document"):
        assert entry.document is not None and entry.date > entry.document.document_date
        assert entry.contact == entry.document.contact
