"""Interactions that are finished later: drafts in no list and no figure (a.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from contacts.interactions.models import Attachment, Interaction, InteractionComment
from contacts.interactions.statistics import figures_of
from contacts.models import Contact
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import template
from tests.factories.setup import SalespersonFactory
from tests.screens.conftest import anna, bo, dario  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]
LIST = "/interactions/postponed/"


@pytest.fixture
def ada() -> Contact:
    """Ada Rossi, looked after by AB."""
    template("LETTER", unit_minutes=30, initiated_by="us", flow="outbound")
    return PersonFactory(name="Ada Rossi", salesperson=SalespersonFactory(code="AB"))


def put_aside(client: Client, contact: Contact, **typed: str) -> Interaction:
    """A draft of a letter."""
    url = f"/interactions/new/?contact={contact.pk}"
    client.post(url, Page(client.get(url)).with_typed(template="LETTER", later="yes", **typed))
    return Interaction.objects.get()


def test_a_draft_is_in_no_list_and_no_figure(ada: Contact, anna: Client, dario: Client) -> None:  # noqa: F811
    draft = put_aside(anna, ada, description="Half a letter")

    assert draft.postponed
    assert figures_of(Interaction.objects.of(ada)).number == 0
    assert figures_of(Interaction.objects.of(ada)).attempted is None
    panel = Page(anna.get(f"/contacts/{ada.pk}/")).text
    assert "Nothing was recorded yet." in panel
    assert "Half a letter" not in Page(anna.get("/interactions/")).text
    assert "Half a letter" in Page(anna.get(LIST)).text
    assert "Half a letter" not in Page(dario.get(LIST)).text
    assert "Half a letter" in Page(dario.get(f"{LIST}?of=all")).text


def test_the_same_is_needed_as_for_any_other(ada: Contact, anna: Client) -> None:  # noqa: F811
    """a.6: the same checks."""
    url = f"/interactions/new/?contact={ada.pk}"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(later="yes")))

    assert "Interaction Template Code: This field is required" in page.text
    assert not Interaction.objects.exists()


def test_resuming_completes_the_same_entry_as_of_today(ada: Contact, anna: Client) -> None:  # noqa: F811
    """a.6: the date becomes today, the comment takes the place of the one before."""
    yesterday = timezone.localdate() - timedelta(days=1)
    draft = put_aside(anna, ada, date=yesterday.isoformat(), note="To be said nicely", cost="3")
    url = f"/interactions/{draft.pk}/resume/"
    assert url in Page(anna.get(LIST)).links
    form = Page(anna.get(url))
    assert (form.sends["date"], form.sends["note"]) == (
        date_format(timezone.localdate(), "SHORT_DATE_FORMAT"),
        "To be said nicely",
    )

    anna.post(url, form.with_typed(note="Said", evaluation="positive"))

    found = Interaction.objects.get()
    assert (found.pk, found.postponed, found.date) == (draft.pk, False, timezone.localdate())
    assert (found.cost, found.minutes, found.evaluation) == (3, 30, "positive")
    assert [one.comment for one in found.comments.all()] == ["Said"]
    assert anna.get(url).status_code == 404
    assert figures_of(Interaction.objects.of(ada)).number == 1


def test_an_untouched_comment_stays_and_it_can_be_put_aside_again(ada: Contact, anna: Client) -> None:  # noqa: F811
    draft = put_aside(anna, ada, note="Keep me")
    url = f"/interactions/{draft.pk}/resume/"

    anna.post(url, Page(anna.get(url)).with_typed(later="yes", description="Better words"))

    found = Interaction.objects.get()
    assert (found.postponed, found.description) == (True, "Better words")
    assert [one.comment for one in found.comments.all()] == ["Keep me"]


def test_a_draft_may_be_thrown_away_with_its_file(ada: Contact, anna: Client) -> None:  # noqa: F811
    draft = put_aside(anna, ada, note="No")
    draft.attachment = Attachment.holding(b"x", "x.txt", "text/plain")
    draft.save()
    url = f"/interactions/{draft.pk}/delete/"
    assert url in Page(anna.get(LIST)).links

    anna.post(url, Page(anna.get(url)).sends)

    assert not any(model.objects.exists() for model in (Interaction, Attachment, InteractionComment))


def test_readers_have_no_drafts(bo: Client) -> None:  # noqa: F811
    assert bo.get(LIST).status_code == 403
