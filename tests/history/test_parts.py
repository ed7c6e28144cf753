"""The history of a record tells of its parts too: the lines of a document, of a number series, translations (H1)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from crm.history.models import Change
from crm.history.reading import Entry, read
from crm.kit.models import Record
from crm.kit.values import owner_names
from partners.trade.models import DocumentComment, SalesOrder, ServiceOrder
from setup.numbering.models import NumberSeries
from tests.conftest import Statements
from tests.factories.partners import Firm
from tests.factories.trade import broken, document, item
from tests.screens.conftest import anna, nordlys  # noqa: F401
from tests.screens.pages import Page
from tests.trade.conftest import trade  # noqa: F401

pytestmark = pytest.mark.django_db
in_trade = pytest.mark.usefixtures("trade")


@pytest.fixture
def reader(db: None) -> User:
    """Somebody who may see everything."""
    return User.objects.create_superuser("olga")


def told(record: Record, reader: User) -> list[Entry]:
    """What the history of ``record`` says of its parts, newest first."""
    return [entry for entry in read(Change.objects.about(record), reader, record) if entry.is_part]


def differences(entry: Entry) -> list[tuple[str, str, str]]:
    """Label, old and new of each field of ``entry``."""
    return [tuple(line) for line in entry.lines]  # type: ignore[misc]


@in_trade
def test_a_document_tells_which_line_was_changed_and_how(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """H1: who, when, old → new; on its card and on the page of its history."""
    order = document(SalesOrder, (item("Desk"), 2), (item("Lamp"), 1), customer=nordlys.customer)
    line = order.lines.order_by("line_no")[0]
    line.quantity = 7
    line.save()

    for url in (f"/trade/sales-orders/{order.pk}/", f"/trade/sales-orders/{order.pk}/history/"):
        history = Page(anna.get(url)).html.partition('class="on-day"')[2]
        newest = " ".join(history.partition("</li>")[0].split())
        assert f"Document Line {line.title} ·" in newest
        assert "<del>2</del>" in newest and "<ins>7</ins>" in newest


@in_trade
def test_lines_that_are_gone_are_told_too(nordlys: Firm, reader: User) -> None:  # noqa: F811
    """H1: what it said."""
    order = document(SalesOrder, (item("Desk"), 2), customer=nordlys.customer)
    line = order.lines.get()
    title = line.title
    line.delete()

    newest = told(order, reader)[0]

    assert (newest.title, newest.sentence) == (title, "Deleted")
    assert ("Quantity", "2", "") in differences(newest)


@in_trade
def test_comments_and_service_items_are_part_of_a_document(nordlys: Firm, reader: User) -> None:  # noqa: F811
    """H1: in one list, in the order in which it happened."""
    order = document(ServiceOrder, customer=nordlys.customer)
    thing = broken(order)
    DocumentComment(document=order, text="He called").save()

    newest = told(order, reader)

    assert [entry.title for entry in newest[:2]] == ["He called", thing.title]
    assert ("Comment", "", "He called") in differences(newest[0])
    assert not any(label == "Document" for entry in newest for label, _old, _new in differences(entry))


@in_trade
def test_a_version_that_was_kept_does_not_pour_its_page_into_the_history(nordlys: Firm, reader: User) -> None:  # noqa: F811
    """The page is data for the printer."""
    order = document(SalesOrder, (item("Desk"), 2), customer=nordlys.customer)
    order.versions.model(document=order, version=1, reason="kept", page={"title": "Order"}).save()

    newest = told(order, reader)[0]

    assert "Version No." in [label for label, _old, _new in differences(newest)]
    assert "Content" not in [label for label, _old, _new in differences(newest)]


@pytest.mark.usefixtures("marketing")
def test_a_number_series_tells_of_its_lines(reader: User) -> None:
    """N1: nothing of this is known to documents only."""
    series = NumberSeries(code="LOW")
    series.save()
    line = series.lines.model(series=series, starting_no="L1")
    line.save()
    line.ending_no = "L90"
    line.save()

    assert ("Ending No.", "", "L90") in differences(told(series, reader)[0])
    assert len(told(series, reader)) == 2


@in_trade
@pytest.mark.parametrize("rows", [2, 15])
def test_a_history_with_parts_is_read_at_once(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    statements: Statements,
    rows: int,
) -> None:
    """However many lines changed."""
    order = document(SalesOrder, *[(item(f"Desk {turn}"), 2) for turn in range(rows)], customer=nordlys.customer)
    url = f"/trade/sales-orders/{order.pk}/history/"
    anna.get(url)

    with statements() as asked:
        page = Page(anna.get(url))

    assert f"Desk {rows - 1}" in page.text
    assert len(asked) <= 14, len(asked)


@in_trade
def test_what_was_in_the_history_before_is_part_of_it_now(nordlys: Firm, reader: User) -> None:  # noqa: F811
    """The migration names the owners of all that was written; changes say it that do not hold the key too."""
    order = document(SalesOrder, (item("Desk"), 2), customer=nordlys.customer)
    line = order.lines.get()
    line.quantity = 7
    line.save()
    before = [entry.title for entry in told(order, reader)]
    Change.objects.update(one_end=None)
    assert told(order, reader) == []

    migration: Any = import_module("crm.history.migrations.0004_parts_in_history")
    migration.name_the_owners(apps, connection.schema_editor())

    assert [entry.title for entry in told(order, reader)] == before


@pytest.mark.once
def test_the_migration_knows_every_part_that_there_was() -> None:
    """Whoever adds a part needs no migration: its history begins with it."""
    migration: Any = import_module("crm.history.migrations.0004_parts_in_history")
    parts = {
        model._meta.label_lower: (owner_names(model)[0], model._meta.get_field(owner_names(model)[0]).related_model)
        for model in apps.get_models()
        if issubclass(model, Record) and owner_names(model) and not model.ties
    }

    known = {label: (column, apps.get_model(owner)) for label, (column, owner) in migration.OWNERS.items()}

    assert known.items() <= parts.items()
