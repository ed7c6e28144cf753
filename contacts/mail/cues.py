"""How many e-mails did not leave, or may not have, on the home page (M24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from contacts.mail.models import UNSETTLED, Message, State
from crm.kit.addresses import page_url
from crm.kit.overview import ATTENTION, Cue, Cues, register_cues
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.permissions import User


def register() -> None:
    """They are the first of what asks for attention."""
    register_cues(Cues(ATTENTION, counted, 30))


def counted(user: User) -> Iterator[Cue]:
    """For those who may see e-mails, each with the list of just those. One query."""
    if not may(user, "view", Message):
        return
    rows = Message.objects.unsettled().order_by().values_list("state")
    numbers = dict(rows.annotate(number=Count("pk")))
    labels = {State.FAILED: _("Failed e-mails"), State.UNCERTAIN: _("E-mails that may not have left")}
    for state in UNSETTLED:
        query = urlencode({"state": state.value, "unsettled": "true"})
        yield Cue(labels[state], numbers.get(state, 0), f"{page_url(Message, 'list')}?{query}", attention=True)
