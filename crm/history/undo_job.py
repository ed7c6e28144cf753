"""A large change set undone in the background: one unit like any other undo (H2)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from crm.history.models import Change
from crm.history.undo import undo
from crm.history.undo_rights import missing_to_undo
from crm.jobs.work import Work, counts_of
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from crm.jobs.models import Job
    from crm.kit.permissions import Needs


class UndoChangeSet(Work):
    """All of it in one piece: it is undone, or nothing of it is."""

    name = "history.undo"
    can_be_canceled = False
    can_be_undone = False

    def title(self, job: Job) -> str:
        """As on the button."""
        return pgettext("action", "Undo")

    def progress(self, job: Job) -> str:
        """Counted in changes."""
        said = ngettext("%(done)s of %(total)s change", "%(done)s of %(total)s changes", job.total)
        return said % counts_of(job)

    def needs(self, job: Job) -> Needs:
        """What it takes besides is known by the plan."""
        return (("view", Change),)

    def step(self, job: Job) -> bool:
        """It is undone. Raises Refused where that takes more than whoever asked may do by hand."""
        done = undo(UUID(job.asked["change_set"]))
        if missing := missing_to_undo(job.user, done.plan):
            raise Refused(missing)
        job.held = {"change_set": str(done.change_set) if done.change_set else ""}
        job.done = job.total
        return True

    def result_url(self, job: Job) -> str:
        """All that it wrote; what was undone, where that had been undone before."""
        return reverse("change-set", args=[job.held["change_set"] or job.asked["change_set"]])

    def list_url(self, job: Job) -> str:
        """Where somebody came from."""
        url: str = job.asked["next"]
        return url
