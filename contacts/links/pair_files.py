"""Files that say which contact belongs to which partner: CSV of several dialects, read row by row."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("contact", "kind", "partner")
SEPARATORS = (";", "\t", ",")
ENCODINGS = ("utf-8-sig", "cp1252")
CHUNK = 1 << 16
CUT_SHORT = "unexpected end of data"
"""What Python's CSV reader says of a quote that is open at the end of the file."""
OTHER_UNICODE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Row:
    """One row of a file; ``problem`` says why it cannot be used."""

    line: int
    contact: str = ""
    kind: str = ""
    partner: str = ""
    problem: str = ""


class Reader(Protocol):
    """What Python's CSV reader is."""

    line_num: int

    def __next__(self) -> list[str]:
        """The values of the next row."""


def read_pairs(path: Path) -> Iterator[Row]:
    """The rows under the header of ``path``, blank lines left out; further columns are not looked at.

    Raises Refused at once, naming the file, where it cannot be read, its header has not all of the columns, or a
    quote is not closed: it would swallow the rows after it.
    """
    encoding = _encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        header = file.readline()
    separator = max(SEPARATORS, key=header.count)
    names = [name.strip().strip('"').lower() for name in header.split(separator)]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        said = _("%(file)s, line 1: no column %(columns)s; the first line names all of them.")
        raise Refused(said % {"file": path.name, "columns": ", ".join(missing)})
    _insist_on_closed_quotes(path, encoding, separator)
    return _below_header(path, encoding, separator, names)


def _insist_on_closed_quotes(path: Path, encoding: str, separator: str) -> None:
    with path.open(encoding=encoding, newline="") as file:
        file.readline()
        reader: Reader = csv.reader(file, delimiter=separator, strict=True)
        while True:
            first = 2 + reader.line_num
            try:
                next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if str(error) == CUT_SHORT or 1 + reader.line_num > first:
                    said = _("%(file)s, line %(line)s: a quote is not closed. Nothing was done.")
                    raise Refused(said % {"file": path.name, "line": first}) from error


def _below_header(path: Path, encoding: str, separator: str, names: list[str]) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        file.readline()
        yield from _rows(csv.reader(file, delimiter=separator, strict=True), names)


def _rows(reader: Reader, names: list[str]) -> Iterator[Row]:
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(1 + reader.line_num, problem=_("This is not CSV: %(reason)s.") % {"reason": error})
            continue
        if any(value.strip() for value in values):
            yield _row(1 + reader.line_num, values, names)


def _row(line: int, values: list[str], names: list[str]) -> Row:
    if len(values) != len(names):
        said = ngettext(
            "%(found)s column, where the first line has %(wanted)s.",
            "%(found)s columns, where the first line has %(wanted)s.",
            len(values),
        )
        return Row(line, problem=said % {"found": len(values), "wanted": len(names)})
    contact, kind, partner = cells = [values[names.index(name)].strip() for name in COLUMNS]
    blank = [name for name, cell in zip(COLUMNS, cells, strict=True) if not cell]
    problem = _("The cell %(column)s is blank.") % {"column": blank[0]} if blank else ""
    return Row(line, contact, kind, partner, problem)


def _encoding_of(path: Path) -> str:
    """The first of the encodings that the whole file can be read with. Raises Refused."""
    try:
        with path.open("rb") as file:
            beginning = file.read(CHUNK)
            if beginning.startswith(OTHER_UNICODE) or b"\x00" in beginning:
                raise Refused(_("%(file)s is no text in UTF-8 or Windows-1252.") % {"file": path.name})
        for encoding in ENCODINGS:
            if _can_be_read(path, encoding):
                return encoding
    except OSError as error:
        said = _("%(file)s cannot be read: %(reason)s.")
        raise Refused(said % {"file": path, "reason": error.strerror}) from error
    raise Refused(_("%(file)s is no text in UTF-8 or Windows-1252.") % {"file": path.name})


def _can_be_read(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
