"""How far a line has come, written in one statement; noted by nobody but the record that bears the number.

The history would grow by a row with every record made, and undoing the record would give its number back,
which must not happen (decisions, ruling 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models.functions import Length
from django.utils import timezone

from crm.kit.prepared import planned_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from setup.numbering.models.lines import NumberSeriesLine


class Step(NamedTuple):
    """A line that is to come to a number, unless a row of ``bearers`` has that number in its column ``no``."""

    line: NumberSeriesLine
    number: str
    bearers: type[models.Model]


def advance(line: NumberSeriesLine, number: str, on: date, *, unless: models.QuerySet[Any, Any] | None = None) -> bool:
    """``line`` has come to ``number``, for others too once the transaction ends.

    Does nothing and returns False where a row of ``unless`` bears that number in its column ``no``. The
    caller has locked the line.
    """
    rows = type(line)._base_manager.filter(pk=line.pk)
    if unless is not None:
        rows = rows.filter(~models.Exists(unless.filter(no=number)))
    return bool(rows.update(last_no_used=number, last_date_used=on, modified_at=timezone.now()))


def advance_each(steps: Sequence[Step], on: date) -> set[int]:
    """As ``advance`` for each of ``steps``. The keys of the lines that advanced. One statement on PostgreSQL."""
    asked = [_advancing(step, on) for step in steps]
    if connection.vendor == "postgresql":
        parts = ", ".join(f"w{number} AS ({sql})" for number, (sql, _) in enumerate(asked))
        each = " UNION ALL ".join(f"SELECT id FROM w{number}" for number in range(len(asked)))
        asked = [(f"WITH {parts} {each}", [param for _, params in asked for param in params])]
    advanced: set[int] = set()
    with planned_cursor(connection) as cursor:
        for sql, params in asked:
            cursor.execute(sql, params)
            advanced.update(key for (key,) in cursor.fetchall())
    return advanced


def _advancing(step: Step, on: date) -> tuple[str, list[Any]]:
    line, bearers = (
        connection.ops.quote_name(step.line._meta.db_table),
        connection.ops.quote_name(step.bearers._meta.db_table),
    )
    sql = (
        f"UPDATE {line} SET last_no_used = %s, last_date_used = %s, modified_at = %s"
        f" WHERE id = %s AND NOT EXISTS (SELECT 1 FROM {bearers} WHERE no = %s) RETURNING id"
    )
    day = connection.ops.adapt_datefield_value(on)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return sql, [step.number, day, now, step.line.pk, step.number]


def catch_up(line: NumberSeriesLine, number: str, on: date | None = None) -> None:
    """The line shows at least ``number`` as used, and ``on`` as the date; one that has come further is left alone.

    Without ``on`` the date stays: whoever took the number says later when that was.
    """
    length = len(number)
    not_beyond = models.Q(length__lt=length) | models.Q(length=length, last_no_used__lte=number)
    rows = type(line)._base_manager.annotate(length=Length("last_no_used")).filter(not_beyond, pk=line.pk)
    dated = {} if on is None else {"last_date_used": on}
    rows.update(last_no_used=number, modified_at=timezone.now(), **dated)
