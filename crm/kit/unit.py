"""One unit of work: a transaction whose changes are noted and recorded once, at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db import transaction

from crm.kit.context import Cause, Gesture, because, current_gesture

T = TypeVar("T")

Diff = dict[str, tuple[Any, Any]]
"""Column name → (old, new), both as the database column holds them; ``None`` stands for no row."""


class End(NamedTuple):
    """A record that a row ties to another one, or that it is part of; ``title`` is blank where it was not at hand."""

    model: str
    pk: Any
    title: str = ""


@dataclass(frozen=True)
class Note:
    """One row that was created, changed or deleted; ``ends`` are the records that it ties together or belongs to."""

    model: str
    pk: Any
    title: str
    action: str
    diff: Diff
    gesture: Gesture
    ends: tuple[End, ...] = ()


Recorder = Callable[[list[Note]], None]

FLUSH_AT = 1000
_ENDING = "what is done at the end"

_memory: ContextVar[dict[str, Any] | None] = ContextVar("memory", default=None)
_notes: ContextVar[list[Note] | None] = ContextVar("notes", default=None)
_outermost: ContextVar[list[Note] | None] = ContextVar("outermost", default=None)
_reversals: ContextVar[list[Callable[[], None]] | None] = ContextVar("reversals", default=None)
_recorders: list[Recorder] = []


def register_recorder(recorder: Recorder) -> None:
    """Hand the notes of every unit to ``recorder``, inside the unit's transaction."""
    if recorder not in _recorders:
        _recorders.append(recorder)


@contextmanager
def unit(*, savepoint: bool = False) -> Iterator[None]:
    """Everything saved inside stands or falls together with its history.

    The outermost unit opens the transaction (a savepoint when one is open already) and, where no gesture is open, a
    change set of its own. Nested units join it; ``savepoint=True`` lets a nested unit fail alone.
    """
    outer = _notes.get()
    if current_gesture() is None:
        with because(Cause.TYPED), unit(savepoint=savepoint):
            yield
        return
    with _reversing(), transaction.atomic(savepoint=savepoint or outer is None):
        own: list[Note] = []
        token = _notes.set(own)
        first = _outermost.set(own if outer is None else _outermost.get())
        remembered = _memory.set({} if outer is None else _memory.get())
        try:
            yield
            if outer is None:
                _finish()
                _record(own)
        finally:
            _memory.reset(remembered)
            _outermost.reset(first)
            _notes.reset(token)
    if outer is not None:
        outer.extend(own)


def if_undone(reverse: Callable[[], None]) -> None:
    """Call ``reverse`` where this unit, or one around it, is rolled back. Must be called inside a unit."""
    reversals = _reversals.get()
    if reversals is None:
        raise RuntimeError("if_undone() outside of unit()")
    reversals.append(reverse)


def note(model: str, pk: Any, title: str, action: str, diff: Diff, ends: tuple[End, ...] = ()) -> None:
    """Remember one written row; it is recorded when the unit ends. Must be called inside a unit."""
    notes, gesture = _notes.get(), current_gesture()
    if notes is None or gesture is None:
        raise RuntimeError("note() outside of unit()")
    notes.append(Note(model, pk, title, action, diff, gesture, ends))
    if notes is _outermost.get() and len(notes) >= FLUSH_AT:
        _record(notes)
        notes.clear()


def noted() -> tuple[Note, ...]:
    """What was written so far in this unit, oldest first; nothing outside of any. What was recorded early is left out.

    Rows are recorded early where one unit by itself writes ``FLUSH_AT`` of them, as only commands do.
    """
    return tuple(_notes.get() or ())


def once(key: str, read: Callable[[], T]) -> T:
    """What ``read`` returned when it was first asked for ``key`` in this unit; outside of any unit it is asked anew."""
    memory = _memory.get()
    if memory is None:
        return read()
    if key not in memory:
        memory[key] = read()
    found: T = memory[key]
    return found


def at_end(key: str, action: Callable[[], object]) -> None:
    """``action`` is done before the outermost unit ends, once however often it is asked for. Outside of any, now."""
    memory = _memory.get()
    if memory is None:
        action()
    else:
        memory.setdefault(_ENDING, {})[key] = action


def _finish() -> None:
    ending: dict[str, Callable[[], object]] = once(_ENDING, dict)
    while ending:
        key = next(iter(ending))
        ending.pop(key)()


def forget(key: str) -> None:
    """``once`` asks anew for ``key``."""
    if (memory := _memory.get()) is not None:
        memory.pop(key, None)


@contextmanager
def _reversing() -> Iterator[None]:
    """What a rolled back unit left in memory is reversed, the last first."""
    outer, own = _reversals.get(), list[Callable[[], None]]()
    token = _reversals.set(own)
    try:
        yield
    except BaseException:
        for reverse in reversed(own):
            reverse()
        raise
    finally:
        _reversals.reset(token)
    if outer is not None:
        outer.extend(own)


def _record(notes: list[Note]) -> None:
    if notes:
        for recorder in _recorders:
            recorder(notes)
