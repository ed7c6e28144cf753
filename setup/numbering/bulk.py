"""How far a line has come, written in one statement; noted by nobody but the record that bears the number.

The history would grow by a row with every record made, and undoing the record would give its number back,
which must not happen (decisions, ruling 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Length
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

    from setup.numbering.models.lines import NumberSeriesLine


def advance(line: NumberSeriesLine, number: str, on: date, *, unless: models.QuerySet[Any, Any] | None = None) -> bool:
    """``line`` has come to ``number``, for others too once the transaction ends.

    Does nothing and returns False where a row of ``unless`` bears that number in its column ``no``. The
    caller has locked the line.
    """
    rows = type(line)._base_manager.filter(pk=line.pk)
    if unless is not None:
        rows = rows.filter(~models.Exists(unless.filter(no=number)))
    return bool(rows.update(last_no_used=number, last_date_used=on, modified_at=timezone.now()))


def catch_up(line: NumberSeriesLine, number: str, on: date | None = None) -> None:
    """The line shows at least ``number`` as used, and ``on`` as the date; one that has come further is left alone.

    Without ``on`` the date stays: whoever took the number says later when that was.
    """
    length = len(number)
    not_beyond = models.Q(length__lt=length) | models.Q(length=length, last_no_used__lte=number)
    rows = type(line)._base_manager.annotate(length=Length("last_no_used")).filter(not_beyond, pk=line.pk)
    dated = {} if on is None else {"last_date_used": on}
    rows.update(last_no_used=number, modified_at=timezone.now(), **dated)
