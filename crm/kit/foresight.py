"""What saving a record would write besides it, told before anything is saved (R1, F4). Rooms register who knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.kit.values import value_of

if TYPE_CHECKING:
    from django.db import models

    from crm.kit.models import Record
    from crm.kit.unit import Diff


@dataclass(frozen=True)
class Effect:
    """One value of another record: old → new. ``reason`` says why it stays as it is, blank where it is written.

    ``counted`` says how many such records there are, where a sentence counts them instead of naming each.
    """

    record: Record
    field: str
    old: Any
    new: Any
    reason: str = ""
    counted: Callable[[int], str] | None = None


Foresight = Callable[[Any], Iterable[Effect]]
"""A record that holds what was typed and is not saved, with ``stored`` and ``diff`` set → what would follow."""

Making = Callable[[Any], Iterable[str]]
"""A record that holds what was typed → a sentence for each thing that saving it would make besides.

``stored`` and ``diff`` are set, but for a new one.
"""

_known: list[tuple[type[models.Model], Foresight]] = []
_making: list[tuple[type[models.Model], Making]] = []


def register_foresight(model: type[models.Model], foresight: Foresight) -> None:
    """Ask ``foresight`` what follows from saving a record of ``model``."""
    _known.append((model, foresight))


def register_making(model: type[models.Model], making: Making) -> None:
    """Ask ``making`` what saving a record of ``model`` makes besides."""
    _making.append((model, making))


def makes_others(model: type[models.Model]) -> bool:
    """Somebody knows what saving a record of ``model`` makes besides."""
    return any(issubclass(model, one) for one, _making in _making)


def made_with(record: Record) -> list[str]:
    """What saving ``record`` would make besides it, in sentences. Nothing is written or numbered."""
    return [sentence for model, making in _making if isinstance(record, model) for sentence in making(record)]


def is_foreseen(model: type[models.Model]) -> bool:
    """Somebody knows what follows from saving a record of ``model``."""
    return any(issubclass(model, one) for one, _foresight in _known)


def effects_of(record: Record) -> list[Effect]:
    """What saving ``record`` would write elsewhere, and what not and why. Nothing is written or locked.

    Raises Refused where the save would be refused for what the record itself holds.
    """
    record.stored = type(record)._base_manager.filter(pk=record.pk).first()
    if record.stored is None:
        return []
    record.borrowed = {}
    record.derive()
    record.diff = _differing(record.stored, record)
    return [effect for model, foresee in _known if isinstance(record, model) for effect in foresee(record)]


def _differing(stored: Record, record: Record) -> Diff:
    pairs = ((field.name, value_of(stored, field), value_of(record, field)) for field in record.columns())
    return {name: (old, new) for name, old, new in pairs if old != new}
