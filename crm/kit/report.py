"""What a command did, row by row: for people, for programs and as a CSV file; nothing is kept in memory."""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder

from crm.kit.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from uuid import UUID

TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
REDRAW = 0.1


class Stream(Protocol):
    """Where a command writes to: Django's wrapper of an output."""

    def write(self, msg: str = "", style_func: Any = None, ending: str | None = None) -> None:
        """``msg`` is out."""

    def flush(self) -> None:
        """Everything written is out."""

    def isatty(self) -> bool:
        """A person is looking."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended: a sentence, the numbers behind it, whether it wrote and whether something is left.

    ``change_set`` is what it wrote where that is not the change set of the command itself.
    """

    sentence: str
    counts: Mapping[str, int] = field(default_factory=dict)
    changed: bool = False
    left: bool = False
    change_set: UUID | None = None


class Report:
    """Takes rows as they come and passes each on at once. A reader who went away does not stop the work."""

    def __init__(
        self,
        out: Stream,
        columns: Sequence[str],
        *,
        form: str = TEXT,
        path: Path | None = None,
        quiet: bool = False,
        **head: object,
    ) -> None:
        self._out, self._form, self._quiet = out, form, quiet
        self._columns, self._head = tuple(columns), head
        self._rows = 0
        self._nobody_reads = False
        self._file: IO[str] | None = None
        if path is not None:
            self._file = path.open("w", encoding="utf-8-sig", newline="")
            self._csv = csv.writer(self._file)
            self._csv.writerow(self._columns)

    def row(self, line: str = "", /, **values: object) -> None:
        """``line`` is what people read of this row, ``values`` what programs do, by names of columns."""
        if self._form == JSON:
            self._put(("," if self._rows else self._opening()) + "\n    " + _json(values))
        elif line and not self._quiet:
            self._put(line + "\n")
        self._rows += 1
        if self._file is not None:
            self._csv.writerow([_cell(values.get(name)) for name in self._columns])

    def say(self, line: str = "") -> None:
        """A line that is no row; programs do not see it."""
        if self._form != JSON and not self._quiet:
            self._put(line + "\n")

    def finish(self, outcome: Outcome, **tail: object) -> None:
        """The last line is out: the sentence, or the end of the document."""
        if self._form == JSON:
            said = {"summary": outcome.sentence, "counts": dict(outcome.counts), "left": outcome.left, **tail}
            closing = "\n  ],\n  " if self._rows else self._opening() + "],\n  "
            self._put(closing + _json(said)[1:-1] + "\n}\n")
        elif outcome.sentence:
            self._put(outcome.sentence + "\n")
        self._flush()

    def close(self) -> None:
        """The result file is complete on disk."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opening(self) -> str:
        head = _json(self._head)[1:-1]
        return "{\n  " + (f"{head},\n  " if head else "") + '"rows": ['

    def _put(self, text: str) -> None:
        if self._nobody_reads:
            return
        try:
            self._out.write(text, ending="")
        except BrokenPipeError:
            self._stop_writing()

    def _flush(self) -> None:
        try:
            self._out.flush()
        except BrokenPipeError:
            self._stop_writing()

    def _stop_writing(self) -> None:
        """Nothing is written any more, and Python does not try to when it ends."""
        self._nobody_reads = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """One line on a terminal that says how far a run has come; nothing where nobody is looking."""

    def __init__(self, err: Stream) -> None:
        self._err = err
        self._is_on = err.isatty()
        self._drawn_at = 0.0

    def show(self, done: int, total: int | None = None, what: str = "") -> None:
        """``done`` of ``total``; drawn at most ten times a second."""
        now = time.monotonic()
        if not self._is_on or (now - self._drawn_at < REDRAW and done != total):
            return
        self._drawn_at = now
        of = f"/{total} ({100 * done // total} %)" if total else ""
        self._err.write(f"\r\x1b[K{done}{of} {what}".rstrip(), lambda text: text, ending="")
        self._err.flush()

    def clear(self) -> None:
        """The line is empty again, for what is written next."""
        if self._is_on and self._drawn_at:
            self._err.write("\r\x1b[K", lambda text: text, ending="")
            self._err.flush()
            self._drawn_at = 0.0


def shown(value: object) -> str:
    """``value`` as people read it beside another one: a dash where nothing is typed."""
    return "—" if is_blank(value) else str(value)


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return str(value)
