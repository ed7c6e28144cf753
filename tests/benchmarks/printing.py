"""PDFs: our page and our whole deed next to a plain compile of the same source, a long document, and a pile of them.

performance.md has no goals for paper; those here are our own.
"""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import typst

from partners.trade import outgoing
from partners.trade.models import SalesOrder
from partners.trade.printing import page, pdf
from tests.benchmarks.measure import Contender, compared, counted, head, interleave, queries, rates, say
from tests.benchmarks.memory import peak, timed_peak
from tests.factories.interactions import record_everything
from tests.factories.many import orders
from tests.factories.partners import firm
from tests.factories.trade import open_for_trade

ROUNDS = 60
LONG, LONG_ROUNDS = 2000, 3
FEW, MANY = 100, 1000
LAYOUT = "sales_order.typ"


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CRM_MEDIA_ROOT"] = folder
        from django.conf import settings

        settings.MEDIA_ROOT = folder
        open_for_trade()
        record_everything()
        customer = firm(name="Nordlys AS", address="Storgata 1", city="Oslo").customer
        head("PDF: a plain typst compile of the same page is the floor")
        _compared("6 lines", orders(200, customer=customer), ROUNDS)
        _compared(f"{LONG:,} lines", orders(3, lines=LONG, customer=customer), LONG_ROUNDS)
        pile = orders(MANY, customer=customer)
        _in_bulk(SalesOrder.objects.filter(pk__in=pile), Path(folder))


def _compared(what: str, keys: list[int], rounds: int) -> None:
    turns = itertools.cycle(keys)

    def one() -> Any:
        return SalesOrder.objects.get(pk=next(turns))

    floor = Contender("plain", _plain, lambda: json.dumps(page.content(one()), ensure_ascii=False))
    shown = Contender("page and compile", lambda document: pdf.rendered(document), one)  # type: ignore[arg-type]
    whole = Contender("printed", lambda document: outgoing.printed(document), one)  # type: ignore[arg-type]
    interleave([floor, shown, whole], rounds, warm_up=1)
    compared("own", f"{what}: page and compile", floor, shown, must=3.0, aim=1.5)
    compared("own", f"{what}: printed, kept and recorded", floor, whole, must=4.0, aim=2.5)
    counted("own", "  statements of a print", queries(whole), must=20, aim=20)


def _plain(inputs: object) -> object:
    return typst.compile(
        str(pdf.LAYOUTS / LAYOUT),
        root=str(pdf.LAYOUTS),
        ignore_system_fonts=True,
        sys_inputs={"page": str(inputs)},
        pdf_standards=["ua-1"],
    )


def _in_bulk(pile: Any, folder: Path) -> None:
    """The whole program, at two sizes: `documents print` into one PDF."""
    head(f"documents print: {MANY:,} documents into one PDF")
    numbers = list(pile.order_by("pk").values_list("no", flat=True))
    few = peak(_words(numbers[:FEW], folder))
    many, seconds = timed_peak(_words(numbers, folder))
    floor = Contender("plain", _plain, lambda: json.dumps(page.content(pile[0]), ensure_ascii=False))
    interleave([floor], 30, warm_up=2)
    rates("own", "  documents a second", 1 / floor.median, MANY / seconds, must=0.2, aim=0.4)
    counted("own", f"  peak memory at {FEW:,}", few, must=160, aim=120, unit="MB")
    counted("own", f"  peak memory at {MANY:,}", many, must=160, aim=120, unit="MB")
    counted("own", f"  times that at {FEW:,}", many / few, must=1.25, aim=1.0, unit="x")
    say(f"  {MANY:,} documents in {seconds:.1f} s, start of the program included")


def _words(numbers: list[str], folder: Path) -> list[str]:
    return ["documents", "print", "--output", str(folder / "all.pdf"), "-v", "0", "--number", *numbers]
