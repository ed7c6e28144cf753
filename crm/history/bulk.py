"""Rows that go, return or get old values by the thousand; in slices of each model, and each noted.

Sends no signals: what would follow a save or a deletion is up to those who follow an undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.history.models import Action
from crm.history.standing import by_model, sliced
from crm.kit import deletion
from crm.kit.bulk import write_rows
from crm.kit.unit import note
from crm.kit.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.kit.bulk import Write
    from crm.kit.models import Record

AT_ONCE = 200
"""Rows written in one statement: PostgreSQL's planner is slow on longer ones."""


def remove(records: Iterable[Record]) -> None:
    """The rows are gone, noted in the order given. The instances keep their keys.

    Nothing that stays may point to them when the transaction ends. One statement for each slice of a model.
    """
    going = list(records)
    for record in going:
        note(*deletion.gone(record))
    for model, alike in by_model(going).items():
        for some in sliced(alike):
            rows = model._base_manager.filter(pk__in=[record.pk for record in some])
            rows._raw_delete(rows.db)


def bring_back(records: Iterable[Record]) -> None:
    """The rows are there with the keys that the instances bear, noted in the order given."""
    returning = list(records)
    for record in returning:
        values = {f.name: value_of(record, f) for f in record.columns() if f.name not in record.unrecorded}
        diff = {name: (None, value) for name, value in values.items() if value not in ("", None)}
        note(record._meta.label_lower, record.pk, record.title, Action.CREATE, diff, record.ends(diff))
    for model, alike in by_model(returning).items():
        for some in sliced(alike):
            model._base_manager.bulk_create(some)


def write(writes: Iterable[Write]) -> None:
    """The rows hold what ``writes`` say; see ``write_rows``."""
    wanted = list(writes)
    for start in range(0, len(wanted), AT_ONCE):
        write_rows(wanted[start : start + AT_ONCE])
