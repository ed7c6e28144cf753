"""Loads groups, templates and their setup, and what was said with contacts over the last year."""

from __future__ import annotations

from datetime import time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.interactions import log
from contacts.interactions.models import (
    Attachment,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)
from contacts.models import Contact
from crm.demo.codes import add
from crm.demo.data import interactions as data

if TYPE_CHECKING:
    from datetime import date

TALKS = 306
DAYS = 360
SEED = 7
COMMENTED, CANCELED, POSTPONED, FAILED = 6, 41, 150, 9
"""One of so many; of outgoing calls, one of so many reached nobody."""


def load_templates() -> None:
    """Groups, templates and the setup are there; what was there before stays as it is."""
    for code, description in data.GROUPS:
        add(InteractionGroup(code=code, description=_(description)))
    for sort in data.SORTS:
        template = InteractionTemplate(code=sort.code, description=_(sort.description), group_id=sort.group)
        template.unit_cost, template.unit_minutes = sort.cost, sort.minutes
        template.flow, template.initiated_by = sort.flow, sort.by if sort.flow else ""
        template.correspondence_type = sort.correspondence
        add(template)
    setup = InteractionTemplateSetup.current()
    for event, code in data.EVENTS.items():
        if getattr(setup, f"{event}_id") is None:
            setattr(setup, f"{event}_id", code)
    setup.save()


def load_talks() -> None:
    """Calls, visits and letters with people of companies, at office hours of the last year, the same each time.

    Some were commented on, some had a file, a few were canceled, and a few are not finished yet.
    """
    chance = Random(SEED)
    people = list(Contact.objects.people().exclude(company=None).filter(privacy_blocked=False).order_by("no"))
    templates = InteractionTemplate.objects.in_bulk()
    letter = Attachment.holding(_(data.LETTER).encode(), f"{_('letter')}.txt", "text/plain")
    for turn in range(TALKS):
        code, said, evaluation = chance.choice(data.TALKS)
        day = timezone.localdate() - timedelta(days=chance.randrange(1, DAYS))
        entry = log.log(
            templates[code],
            chance.choice(people),
            description=_(said),
            date=_workday(day),
            time=time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45))),
            evaluation=evaluation,
            minutes=templates[code].unit_minutes + chance.randrange(20),
            attempt_failed=code == "OUTGOING" and chance.random() < 1 / FAILED,
            attachment=letter if code == "BUS" else None,
            postponed=turn % POSTPONED == POSTPONED - 1,
            canceled=turn % CANCELED == CANCELED - 1,
        )
        if turn % COMMENTED == 0:
            InteractionComment(interaction=entry, date=entry.date, comment=_(chance.choice(data.COMMENTS))).save()


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
