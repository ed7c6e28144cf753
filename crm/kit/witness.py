"""What a room above knows about the past of records: who changed a field last, and who deleted a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from django.db import models


class Testimony(NamedTuple):
    """Somebody's name, blank where nobody is known, and when; whether it was typed, or followed from something else."""

    who: str
    when: datetime
    is_typed: bool = True


LastChange = Callable[["models.Model", Iterable[str]], Testimony | None]
Epitaph = Callable[["type[models.Model]", Any], str]

_last_changes: list[LastChange] = []
_epitaphs: list[Epitaph] = []


def register(*, last_change: LastChange, epitaph: Epitaph) -> None:
    """Ask these who changed one of some fields of a record last, and what is to be said of a record that is gone."""
    _last_changes.append(last_change)
    _epitaphs.append(epitaph)


def last_change(record: models.Model, names: Iterable[str]) -> Testimony | None:
    """Who changed one of ``names`` of ``record`` last; ``None`` where nobody knows."""
    wanted = tuple(names)
    return next((found for ask in _last_changes if (found := ask(record, wanted))), None)


def epitaph(model: type[models.Model], key: Any) -> str:
    """What is to be said of a deleted record; blank where nothing is known."""
    return one_stop(next((found for ask in _epitaphs if (found := ask(model, key))), ""))
