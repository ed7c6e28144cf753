"""The bell: background work that ended, or that waits for whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.jobs.models import Job, State
from crm.kit.overview import ATTENTION, Cue, Cues, register_cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.permissions import User


def register() -> None:
    """It stands behind what else asks for attention."""
    register_cues(Cues(ATTENTION, counted, 60))


def counted(user: User) -> Iterator[Cue]:
    """What they have not looked at yet, and what is going on; nothing where that is nothing. One query."""
    rows = Job.objects.filter(user=user.pk, is_seen=False).order_by()
    found = {state: (number, key) for state, number, key in rows.values_list("state").annotate(Count("pk"), Min("pk"))}
    labels = {
        State.STOPPED: _("Stopped in the background"),
        State.DONE: _("Finished in the background"),
        State.RUNNING: _("Running in the background"),
    }
    for state, label in labels.items():
        if state in found:
            number, key = found[state]
            url = reverse("job", args=[key]) if number == 1 else reverse("jobs")
            yield Cue(label, number, url, attention=state != State.RUNNING)
