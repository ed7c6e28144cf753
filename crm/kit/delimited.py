"""Tables as CSV files that the spreadsheet program of an office opens by itself, in the language of the reader."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format, time_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet program would reckon instead of show."""

LINES = 500
"""How many are written at a time."""


def download(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The file, called after ``title``; ``rows`` are read while it is sent, and never held all at once."""
    answer = StreamingHttpResponse(spoken(written(heads, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = called(title, "csv")
    return answer


def called(title: str, ending: str) -> str:
    """The heading of an answer that is a file called after ``title``."""
    return f'attachment; filename="{slugify(title) or "export"}.{ending}"'


def written(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The text of the file, some lines at a time: values as the language of the reader writes them, numbers plainly."""
    yield BOM + lines_of([heads])
    left = iter(rows)
    while some := list(islice(left, LINES)):
        yield lines_of(some)


def cell(value: object) -> str:
    """``value`` as it stands in the file. Numbers have no groups; a text that looks like a formula stays a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def lines_of(rows: Iterable[Sequence[object]]) -> str:
    """These lines of the file."""
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=";" if get_format("DECIMAL_SEPARATOR") == "," else ",")
    writer.writerows([cell(value) for value in row] for row in rows)
    return sink.getvalue()


def spoken(parts: Iterator[str]) -> Iterator[str]:
    """``parts`` in the language of now: a file is sent after the language of the page has been left."""
    return _spoken(parts, translation.get_language())


def _spoken(parts: Iterator[str], language: str | None) -> Iterator[str]:
    """``parts`` made in ``language``: a file is sent after the language of the page has been left."""
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part
