"""Where the records that hold another one in a column are listed: just those."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from crm.kit.addresses import has_card, page_url
from crm.kit.conditions import DOT, Op, is_plain, is_record
from crm.kit.screens.known import all_screens
from crm.kit.single import SingleRecord


def pointing_url(model: type[Any], field: str, key: object) -> str:
    """The list of the records of ``model`` with ``key`` in ``field``; of a single one the field in its form.

    Blank where no list can show just those.
    """
    if not has_card(model):
        return ""
    if issubclass(model, SingleRecord):
        return page_url(model, "edit", model.SINGLE) + f"#id_{field}"
    screens = next((one for one in all_screens() if one.model is model), None)
    if screens is None:
        return ""
    if field in screens.filters:
        return f"{page_url(model, 'list')}?{_query(field, key)}"
    column = model._meta.get_field(field)
    if field in screens.available and is_plain(column) and not is_record(column):
        return f"{page_url(model, 'list')}?{_query(f'{field}{DOT}{Op.IS}', key)}"
    return ""


def _query(name: str, key: object) -> str:
    return urlencode({name: str(key)})
