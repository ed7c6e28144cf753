"""Processes of several pages: which step one is on, and which one can go back to (component *Steps*)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise


class Step(NamedTuple):
    """One page of a process as ``kit/partials/steps.html`` shows it."""

    name: str | Promise
    url: str = ""
    is_done: bool = False
    is_current: bool = False


def steps_at(current: int, steps: Sequence[tuple[str | Promise, str]]) -> list[Step]:
    """The steps, each a name and an address, when one is on the one numbered ``current`` from 0.

    Those before are done and lead back; those after are names only.
    """
    return [
        Step(name, url if number < current else "", number < current, number == current)
        for number, (name, url) in enumerate(steps)
    ]
