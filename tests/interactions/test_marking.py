"""Entries are canceled, evaluated and commented on, one or several (a.9, a.11)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from contacts.interactions import log, marking
from contacts.interactions.models import Attachment, Interaction
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import template
from tests.history.replay import replayed
from tests.screens.conftest import anna, bo, dario  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]
LOG = "/interactions/"


def entries(number: int, **values: object) -> list[Interaction]:
    """Entries with Ada Rossi."""
    sort, ada = template(), PersonFactory(name="Ada Rossi")
    return [log.log(sort, ada, description=f"Call {turn}", **values) for turn in range(number)]


def address(do: str, *chosen: Interaction) -> str:
    """Where the list leads with these rows ticked."""
    return f"{LOG}{do}/?" + "&".join(f"pick={one.pk}" for one in chosen)


def sent(client: Client, url: str, *chosen: Interaction, **typed: str) -> Page:
    """The page at ``url`` with this typed, sent for ``chosen``."""
    data = Page(client.get(url)).with_typed(**typed)
    return Page(client.post(url, data | {"pick": [one.pk for one in chosen]}, follow=True))


def states(*chosen: Interaction) -> list[bool]:
    """Which of them are canceled now."""
    return [Interaction.objects.get(pk=one.pk).canceled for one in chosen]


def test_the_first_one_chosen_decides_the_way(anna: Client) -> None:  # noqa: F811
    """a.9: cancel if it counts, restore if it does not."""
    first, second = entries(2)
    marking.cancel([second], canceled=True)

    sent(anna, address("cancel", first, second), first, second)
    both = states(first, second)
    sent(anna, address("cancel", second, first), second, first)

    assert (both, states(first, second)) == ([True, True], [False, False])


def test_who_canceled_is_known_and_it_can_be_undone(admin_user: User) -> None:
    chosen = entries(2)

    with gesture(actor=admin_user) as opened:
        assert marking.cancel(chosen, canceled=True)
        assert not marking.cancel(chosen, canceled=True)

    found = Interaction.objects.get(pk=chosen[0].pk)
    assert found.canceled_by == admin_user and found.canceled_at is not None
    undo(opened.change_set)
    assert states(*chosen) == [False, False]
    assert replayed() == {}


def test_canceling_removes_only_files_that_no_other_entry_has(anna: Client) -> None:  # noqa: F811
    """a.9: where it was asked for."""
    own, shared = (Attachment.holding(text, f"{text.decode()}.txt", "text/plain") for text in (b"own", b"shared"))
    first, other = entries(2, attachment=shared)
    second = log.log(first.template, first.contact, attachment=own)  # type: ignore[arg-type]  # it has one

    sent(anna, address("cancel", first, second), first, second, with_attachments="on")

    assert [*Attachment.objects.all()] == [shared]
    assert Interaction.objects.get(pk=first.pk).attachment == shared
    assert Interaction.objects.get(pk=second.pk).attachment is None
    assert states(other) == [False]


def test_the_question_about_files_is_asked_only_where_there_are_any(anna: Client) -> None:  # noqa: F811
    plain = entries(1)[0]
    question = "Remove the attachments that no other interaction has"

    assert question not in Page(anna.get(address("cancel", plain))).text
    plain.attachment = Attachment.holding(b"x", "x.txt", "text/plain")
    plain.save()
    assert question in Page(anna.get(address("cancel", plain))).text


def test_several_are_evaluated_at_once(anna: Client) -> None:  # noqa: F811
    chosen = entries(3)

    page = sent(anna, address("evaluate", *chosen[:2]), *chosen[:2], evaluation="positive")

    assert "2 interactions were changed." in page.text
    assert [one.evaluation for one in Interaction.objects.order_by("pk")] == ["positive", "positive", ""]


def test_a_comment_has_its_day_and_its_author(anna: Client) -> None:  # noqa: F811
    """a.11."""
    chosen = entries(2)

    sent(anna, address("comment", *chosen), *chosen, comment="Call again\nin May", date="2026-03-01")

    card = Page(anna.get(f"/interactions/{chosen[1].pk}/")).text
    assert "Call again in May 01/03/2026 · Anna" in card


def test_two_people_evaluate_one_entry_and_nothing_is_lost(anna: Client, dario: Client) -> None:  # noqa: F811
    """H3: who comes second sees what the first one wrote, and decides."""
    entry = entries(1)[0]
    url = address("evaluate", entry)
    of_dario = Page(dario.get(url)).with_typed(evaluation="negative")
    sent(anna, url, entry, evaluation="very_positive")

    first = Page(dario.post(url, of_dario))
    kept = Interaction.objects.get(pk=entry.pk).evaluation
    second = Page(dario.post(url, first.with_typed(evaluation="negative"), follow=True))

    assert (first.status, kept) == (409, "very_positive")
    assert "Somebody else changed this meanwhile" in first.text and "Very Positive" in first.text
    assert second.status == 200
    assert Interaction.objects.get(pk=entry.pk).evaluation == "negative"


def test_sent_twice_it_happens_once(anna: Client) -> None:  # noqa: F811
    entry = entries(1)[0]
    url = address("comment", entry)
    data = Page(anna.get(url)).with_typed(comment="Once")

    for _turn in range(2):
        anna.post(url, data)

    assert entry.comments.count() == 1


def test_nothing_chosen_and_nonsense(anna: Client) -> None:  # noqa: F811
    assert "Choose at least one interaction." in Page(anna.get(f"{LOG}cancel/?q=nobody", follow=True)).text
    assert anna.get(f"{LOG}cancel/?view=nonsense").status_code == 302
    entries(1)
    assert anna.get(f"{LOG}cancel/?pick=x&pick=99999999999999999999").status_code == 302


def test_nothing_ticked_is_all_that_the_filters_let_through(anna: Client) -> None:  # noqa: F811
    """P22: the button below the list says so."""
    first, second = entries(2)
    assert "Tick rows, or take all 2 of the list" in Page(anna.get(LOG)).text

    sent(anna, f"{LOG}cancel/?q={first.description}", first)

    assert states(first, second) == [True, False]


def test_readers_cannot_mark(bo: Client) -> None:  # noqa: F811
    entry = entries(1)[0]

    assert bo.get(address("cancel", entry)).status_code == 403
    assert 'type="checkbox" name="entry"' not in Page(bo.get("/interactions/")).html


def test_what_was_deleted_meanwhile_is_said() -> None:
    entry = entries(1)[0]
    marking.cancel([entry], canceled=True)
    Interaction.objects.get(pk=entry.pk).delete()

    with pytest.raises(Refused, match="deleted meanwhile"):
        marking.evaluate([entry], "positive")


def test_only_what_was_canceled_can_be_deleted(anna: Client) -> None:  # noqa: F811
    """a.9: what happened stays in the log."""
    entry = entries(1)[0]
    url = f"/interactions/{entry.pk}/delete/"

    refused = [Page(anna.get(url)), Page(anna.post(url, {}))]
    marking.cancel([entry], canceled=True)
    anna.post(url, Page(anna.get(url)).sends)

    assert [(page.status, "Cancel it first" in page.text) for page in refused] == [(409, True)] * 2
    assert not Interaction.objects.exists()


def test_little_can_be_edited(anna: Client) -> None:  # noqa: F811
    """a.4: evaluation, whether it failed, and the comments."""
    entry = entries(1)[0]
    url = f"/interactions/{entry.pk}/edit/"
    form = Page(anna.get(url))

    anna.post(url, form.with_typed(evaluation="neutral", description="Rewritten", cost="99"))

    found = Interaction.objects.get(pk=entry.pk)
    assert (found.evaluation, found.description, found.cost) == ("neutral", "Call 0", 0)
    assert "description" not in form.sends


def test_marking_many_costs_a_few_statements_each(statements: Statements) -> None:
    """One read for all, and what a save costs for each."""
    few, many = entries(2), [log.log(*_who(), description=str(turn)) for turn in range(6)]

    with statements() as told:
        marking.evaluate(few, "positive")
    with statements() as more:
        marking.evaluate(many, "positive")

    assert len(more) - len(told) <= 4 * 3


def _who() -> Any:
    first = Interaction.objects.select_related("template", "contact").first()
    assert first is not None
    return first.template, first.contact
