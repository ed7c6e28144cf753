"""What the rows of a list show: its columns, those that somebody chose, and what is read along for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from crm.kit.arranging import OWN
from crm.kit.codes import is_code_list
from crm.kit.display import BY_NAME, caption, linked, text_of
from crm.kit.masking import mask
from crm.kit.screens.declaration import Column

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.arranging import Arrangement
    from crm.kit.screens.declaration import Screens


def columns_named(screens: Screens, names: Iterable[str]) -> tuple[str | Column, ...]:
    """Those of the columns ``names`` that the list has, in that order; the usual ones where none are left."""
    declared = {name_of(one): one for one in screens.columns}
    known = set(screens.available)
    found = [declared.get(name, name) for name in dict.fromkeys(names) if name in known]
    return tuple(found or (declared.get(name, name) for name in screens.usually))


def columns_shown(screens: Screens, arrangement: Arrangement, params: QueryDict) -> tuple[str | Column, ...]:
    """Those of the view that the list stands in, else those that its reader chose, else the usual ones."""
    kept = arrangement.view(params.get(OWN, ""))
    return columns_named(screens, (kept.columns if kept is not None else ()) or arrangement.columns)


def rows_with(
    screens: Screens, rows: models.QuerySet[Any, Any], columns: Iterable[str | Column]
) -> models.QuerySet[Any, Any]:
    """``rows`` with the records that their cells name: however many columns are shown, it stays one query."""
    needed = [one for one in columns if isinstance(one, str) and _names_record(screens.model._meta.get_field(one))]
    return rows.select_related(*screens.related, *needed) if needed else rows


def name_of(column: str | Column) -> str:
    """What the column is called in an address."""
    return column.name if isinstance(column, Column) else column


def head_of(model: type[models.Model], column: str | Column) -> str | Promise:
    """The heading of a column."""
    if isinstance(column, Column):
        return column.label or caption(model, column.name)
    return caption(model, column)


def is_number(model: type[models.Model], column: str | Column) -> bool:
    """The column holds numbers, which stand at the right."""
    if isinstance(column, Column):
        return column.is_number
    field: Any = model._meta.get_field(column)
    return isinstance(field, models.DecimalField | models.IntegerField)


def cell_of(row: models.Model, column: str | Column, masked: frozenset[str]) -> str | SafeString:
    """What stands in a cell. No query, as far as the screens have read along what it shows."""
    if isinstance(column, Column):
        return column.cell(row)
    field: Any = row._meta.get_field(column)
    value = getattr(row, field.attname)
    if column in masked:
        return mask(str(value or ""))
    if _names_record(field):
        return linked(getattr(row, column))
    text = text_of(field, value, {}) if value else ""
    return BY_NAME[column](text) if column in BY_NAME and text else text


def _names_record(field: Any) -> bool:
    return field.is_relation and not is_code_list(field.related_model) and not hasattr(field.related_model, "code")
