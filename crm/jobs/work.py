"""Kinds of background work, which rooms register from ``ready()``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from crm.jobs.models import Job
    from crm.kit.permissions import Needs


class Work(ABC):
    """One kind of work, done in pieces."""

    name: str
    can_be_canceled = True
    """It has pieces, between which it can end."""
    can_be_undone = True
    """What it wrote is offered to be undone."""
    result_label: str | Promise = _("What was done")
    """What the way to its result is called."""

    @abstractmethod
    def title(self, job: Job) -> str:
        """What the page is called."""

    @abstractmethod
    def progress(self, job: Job) -> str:
        """How far it is, counted, as a sentence."""

    @abstractmethod
    def needs(self, job: Job) -> Needs:
        """What whoever asked for it must still be allowed to do."""

    @abstractmethod
    def step(self, job: Job) -> bool:
        """The next piece is done and noted in ``job``, which is locked and saved after it; whether that was the last.

        Runs in one unit with that note, so that nothing is done twice. May ``stop`` the job, with what was done so
        far; a Refused stops it too, without.
        """

    @abstractmethod
    def result_url(self, job: Job) -> str:
        """Where all that it did is looked at."""

    @abstractmethod
    def list_url(self, job: Job) -> str:
        """Where somebody came from."""

    def way_out(self, job: Job) -> tuple[str, str]:
        """Title and address of what has to be put right before a stopped job goes on; blank where nobody knows."""
        return "", ""


def counts_of(job: Job) -> dict[str, str]:
    """How much is done and how much there is, as people write such numbers; for ``progress``."""
    return {
        "done": number_format(job.done, force_grouping=True),
        "total": number_format(job.total, force_grouping=True),
    }


_works: dict[str, Work] = {}


def register(work: Work) -> None:
    """Jobs of that kind can be started. Raises ValueError for a second kind of that name."""
    if work.name in _works:
        raise ValueError(f"{work.name} is registered already")
    _works[work.name] = work


def work_of(job: Job) -> Work:
    """What ``job`` is about."""
    return _works[job.kind]
