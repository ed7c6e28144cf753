"""The steps of the first day: each reads from the data how far it is, and leads to the page that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import pgettext

from crm.kit.permissions import holds
from setup.models import AssistedSetup

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from crm.kit.permissions import User


class State(StrEnum):
    """How far a step is."""

    TO_DO = "to_do"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def words(self) -> str:
        """As the list says it."""
        return {
            State.TO_DO: pgettext("step", "To do"),
            State.IN_PROGRESS: pgettext("step", "In progress"),
            State.DONE: pgettext("step", "Done"),
            State.SKIPPED: pgettext("step", "Skipped"),
        }[self]

    @property
    def icon(self) -> str:
        """The drawing beside the word."""
        return {
            State.TO_DO: "circle",
            State.IN_PROGRESS: "circle-dot",
            State.DONE: "circle-check",
            State.SKIPPED: "circle-minus",
        }[self]


class Seen(NamedTuple):
    """How far a step is by the data, and what there is in words, maybe blank."""

    state: State
    words: str = ""


def seen(done: int, of: int, words: str = "") -> Seen:
    """``done`` parts of a step ``of`` so many."""
    if done >= of:
        return Seen(State.DONE, words)
    return Seen(State.IN_PROGRESS if done else State.TO_DO, words)


@dataclass(frozen=True)
class Step:
    """A step. ``look`` reads how far it is, ``url`` leads to where it is done; ``order`` is its place in the list.

    ``permission`` is what one needs to do it.
    """

    name: str
    order: int
    title: str | Promise
    why: str | Promise
    minutes: int
    look: Callable[[], Seen]
    url: Callable[[], str]
    permission: str


class Row(NamedTuple):
    """A step as the list shows it."""

    step: Step
    state: State
    words: str

    @property
    def is_open(self) -> bool:
        """Somebody should do it."""
        return self.state in (State.TO_DO, State.IN_PROGRESS)


class Progress(NamedTuple):
    """All steps, and how far they are together."""

    rows: list[Row]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(1 for row in self.rows if row.state is State.DONE)

    @property
    def left(self) -> list[Row]:
        """Those that are neither done nor skipped."""
        return [row for row in self.rows if row.is_open]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.rows)


_steps: list[Step] = []


def register_step(step: Step) -> None:
    """Offer ``step``. Raises ValueError for a second one of that name."""
    if any(one.name == step.name for one in _steps):
        raise ValueError(f"{step.name} is a step already")
    _steps.append(step)


def step_called(name: str) -> Step | None:
    """The step with that name."""
    return next((one for one in _steps if one.name == name), None)


def progress(user: User) -> Progress:
    """How far the steps are that ``user`` may do. A few queries for each, however much there is.

    What is done by the data is done, also where it was skipped before.
    """
    skipped = set(AssistedSetup.current().skipped)
    rows = []
    for step in sorted(_steps, key=lambda one: one.order):
        if holds(user, step.permission):
            found = step.look()
            left_out = step.name in skipped and found.state is not State.DONE
            rows.append(Row(step, State.SKIPPED if left_out else found.state, found.words))
    return Progress(rows)
