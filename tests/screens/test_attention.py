"""Home asks for attention: what one put aside, and number series that run out (N2, section 6)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from contacts.interactions.models import Interaction
from setup.numbering.models import NumberSeries
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import template
from tests.screens.pages import Page
from tests.screens.test_home import cues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]

SERIES = "/setup/number-series/?running_out=true"
POSTPONED = "/interactions/postponed/"


def draft(user: str) -> None:
    """An interaction that somebody put aside."""
    person = PersonFactory(name=f"Friend of {user}")
    template(user.upper())
    Interaction(
        contact=person, template_id=user.upper(), description="Half", postponed=True,
        user=User.objects.get(username=user),
    ).save()  # fmt: skip


def test_home_counts_my_drafts_and_nobody_elses(anna: Client, dario: Client) -> None:
    """a.6: it leads to the page that lists mine."""
    draft("anna")
    draft("dario")

    assert cues(anna)["My postponed interactions"] == ("1", POSTPONED)
    assert Page(anna.get(POSTPONED)).text.count("Friend of") == 1


def test_who_may_not_finish_drafts_has_no_tile_for_them(bo: Client) -> None:
    """H4: the page would refuse a reader."""
    assert "My postponed interactions" not in cues(bo)


def test_home_counts_series_that_run_out_and_leads_to_just_those(anna: Client) -> None:
    """N2: below the warning number, or none left."""
    before, _url = cues(anna)["Number series running out"]
    for code, ending in (("LOW", "L3"), ("HIGH", "H900")):
        series = NumberSeries(code=code)
        series.save()
        series.lines.model(series=series, starting_no=f"{ending[0]}1", ending_no=ending).save()

    number, url = cues(anna)["Number series running out"]

    assert (int(number), url) == (int(before) + 1, SERIES)
    listed = anna.get(url)
    assert str(listed.context["page"].total) == number
    assert "LOW" in Page(listed).text and "HIGH" not in Page(listed).text
    assert "HIGH" in Page(anna.get("/setup/number-series/?running_out=false")).text


def test_a_tile_of_nothing_stays_in_grey(anna: Client) -> None:
    """Positions never move."""
    html = Page(anna.get("/")).html

    assert f'<a class="tile nothing" href="{POSTPONED}">' in html
    assert html.index("Attention</h2>") < html.index("Failed e-mails") < html.index("My postponed interactions")
