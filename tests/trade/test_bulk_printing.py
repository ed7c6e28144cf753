"""Many documents printed in steps: progress, flat memory, and the same statements for each (performance 5, 7b)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from partners.trade import runs
from partners.trade.models import DocumentVersion, Run
from partners.trade.models.runs import Deed
from partners.trade.printing.bundle import merged
from tests.conftest import Statements
from tests.factories.interactions import record_everything
from tests.factories.many import orders
from tests.factories.partners import firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

GROWS_BY = 40 * 1024
"""Kilobytes that a run may need more at its end than after its first step: less than its PDFs together."""


def begun(count: int) -> Run:
    """A run over so many orders of one customer, each with its contact."""
    record_everything()
    sara = User.objects.create_user("sara")
    return runs.start(sara, Deed.PRINT, "sales_order", orders(count, customer=firm().customer))


def in_use() -> int:
    """Kilobytes of memory of this process; 0 where nobody can tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=[pytest.mark.once, pytest.mark.slow])])
def test_many_are_printed_step_by_step_in_flat_memory(count: int) -> None:
    """Proof: each step says how far it is; every document is kept and recorded once."""
    run = begun(count)
    run = runs.step(run, seconds=60, most=20)
    after_first, seen = in_use(), [run.done]

    while not run.is_finished:
        run = runs.step(run, seconds=60)
        seen.append(run.done)

    assert seen == sorted(set(seen)) and seen[0] == 20 and seen[-1] == run.total == count
    assert in_use() - after_first < GROWS_BY
    assert DocumentVersion.objects.count() == Interaction.objects.count() == len(set(run.versions)) == count
    pieces = merged(one.file.read() for one in runs.files_of(run))
    reader = PdfReader(io.BytesIO(b"".join(pieces)))
    assert len(reader.pages) == count and "00002" in reader.pages[1].extract_text()


def test_a_step_costs_each_document_the_same(statements: Statements) -> None:
    """What all have in common is read once a step."""
    run, counts = begun(40), []
    for most in (5, 25):
        with statements() as asked:
            run = runs.step(run, seconds=60, most=most)
        counts.append(len(asked))

    each = (counts[1] - counts[0]) / 20
    assert each <= 20, counts
    assert counts[0] - 5 * each <= 12, counts


def test_a_step_ends_when_its_time_is_up() -> None:
    """A browser never waits long, whatever the number; one document is always done."""
    run = begun(3)

    assert runs.step(run, seconds=0).done == 1


def test_what_a_run_prints_is_read_a_few_at_a_time(statements: Statements, monkeypatch: pytest.MonkeyPatch) -> None:
    """One statement for each slice of the files."""
    run = runs.step(begun(6), seconds=60)
    monkeypatch.setattr(runs, "AT_ONCE", 2)

    with statements() as asked:
        assert len(list(runs.files_of(run))) == 6

    assert len(asked) == 3
