"""The order of the home page is one's own: zones, numbers, lists; by buttons, without a script too (section 6)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from tests.factories.interactions import template
from tests.factories.partners import Firm
from tests.screens.conftest import settle
from tests.screens.pages import Page

ARRANGE = "/arrange/"


@pytest.fixture(autouse=True)
def trade(nordlys: Firm) -> Firm:
    """Nordlys is contact, customer, vendor and bank account; nothing is left to set up."""
    settle()
    return nordlys


def order(client: Client) -> list[str]:
    """What the page would send."""
    return [name for _heading, parts in client.get(ARRANGE).context["lists"] for name, _title in parts]


def test_numbers_charts_and_lists_come_first_to_last(anna: Client) -> None:
    """Unless somebody says otherwise; the part of one's own work leads the numbers."""
    assert order(anna)[:3] == ["cues", "charts", "lists"]
    assert anna.get("/").context["groups"][0].title == "Attention"


def test_a_button_moves_a_part_within_its_own_list(anna: Client) -> None:
    """Nothing is kept before it is saved."""
    before = order(anna)
    page = anna.post(ARRANGE, {"order": before, "up": "lists"})

    assert [part.name for part in page.context["lists"][0][1]] == ["cues", "lists", "charts"]
    assert order(anna) == before
    first = before[3]
    page = anna.post(ARRANGE, {"order": before, "up": first})
    assert [part.name for _heading, parts in page.context["lists"] for part in parts] == before


def test_the_page_stands_in_the_order_that_was_saved(anna: Client, dario: Client) -> None:
    """In every language; Dario's page stays as it is."""
    names = order(anna)
    wanted = ["lists", "cues", "charts", *reversed(names[3:])]

    anna.post(ARRANGE, {"order": wanted})

    home = anna.get("/")
    assert home.context["zones"] == ["lists", "cues", "charts"]
    groups = [one.name for one in home.context["groups"]]
    anna.cookies["django_language"] = "it"
    assert [one.name for one in anna.get("/").context["groups"]] == groups
    assert groups == [name.removeprefix("cues:") for name in wanted if name.startswith("cues:")]
    assert dario.get("/").context["zones"] == ["cues", "charts", "lists"]


def test_the_usual_order_is_a_button_away(anna: Client) -> None:
    """And what one never moved keeps its place behind."""
    anna.post(ARRANGE, {"order": ["lists"]})
    assert anna.get("/").context["zones"] == ["lists", "cues", "charts"]

    anna.post(ARRANGE, {"order": order(anna), "reset": "1"})

    assert anna.get("/").context["zones"] == ["cues", "charts", "lists"]


def test_whom_nobody_talked_to_is_counted_by_the_list(anna: Client, nordlys: Firm) -> None:
    """Given one call, the number and the list it leads to are one less."""

    def silent() -> tuple[str, str]:
        cues = [cue for group in anna.get("/").context["groups"] for cue in group.cues]
        return next((str(cue.number), cue.url) for cue in cues if cue.label == "Not contacted for 90 days")

    before, url = silent()
    assert url == "/contacts/?view=silent" and str(anna.get(url).context["page"].total) == before != "0"
    template()
    Interaction(contact=nordlys.contact, template_id="SALES", description="Called").save()

    assert int(silent()[0]) == int(before) - 1
    assert str(anna.get(url).context["page"].total) == silent()[0]


def test_who_sees_nothing_has_nothing_to_arrange(cleo: Client) -> None:
    """H4: the zones themselves are no secret."""
    assert "Arrange" not in Page(cleo.get("/")).text
    assert cleo.get(ARRANGE).status_code == 200
