"""What interactions come to, and what the log shows (a.12, P22, P24)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from contacts.interactions import log, marking
from contacts.interactions.models import Interaction, InteractionTemplate
from contacts.interactions.statistics import Figures, figures_of
from crm.kit.context import gesture
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything, template
from tests.screens.conftest import anna, bo  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def some(sort: InteractionTemplate, day: int, **values: object) -> Interaction:
    """An entry of that day in March, with a new person unless said otherwise."""
    contact = values.pop("contact", None) or PersonFactory()
    return log.log(sort, contact, date=date(2026, 3, day), **values)  # type: ignore[arg-type]


def test_what_counts_and_what_was_last() -> None:
    """a.12: canceled ones count for the dates only, postponed ones for nothing, failed ones are attempts."""
    nordlys = CompanyFactory()
    ada = PersonFactory(company=nordlys)
    sort = template(unit_cost=Decimal("2.50"), unit_minutes=10, initiated_by="us")
    theirs = template("THEIRS", initiated_by="them")
    some(sort, 1, contact=nordlys)
    some(sort, 2, contact=ada)
    some(theirs, 4, contact=ada)
    canceled = some(theirs, 5, contact=ada)
    marking.cancel([canceled], canceled=True)
    some(sort, 6, contact=ada, attempt_failed=True)
    some(sort, 9, contact=ada, postponed=True)

    assert figures_of(Interaction.objects.of(nordlys)) == Figures(
        4, Decimal("7.50"), 30, date(2026, 3, 5), date(2026, 3, 6)
    )
    assert figures_of(Interaction.objects.of(ada)).number == 3
    assert figures_of(Interaction.objects.none()) == Figures(0, Decimal(0), 0, None, None)


def test_statistics_within_dates_by_contact_group_and_template(anna: Client) -> None:  # noqa: F811
    """a.12; a company with its people."""
    nordlys = CompanyFactory(no="CO1")
    ada = PersonFactory(company=nordlys)
    call, visit = template("CALL", unit_minutes=5), template("VISIT", unit_minutes=120)
    for sort, day in ((call, 1), (call, 15), (visit, 20)):
        some(sort, day, contact=ada)
    some(visit, 20)

    def minutes(query: str) -> str:
        text = Page(anna.get(f"/interactions/statistics/?{query}")).text
        return text.split("Duration (Min.) ")[1].split()[0]

    queries = ("", "contact=CO1", "contact=CO1&since=2026-03-10", "until=2026-03-14", "group=G-VISIT", "template=CALL")
    assert [minutes(query) for query in queries] == ["250", "130", "125", "5", "240", "10"]


def test_cards_show_the_figures_of_contact_template_and_group(anna: Client) -> None:  # noqa: F811
    nordlys = CompanyFactory()
    some(template("CALL", unit_minutes=7), 3, contact=PersonFactory(company=nordlys))

    for url in (
        f"/contacts/{nordlys.pk}/?boxes=yes",
        "/interactions/lists/interaction-template/CALL/?boxes=yes",
        "/interactions/lists/interaction-group/G-CALL/?boxes=yes",
    ):
        text = Page(anna.get(url)).text
        assert "Duration (Min.) 7 Date of Last Interaction 03/03/2026" in text, url


@pytest.mark.parametrize("url", ["/interactions/lists/interaction-template/", "/interactions/lists/interaction-group/"])
def test_lists_of_codes_count_in_one_statement(url: str, anna: Client, statements: Statements) -> None:  # noqa: F811
    """a.12: however many codes there are."""

    def cost(number: int, first: str) -> int:
        for turn in range(number):
            some(template(f"{first}{turn}"), 1)
        anna.get(url)
        with statements() as told:
            assert Page(anna.get(url)).status == 200
        return len(told)

    assert cost(2, "A") == cost(9, "B")


def test_templates_count_only_what_counts(anna: Client) -> None:  # noqa: F811
    sort = template("CALL", unit_minutes=7)
    marking.cancel([some(sort, 1)], canceled=True)
    some(sort, 2)

    text = Page(anna.get("/interactions/lists/interaction-group/")).text
    assert "G-CALL 1 0.00 7" in text


def test_the_views_of_the_log(anna: Client) -> None:  # noqa: F811
    """P22: all, mine, last 7 days, documents sent, failed attempts, canceled."""
    sort, today = template(), timezone.localdate()
    with gesture(actor=User.objects.get(username="anna")):
        log.log(sort, PersonFactory(), description="Of Anna", date=today)
    some(sort, 1, description="Letter", document_no="SQ1")
    some(sort, 1, description="Failure", attempt_failed=True)
    marking.cancel([some(sort, 1, description="Mistake")], canceled=True)
    log.log(sort, PersonFactory(), description="Just in time", date=today - timedelta(days=6))
    log.log(sort, PersonFactory(), description="Too long ago", date=today - timedelta(days=7))
    page = Page(anna.get("/interactions/"))
    views = [link for link in page.links if link.startswith("?view=")]

    shown = {view.partition("?")[2]: _descriptions(Page(anna.get(f"/interactions/{view}"))) for view in views}

    assert shown == {
        "view=mine": {"Of Anna"},
        "view=recent": {"Of Anna", "Just in time"},
        "view=documents": {"Letter"},
        "view=failed": {"Failure"},
        "view=canceled": {"Mistake"},
    }
    assert len(_descriptions(page)) == 6


def test_the_log_is_filtered_by_contact_with_the_people_of_a_company(anna: Client) -> None:  # noqa: F811
    nordlys = CompanyFactory(no="CO1", name="Nordlys AS")
    sort = template()
    some(sort, 1, contact=nordlys, description="Of Anna")
    some(sort, 1, contact=PersonFactory(no="PE1", name="Ada Rossi", company=nordlys), description="Letter")
    some(sort, 1, description="Failure")

    found = [_descriptions(Page(anna.get(f"/interactions/?contact={typed}"))) for typed in ("co1", "PE1", "rossi")]

    assert found == [{"Of Anna", "Letter"}, {"Letter"}, {"Letter", "Failure"}]


def test_the_log_has_times_without_seconds_and_costs_the_same_for_many(
    anna: Client,  # noqa: F811
    statements: Statements,
) -> None:
    """P22."""

    def cost(number: int) -> int:
        for turn in range(number):
            some(template(f"T{number}-{turn}"), 1, time="09:30:45")
        anna.get("/interactions/")
        with statements() as told:
            text = Page(anna.get("/interactions/")).text
        assert "09:30" in text and "09:30:45" not in text
        return len(told)

    assert cost(3) == cost(30)


def test_the_card_of_a_contact_costs_the_same_for_many(anna: Client, statements: Statements) -> None:  # noqa: F811
    nordlys = CompanyFactory()

    def cost(number: int) -> int:
        for turn in range(number):
            entry = some(template(f"T{number}-{turn}"), 1 + turn, contact=PersonFactory(company=nordlys))
            marking.comment([entry], f"Note {turn}")
        anna.get(f"/contacts/{nordlys.pk}/")
        with statements() as told:
            text = Page(anna.get(f"/contacts/{nordlys.pk}/")).text
        assert "Note 1" in text
        return len(told)

    assert cost(2) == cost(8)


def test_the_timeline_is_newest_first(anna: Client) -> None:  # noqa: F811
    nordlys = CompanyFactory()
    sort = template()
    for day in (2, 3, 1):
        some(sort, day, contact=nordlys, description=f"Day {day}")

    text = Page(anna.get(f"/contacts/{nordlys.pk}/")).text

    places = [text.index(f"Day {day}") for day in (3, 2, 1)]
    assert places == sorted(places)


def test_the_setup_says_what_is_recorded_and_what_is_not(anna: Client) -> None:  # noqa: F811
    """P24."""
    setup = record_everything(template("SENT"))
    setup.sales_order = None
    setup.save()

    page = Page(anna.get("/interactions/interaction-setup/1/"))

    assert "Sales Quotes are recorded as “Sent interaction”." in page.text
    assert "Sales Order Confirmations are not recorded." in page.text
    assert page.text.count("Not recorded") == 1
    assert not [link for link in page.links if link.startswith("mailto:")]


def test_an_empty_log_leads_to_the_setup(anna: Client) -> None:  # noqa: F811
    page = Page(anna.get("/interactions/"))

    assert "Nothing is recorded by itself yet." in page.text
    assert "/interactions/interaction-setup/" in page.links


def test_groups_and_templates_are_made_on_their_screens(anna: Client) -> None:  # noqa: F811
    """P24."""
    for kind, typed in (
        ("group", {"code": "phone", "description": "Calls"}),
        ("template", {"code": "out", "description": "Outgoing", "group": "PHONE", "unit_cost": "1.50"}),
    ):
        url = f"/interactions/lists/interaction-{kind}/new/"
        anna.post(url, Page(anna.get(url)).with_typed(**typed))

    made = InteractionTemplate.objects.get()
    assert (made.code, made.group_id, made.unit_cost) == ("OUT", "PHONE", Decimal("1.50"))


def _descriptions(page: Page) -> set[str]:
    known = ("Of Anna", "Letter", "Failure", "Mistake", "Just in time", "Too long ago")
    return {text.strip() for text in page.texts} & set(known)
