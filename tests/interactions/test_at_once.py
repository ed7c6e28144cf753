"""Several people at the same entries at the same moment (PostgreSQL)."""

from __future__ import annotations

import pytest

from contacts.interactions import log, marking
from contacts.interactions.models import Attachment, Evaluation, Interaction
from crm.history.models import Change
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import template
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.links.test_concurrency import THREADS, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_marks_of_many_people_are_all_kept() -> None:
    """Evaluations, comments and cancellations, whatever the order in which entries were ticked: no deadlock."""
    open_for_business()
    sort, ada = template(), PersonFactory(name="Ada Rossi")
    entries = [log.log(sort, ada, description=str(turn)) for turn in range(4)]
    values = Evaluation.values

    def work(number: int) -> None:
        for turn in range(5):
            ticked = entries if (number + turn) % 2 else entries[::-1]
            marking.evaluate(ticked, values[(number + turn) % len(values)])
            marking.comment(ticked, f"{number}-{turn}")
            marking.cancel(ticked, canceled=turn % 2 == 0)

    together(work)

    for entry in Interaction.objects.all():
        written = {f"{number}-{turn}" for number in range(THREADS) for turn in range(5)}
        assert {one.comment for one in entry.comments.all()} == written
        assert entry.evaluation in values
        told = Change.objects.filter(model="interactions.interaction", object_id=str(entry.pk))
        assert told.count() > THREADS
    assert replayed() == {}


def test_the_last_two_entries_of_a_file_go_at_once() -> None:
    """The file goes with them, once."""
    open_for_business()
    sort, ada = template(), PersonFactory(name="Ada Rossi")
    kept = Attachment.holding(b"x", "x.txt", "text/plain")
    entries = [log.log(sort, ada, attachment=kept) for _turn in range(THREADS)]
    marking.cancel(entries, canceled=True)

    together(lambda number: Interaction.objects.get(pk=entries[number].pk).delete())

    assert not Interaction.objects.exists()
    assert Attachment.objects.count() <= 1
    assert replayed() == {}
