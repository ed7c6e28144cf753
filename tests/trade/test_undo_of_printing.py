"""Undoing a print: what went out stays, and counts no longer (T5, H2, F9)."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from contacts.interactions import marking
from contacts.interactions.models import Attachment, Interaction
from crm.history.undo import plan_undo, undo
from crm.kit.context import gesture
from crm.kit.deletion import DeletionRefused
from partners.trade import outgoing
from partners.trade.models import Document, DocumentVersion, Item, SalesOrder, SalesQuote
from partners.trade.models.versions import Reason
from tests.conftest import Statements
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm, firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm that is everything, whose interactions are recorded."""
    record_everything()
    return firm(name="Nordlys AS")


def order_of(nordlys: Firm) -> SalesOrder:
    """An order for a desk."""
    desk = Item.objects.filter(no="DESK").first() or item("Desk", "489")
    return document(SalesOrder, (desk, 1), customer=nordlys.customer)


def print_of(*orders: Document) -> uuid.UUID:
    """The change set in which all were printed."""
    with gesture() as opened:
        for order in orders:
            outgoing.printed(order)
    return opened.change_set


def test_a_print_undone_is_kept_canceled_and_not_counted(nordlys: Firm, admin_user: Any) -> None:
    """T5, F9.3: version, number and file stay; the entry says that it was canceled and by whom."""
    order = order_of(nordlys)
    printed = print_of(order)

    with gesture(actor=admin_user):
        undo(printed)

    version, entry = DocumentVersion.objects.get(), Interaction.objects.get()
    assert version.pdf is not None and version.pdf.file.read().startswith(b"%PDF")
    assert (entry.canceled, entry.canceled_by, entry.canceled_at is None) == (True, admin_user, False)
    assert Interaction.objects.counted().count() == 0
    order.refresh_from_db()
    assert (order.printed_count, order.last_printed_at) == (0, None)
    assert outgoing.printed(order).version.version == 2


def test_staff_read_before_they_click_what_stays_and_why(nordlys: Firm) -> None:
    """H2: the plan and the deed say the same."""
    printed = print_of(order_of(nordlys))

    planned = plan_undo(printed)

    done = undo(printed).plan
    assert planned.kept == done.kept
    assert {kept.title for kept in planned.kept} == {DocumentVersion.objects.get().title, Attachment.objects.get().name}
    assert all("The document was printed on" in kept.sentence for kept in planned.kept)
    assert not (planned.removals or done.removals)


def test_an_undone_print_can_be_redone(nordlys: Firm) -> None:
    """H2: an undo is undone too."""
    order = order_of(nordlys)
    undone = undo(print_of(order)).change_set
    assert undone is not None

    undo(undone)

    order.refresh_from_db()
    assert (order.printed_count, Interaction.objects.counted().count(), DocumentVersion.objects.count()) == (1, 1, 1)


def test_the_counter_stays_where_somebody_printed_since(nordlys: Firm) -> None:
    """T5: the second print is a fact; only the entry of the first is canceled."""
    order = order_of(nordlys)
    first = print_of(order)
    print_of(order)

    undo(first)

    order.refresh_from_db()
    entries = Interaction.objects.order_by("document_version").values_list("canceled", flat=True)
    assert (order.printed_count, list(entries), order.versions.count()) == (2, [True, False], 2)


def test_an_entry_marked_since_is_canceled_all_the_same(nordlys: Firm) -> None:
    """F9.3: what was said of it stays on it; one that was canceled by hand is left alone."""
    printed, second = print_of(order_of(nordlys)), print_of(order_of(nordlys))
    first, other = Interaction.objects.order_by("pk")
    marking.evaluate([first], "positive")
    marking.cancel([other], canceled=True)

    undo(printed)
    undo(second)

    assert list(Interaction.objects.values_list("canceled", "evaluation").order_by("pk")) == [
        (True, "positive"), (True, ""),
    ]  # fmt: skip


def test_the_creation_of_what_was_printed_is_not_undone(nordlys: Firm) -> None:
    """T5, ruling 10: the document stays whole, also once the print itself was undone."""
    with gesture() as created:
        order = order_of(nordlys)
    undo(print_of(order))

    kept = undo(created.change_set).plan.kept

    assert (order.lines.count(), order.versions.count()) == (1, 1)
    said = {one.title: one.sentence for one in kept}
    assert said[order.title].startswith("The document was printed on")
    assert "What it belongs to stays, so it stays too." in said.values()


def test_a_version_that_was_printed_is_deleted_from_no_door(nordlys: Firm) -> None:
    """T5: nor its document, also where the counter went back."""
    order = order_of(nordlys)
    undo(print_of(order))

    with pytest.raises(DeletionRefused, match="What went out stays"):
        DocumentVersion.objects.get().delete()
    with pytest.raises(DeletionRefused, match="What went out stays. SO0001 .* cancel it instead"):
        SalesOrder.objects.get().delete()

    assert DocumentVersion.objects.count() == 1


def test_a_version_kept_by_hand_goes_with_its_undo(nordlys: Firm) -> None:
    """T5: it never left the house; its file goes along."""
    order = order_of(nordlys)
    with gesture() as kept:
        outgoing.keep(order, Reason.KEPT)

    assert undo(kept.change_set).plan.kept == []

    assert not (DocumentVersion.objects.exists() or Attachment.objects.exists())


def test_deleting_a_document_asks_as_little_for_many_versions(nordlys: Firm, statements: Statements) -> None:
    """D4: the plan of a quote with versions kept by hand; their files go with them."""

    def cost(versions: int) -> int:
        quote = document(SalesQuote, customer=nordlys.customer)
        for _turn in range(versions):
            outgoing.keep(quote, Reason.KEPT)
        with statements() as seen:
            SalesQuote.objects.get(pk=quote.pk).delete()
        return len([sql for sql in seen if sql.startswith("SELECT")])

    few = cost(1)

    assert cost(6) == few
    assert not Attachment.objects.exists()


def test_undoing_many_prints_costs_no_more_statements(nordlys: Firm, statements: Statements) -> None:
    """H2: slices, not records."""

    def cost(count: int) -> tuple[int, int]:
        made = print_of(*(order_of(nordlys) for _turn in range(count)))
        with statements() as planning:
            plan_undo(made)
        with statements() as doing:
            undo(made)
        return tuple(len([sql for sql in seen if sql.startswith("SELECT")]) for seen in (planning, doing))  # type: ignore[return-value]

    few = cost(2)

    assert cost(8)[0] == few[0]
