"""Tables as XLSX files: numbers are numbers and days are days, whatever the language of the program that opens them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter  # type: ignore[import-untyped]  # it carries no types
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY, HOUR, MOMENT = 14, 20, 22
"""Formats that each program shows as its own language does."""

LONGEST, MOST_ROWS = 32_767, 1_048_575
"""What a cell and a sheet can hold; the first row has the headings."""

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], about: str) -> FileResponse:
    """The file, called after ``title``; ``about`` says what was exported. Rows go through the disk, not memory."""
    sink: IO[bytes] = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  # the answer closes it
    write(sink, title, heads, rows, about)
    sink.seek(0)
    name = f"{slugify(title) or 'export'}.xlsx"
    return FileResponse(sink, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


def write(sink: IO[bytes], title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], about: str) -> None:
    """``sink`` holds the workbook: headings that stay in sight, and what it is about in its properties and on paper."""
    book = xlsxwriter.Workbook(sink, OPTIONS)
    sheet = book.add_worksheet(_named(title))
    formats = _Formats(book)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, max(12, min(len(head) + 4, 40)))
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, formats.head)
    number = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            number = MOST_ROWS
            break
        for place, value in enumerate(row):
            _put(sheet, number, place, value, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, number, max(len(heads) - 1, 0))
    counted = ngettext("%(count)s row", "%(count)s rows", number) % {"count": number}
    said = f"{about} · {counted}" if about else counted
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_printed(title)}&R{_printed(said)}")
    book.set_properties({"title": title, "comments": said})
    book.close()


class _Formats:
    """How cells look; one for each number of decimal places."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.head: Any = book.add_format({"bold": True, "bottom": 1})
        self.day: Any = book.add_format({"num_format": DAY})
        self.hour: Any = book.add_format({"num_format": HOUR})
        self.moment: Any = book.add_format({"num_format": MOMENT})
        self._numbers: dict[int, Any] = {}

    def number(self, value: Decimal) -> Any:
        """With the decimal places that ``value`` has."""
        exponent = value.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        if places not in self._numbers:
            zeros = f".{'0' * places}" if places else ""
            self._numbers[places] = self._book.add_format({"num_format": f"#,##0{zeros}"})
        return self._numbers[places]


def _put(sheet: Any, row: int, place: int, value: Any, formats: _Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, place, _("Yes") if value else _("No"))
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), formats.number(value))
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, formats.day)
    elif isinstance(value, time):
        sheet.write_datetime(row, place, value, formats.hour)
    else:
        sheet.write_string(row, place, str(value)[:LONGEST])


def _named(title: str) -> str:
    """``title`` as a sheet may be called."""
    return "".join(" " if one in "[]:*?/\\" else one for one in title).strip(" '")[:31] or "1"


def _printed(text: str) -> str:
    """``text`` as a header of paper may hold it."""
    return text.replace("&", "&&")[:110]
