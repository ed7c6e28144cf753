"""Contenders timed side by side in one run, and the table of what came out."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
WIDTHS = (4, 42, 12, 12, 8, 8, 8, 6, 6)


@dataclass
class Contender:
    """One way to do the work. ``before`` is not timed; ``work`` gets what it returns."""

    name: str
    work: Callable[[object], object]
    before: Callable[[], object] = lambda: None
    times: list[float] = field(default_factory=list)

    def once(self) -> None:
        """Do it once and remember how long it took."""
        prepared = self.before()
        start = time.perf_counter()
        self.work(prepared)
        self.times.append(time.perf_counter() - start)

    @property
    def median(self) -> float:
        """The median of all rounds, in seconds."""
        return statistics.median(self.times)

    @property
    def best(self) -> float:
        """The fastest tenth of all rounds: what it takes where the machine does nothing else."""
        return sorted(self.times)[len(self.times) // 10]


def interleave(contenders: list[Contender], rounds: int, *, warm_up: int = 0) -> None:
    """Every contender is timed once a round, in changing order, so that noise of the machine meets all of them."""
    for _ in range(warm_up):
        for contender in contenders:
            contender.once()
    for contender in contenders:
        contender.times.clear()
    for _ in range(rounds):
        for contender in random.sample(contenders, len(contenders)):
            contender.once()


def queries(contender: Contender) -> int:
    """How many statements one go takes, transaction control left out."""
    prepared = contender.before()
    with CaptureQueriesContext(connection) as context:
        contender.work(prepared)
    return sum(not query["sql"].startswith(TRANSACTION_CONTROL) for query in context.captured_queries)


def say(line: str = "") -> None:
    """One line of the report, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def head(title: str) -> None:
    """The heading of a table."""
    say(f"\n{title}")
    row("goal", "work", "floor", "ours", "ratio", "at best", "must", "aim", "")


def row(*cells: object) -> None:
    """One line of a table."""
    say("  ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip())


def compared(goal: str, work: str, floor: Contender, ours: Contender, *, must: float, aim: float) -> None:
    """A time against its floor: at most ``must`` times as long."""
    times = [f"{contender.median * 1000:,.4g} ms" for contender in (floor, ours)]
    ratios = [ours.median / floor.median, ours.best / floor.best]
    row(
        goal,
        work,
        *times,
        *(f"{ratio:.2f}x" for ratio in ratios),
        f"<= {must}x",
        f"{aim}x",
        _verdict(ratios[0] <= must),
    )


def tail(goal: str, work: str, floor: list[float], ours: list[float], *, must: float, aim: float, most: float) -> None:
    """The slow end of many different goes against that of the floor: ``must`` times it, and never above ``most`` s.

    The column that says "at best" holds the ratio of the medians.
    """
    ends = [sorted(times)[len(times) * 95 // 100] for times in (floor, ours)]
    medians = [statistics.median(times) for times in (floor, ours)]
    row(
        goal,
        work,
        *(f"{end * 1000:,.4g} ms" for end in ends),
        *(f"{ours / floor:.2f}x" for floor, ours in (ends, medians)),
        f"<= {must}x",
        f"{aim}x",
        _verdict(ends[1] <= ends[0] * must and ends[1] <= most),
    )


def throughput(
    goal: str, work: str, number: float, floor: Contender, ours: Contender, *, must: float, aim: float
) -> None:
    """``number`` of things done a second against those of the floor: at least ``must`` times as many."""
    rates(goal, work, number / floor.median, number / ours.median, must=must, aim=aim, best=floor.best / ours.best)


def rates(
    goal: str, work: str, floor: float, ours: float, *, must: float, aim: float, best: float | None = None
) -> None:
    """Things done a second: at least ``must`` times as many as those of the floor."""
    at_best = "" if best is None else f"{best:.2f}x"
    numbers = (f"{floor:,.0f} /s", f"{ours:,.0f} /s", f"{ours / floor:.2f}x", at_best)
    row(goal, work, *numbers, f">= {must}x", f"{aim}x", _verdict(ours / floor >= must))


def counted(goal: str, work: str, number: float, *, must: float, aim: float | str, unit: str = "queries") -> None:
    """A plain number: at most ``must``."""
    row(goal, work, "", f"{number:.3g} {unit}", "", "", f"<= {must}", aim, _verdict(number <= must))


def _verdict(reached: bool) -> str:  # noqa: FBT001 — the only thing it is about
    return "ok" if reached else "MISSED"
