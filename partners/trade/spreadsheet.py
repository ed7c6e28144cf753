"""Lines pasted from a spreadsheet: cells between tabs, numbers as people write them, each row read as if typed."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.kit.amounts import exactly
from crm.kit.refusal import Refused
from crm.kit.search import normalize
from partners.trade import blocks
from partners.trade.forms import NUMBERS, Known, LineForm
from partners.trade.models import DocumentLine, Item
from setup.models.translations import Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partners.trade.models import Document

COLUMNS = ("item", "description", "quantity", "unit", "unit_price", "discount_percent", "vat_product_group", "amount")
"""What stands in a row, from left to right, where no heading says otherwise."""

CODED = ("unit", "vat_product_group")

BESIDE = re.compile(r"[\s\u00a0\u202f%€$£]|EUR|USD")
"""What stands beside numbers without changing them."""

EITHER_WAY = re.compile(r"([+-]?[0-9]{1,3}([.,])[0-9]{3}(?:\2[0-9]{3})*)(?!\2)[.,]([0-9]+)")
"""Groups and decimals that cannot be taken for each other, in whatever language they were written."""


@dataclass
class SheetRow:
    """One row: its cells as they would be typed, and what is wrong with it, blank where it can be read."""

    place: int
    cells: dict[str, str]
    reason: str = ""
    line: DocumentLine | None = field(default=None, repr=False)


def cells_of(text: str, start: str = COLUMNS[0], captions: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The rows of ``text`` by column, the first cell in ``start``; blank rows are left out.

    A first row that holds nothing but ``captions`` (words → column) says what stands where.
    """
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t", strict=False)]
    rows = [row for row in rows if any(row)]
    names: Sequence[str] = COLUMNS[COLUMNS.index(start) :]
    if rows and captions and all(normalize(cell) in captions for cell in rows[0] if cell):
        names = [captions.get(normalize(cell), "") for cell in rows.pop(0)]
    found = []
    for row in rows:
        named = {name: cell for name, cell in zip(names, row, strict=False) if name}
        found.append({name: number(cell) if name in NUMBERS else cell for name, cell in named.items()})
    return found


def number(typed: str) -> str:
    """A number without what stands beside it; what is no number stays what it is."""
    bare = BESIDE.sub("", typed)
    either = EITHER_WAY.fullmatch(bare)
    if either:
        return re.sub("[.,]", "", either[1]) + "." + either[3]
    return bare


def read(document: Document, rows: Sequence[dict[str, str]], form: type[LineForm], titles: Any) -> list[SheetRow]:
    """Each row as a line that is not stored yet, or with the reason why it is none. Four queries for all of them."""
    known = _known(rows, form)
    return [_row(document, place, cells, form, known, titles) for place, cells in enumerate(rows, 1)]


def _row(
    document: Document, place: int, cells: dict[str, str], form: type[LineForm], known: Known, titles: Any
) -> SheetRow:
    cells = cells | {name: _code(known, form, name, cells[name]) for name in CODED if name in cells}
    row = SheetRow(place, cells)
    if typed_item := cells.get("item"):
        found = known.items.get(typed_item.lower()) or known.items.get(normalize(typed_item))
        if found is None:
            row.reason = _("Nothing found for “%(typed)s”. Enter the number, or the whole name.") % {
                "typed": typed_item
            }
            return row
        cells["item"] = found.no  # type: ignore[attr-defined]
    typed = form(cells, instance=DocumentLine(document=document), known=known, titles=titles)
    is_valid = typed.is_valid()
    cells |= {name: _written(typed, name) for name in NUMBERS if cells.get(name) and name in typed.cleaned_data}
    if not is_valid:
        row.reason = " ".join(_reasons(typed))
        return row
    row.line = typed.instance  # type: ignore[assignment]
    if row.line is not None and row.line.item is not None:
        try:
            blocks.check_item(row.line.item, document.nature)
        except Refused as refused:
            row.reason = refused.sentence
    return row


def _written(form: LineForm, name: str) -> str:
    """A number that was read, as the language of the page writes it."""
    return exactly(form.cleaned_data[name], getattr(form.fields[name], "least", None) or 0)


def _reasons(form: LineForm) -> list[str]:
    return [
        f"{form.fields[name].label if name in form.fields else _('Line')}: {error}"
        for name, errors in form.errors.items()
        for error in errors
    ]


def _code(known: Known, form: type[LineForm], name: str, typed: str) -> str:
    """A code, whichever way its letters or its words were written."""
    codes = known.codes[form.base_fields[name].list]  # type: ignore[attr-defined]
    if typed in codes:
        return typed
    return str(_words(codes).get(normalize(typed), typed))


def _words(codes: Mapping[object, Any]) -> dict[str, object]:
    """What each code may be called: by its letters first, then by its description, then by that in any language."""
    translated = [(one.description, code) for code, entry in codes.items() for one in _translations(entry)]
    described = [(entry.description, code) for code, entry in codes.items()]
    spelt = [(str(code), code) for code in codes]
    return {normalize(word): code for word, code in (*translated, *described, *spelt) if word}


def _translations(entry: Any) -> Iterable[Any]:
    """Read along by ``_known``."""
    return entry.translations.all() if Translation.of(type(entry)) is not None else ()


def _known(rows: Sequence[dict[str, str]], form: type[LineForm]) -> Known:
    typed = {row["item"] for row in rows if row.get("item")}
    wanted = Q(no__in=typed | {one.upper() for one in typed}) | Q(name__in=typed)
    items: dict[object, Any] = {}
    for item in Item.objects.filter(wanted).order_by("-no").prefetch_related("translations") if typed else ():
        items |= {normalize(item.name): item} | {item.pk: item, item.no.lower(): item}
    lists = {form.base_fields[name].list for name in CODED}  # type: ignore[attr-defined]
    return Known(items, {each: _entries(each).in_bulk() for each in lists})


def _entries(model: Any) -> Any:
    rows = model._base_manager.all()
    return rows.prefetch_related("translations") if Translation.of(model) is not None else rows
