"""The command `documents print`: into a folder or one file, refusals by name, each document like any other."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from partners.models import Customer
from partners.trade import flow, printed_files
from partners.trade.models import Document, DocumentVersion, SalesOrder
from setup.models import CompanyInformation, MarketingSetup
from tests.commands.running import run
from tests.conftest import Statements
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm, firm
from tests.factories.trade import document, item, open_for_trade


@pytest.fixture(autouse=True)
def trade(marketing: MarketingSetup, settings: Any, tmp_path: Path) -> CompanyInformation:
    """A house that trades; files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return open_for_trade()


@pytest.fixture
def nordlys(trade: CompanyInformation) -> Firm:
    """A firm that is everything."""
    return firm(name="Nordlys AS")


def printable(count: int, party: Firm) -> list[Document]:
    """So many orders with a line each."""
    desk = item()
    return [document(SalesOrder, (desk, 1), customer=party.customer) for _turn in range(count)]


def test_documents_are_printed_into_a_folder(nordlys: Firm, tmp_path: Path) -> None:
    """One PDF each, the very one that is kept; counted and recorded as from its page."""
    record_everything()
    orders = printable(3, nordlys)

    ran = run("documents", "print", "--output", tmp_path / "out", "--format", "json")

    assert ran.code == 0 and ran.document["counts"] == {"printed": 3, "refused": 0}
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(files) == sorted(row["file"] for row in ran.rows)
    for order, row in zip(orders, ran.rows, strict=True):
        kept = DocumentVersion.objects.get(document=order).pdf
        assert kept is not None and kept.file.read() == files[row["file"]]
    assert Interaction.objects.count() == 3
    assert set(SalesOrder.objects.values_list("printed_count", flat=True)) == {1}


@pytest.mark.parametrize("form", ["pdf", "zip"])
def test_documents_are_printed_into_one_file(nordlys: Firm, tmp_path: Path, form: str) -> None:
    """In the order of their numbers."""
    orders = printable(3, nordlys)
    target = tmp_path / f"all.{form}"

    assert run("documents", "print", "--output", target, "--no-interaction").code == 0

    if form == "pdf":
        texts = [page.extract_text() for page in PdfReader(target, strict=True).pages]
        assert [order.no in text for order, text in zip(orders, texts, strict=True)] == [True] * 3
    else:
        with zipfile.ZipFile(target) as archive:
            assert len(archive.namelist()) == 3 and archive.testzip() is None


def test_a_blocked_document_is_named_and_the_others_go_on(nordlys: Firm, tmp_path: Path) -> None:
    """Exit code 1; canceled ones are not asked for, and printing again goes on with what was never printed."""
    first, barred, canceled, last = printable(4, nordlys)
    other = firm(name="Fjord AS")
    barred.customer = other.customer
    barred.save()
    customer = Customer.objects.get(pk=other.customer.pk)
    customer.blocked = "all"
    customer.save()
    flow.cancel(canceled)

    ran = run("documents", "print", "--output", tmp_path / "all.pdf", "--format", "json")

    assert ran.code == 1
    assert [(row["no"], row["result"]) for row in ran.rows] == [
        (first.no, "printed"), (barred.no, "refused"), (last.no, "printed"),
    ]  # fmt: skip
    assert "is blocked" in ran.rows[1]["reason"] and len(PdfReader(tmp_path / "all.pdf").pages) == 2
    again = run("documents", "print", "--unprinted", "--dry-run", "--format", "json")
    assert [row["no"] for row in again.rows] == [barred.no]


def test_where_the_pdfs_go_has_to_be_said_and_written(nordlys: Firm, tmp_path: Path) -> None:
    """Nothing is printed before."""
    printable(1, nordlys)
    (tmp_path / "taken").write_text("a file")

    assert run("documents", "print").code == 2
    assert run("documents", "print", "--output", tmp_path / "no" / "all.pdf").code == 1
    assert run("documents", "print", "--output", tmp_path / "taken").code == 1

    assert not DocumentVersion.objects.exists()


@pytest.mark.parametrize("many", [4, 12])
def test_each_printed_document_costs_the_same(nordlys: Firm, tmp_path: Path, statements: Statements, many: int) -> None:
    """However many there are."""
    record_everything()
    printable(many, nordlys)
    rows = printed_files.printable(Document.objects.all())

    with statements() as asked:
        made = list(printed_files.written(printed_files.printed(rows, record=True), tmp_path / "all.pdf"))

    assert len(made) == many
    assert len(asked) <= 2 + 26 * many, len(asked) / many


def test_nobody_prints_without_being_signed_in(nordlys: Firm) -> None:
    """The command is for operations; the pages ask who one is."""
    assert Client().get("/trade/sales-orders/print-many/").status_code == 302
