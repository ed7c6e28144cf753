"""Contacts from many partners, and many differences, in the background: counted, interrupted, at once (F3, F5.5)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from contacts.links.drift import count_drift
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.jobs import running
from crm.jobs.models import Job, State
from setup.numbering.models import NumberSeriesLine
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm, alone, firm, linked
from tests.links.drifting import cities, raw
from tests.links_screens.pages import Browser, Page
from tests.links_screens.test_contacts_from import customers
from tests.links_screens.test_settling import asked, confirmed
from tests.mail.conftest import WorkOff, work_off

__all__ = ["work_off"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture(autouse=True)
def _small(monkeypatch: Any) -> None:
    """Two are too many to wait for; pieces are of two."""
    monkeypatch.setattr("crm.jobs.running.PAUSE", 0)
    monkeypatch.setattr("contacts.links.screens.contacts_from.AT_ONCE", 2)
    monkeypatch.setattr("contacts.links.creating_job.STEP", 2)
    monkeypatch.setattr("contacts.links.settlement.MOST", 2)
    monkeypatch.setattr("contacts.links.settling_job.STEP", 2)


def started(browser: Browser, **typed: str) -> tuple[Page, Job]:
    """The page that follows the button of F3, and the job."""
    page = browser.send(browser.open("links-contacts-from", "customer"), **typed)
    return page, Job.objects.latest("pk")


def test_contacts_of_many_customers_are_made_in_pieces_and_shown_as_ever(anna: Browser, work_off: WorkOff) -> None:
    """F3: counted progress, one change set, and the page of the result."""
    customers(5)
    page, job = started(anna)
    assert page.url == f"/jobs/{job.pk}/" and "0 of 5 records" in page.text
    assert not Contact.objects.exists()

    running.step(job.pk, job.turn)
    assert "2 of 5 records · 40 %" in anna.get(page.url).text
    work_off()

    page = anna.get(page.url)
    assert "5 of 5 records · 100 %" in page.text
    result = reverse("links-contacts-made", args=["customer", job.change_set])
    assert page.has_link(result)
    done = anna.get(result)
    assert "Created 5" in done.text and "Contacts created (5)" in done.text and "Elettra" in done.text
    assert done.has_link(reverse("undo", args=[job.change_set]))
    assert Change.objects.in_set(job.change_set).filter(model="contacts.contact", actor_name="anna").count() == 5


def test_duplicates_are_linked_or_left_out_as_decided(anna: Browser, work_off: WorkOff) -> None:
    customers(2)
    pairs = {}
    for name in ("Gardena Legno", "Hotel Aurora"):
        pairs[name] = (CompanyFactory(name=name), alone(CustomerFactory, name=name))

    _page, job = started(anna, **{f"row-{pairs['Hotel Aurora'][1].pk}": "link"})
    work_off()

    links = ContactBusinessRelation.objects
    assert links.filter(contact=pairs["Hotel Aurora"][0], customer=pairs["Hotel Aurora"][1]).exists()
    assert (links.count(), Contact.objects.count()) == (3, 4)
    done = anna.open("links-contacts-made", "customer", job.change_set)
    assert "Created 2" in done.text and "Linked 1" in done.text and "Left out 1" in done.text


def test_a_pair_that_cannot_be_linked_keeps_nothing_else_from_it(anna: Browser, work_off: WorkOff) -> None:
    """The others of its piece stay."""
    pairs = [(CompanyFactory(name=name), alone(CustomerFactory, name=name)) for name in ("Gardena", "Aurora", "Etna")]
    _page, job = started(anna, rule="link")
    linked(pairs[0][0], alone(CustomerFactory, name="Another"))

    work_off()

    done = anna.open("links-contacts-made", "customer", job.change_set)
    assert "Linked 2" in done.text and "Refused 1" in done.text and pairs[0][1].title in done.text


def test_a_series_that_ends_stops_it_and_a_longer_one_lets_it_go_on(anna: Browser, work_off: WorkOff) -> None:
    """F3.3: what was made stays, the reason is said, and nothing is made twice."""
    customers(5)
    lines = NumberSeriesLine._base_manager.filter(series="CT")
    lines.update(ending_no="CT00003")
    page, job = started(anna)
    work_off()

    stopped = anna.get(page.url)
    assert "Number series CT has no numbers left" in stopped.text and "3 of 5 records" in stopped.text
    assert 'name="continue"' in stopped.source and stopped.has_link("/setup/number-series/CT/")
    lines.update(ending_no="")
    anna.client.post(page.url, {"continue": "yes"})
    work_off()

    assert Contact.objects.count() == ContactBusinessRelation.objects.count() == 5
    assert Job.objects.get(pk=job.pk).state == State.DONE


def test_only_what_the_list_showed_and_nobody_who_came_later(anna: Browser, work_off: WorkOff) -> None:
    """R2."""
    customers(3, city="Roma")
    alone(CustomerFactory, name="Elsewhere", city="Milano")
    url = reverse("links-contacts-from", args=["customer"]) + "?city=Roma"
    anna.send(anna.get(url), url)
    alone(CustomerFactory, name="Late", city="Roma")

    work_off()

    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Abaco", "Borgo Antico", "Castello"]


def test_two_people_who_begin_at_once_make_nothing_twice(anna: Browser, cleo: Browser, work_off: WorkOff) -> None:
    """Turn by turn."""
    customers(5)
    jobs = [started(browser)[1] for browser in (anna, cleo)]

    for _ in range(2):
        for job in jobs:
            running.step(job.pk, job.turn)
    work_off()

    assert Contact.objects.count() == ContactBusinessRelation.objects.count() == 5
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


def test_sent_twice_it_is_one_job(anna: Browser) -> None:
    """N1."""
    customers(3)
    page = anna.open("links-contacts-from", "customer")

    first, second = anna.send(page), anna.send(page)

    assert first.url == second.url
    assert Job.objects.count() == 1


@pytest.fixture
def firms() -> list[Firm]:
    """Five in Bergen, whose customers say Oslo."""
    made = [firm(no=f"CT{number}", city="Bergen") for number in range(5)]
    for one in made:
        raw(one.customer, city="Oslo")
    return made


def test_many_differences_are_settled_in_pieces(firms: list[Firm], anna: Browser, work_off: WorkOff) -> None:
    """F5.5: previewed, counted, one change set, what was left with its reason."""
    preview = asked(anna, "contact")
    assert "Settle 5 pairs in the background" in preview.text and "Values to write 5" in preview.text

    page = confirmed(anna, preview)
    job = Job.objects.get()
    assert page.url == f"/jobs/{job.pk}/"
    running.step(job.pk, job.turn)
    assert count_drift() == 3 and "2 of 5 linked pairs" in anna.get(page.url).text
    work_off()

    assert (count_drift(), [cities(one)[1] for one in firms]) == (0, ["Bergen"] * 5)
    done = anna.open("links-differences-settled", job.change_set)
    assert "What was written (5)" in done.text and "City 5" in done.text
    assert set(Change.objects.filter(cause="repaired").values_list("change_set", "actor_name")) == {
        (job.change_set, "anna")
    }


def test_the_newest_wins_in_the_background_too(firms: list[Firm], anna: Browser, work_off: WorkOff) -> None:
    confirmed(anna, asked(anna, "newest"))

    work_off()

    assert (count_drift(), [cities(one)[0] for one in firms]) == (0, ["Oslo"] * 5)


def test_what_is_left_is_counted_with_its_reason(firms: list[Firm], anna: Browser, work_off: WorkOff) -> None:
    """Ruling 11: vendors and banks say otherwise."""
    confirmed(anna, asked(anna, "partner"))

    work_off()

    job = Job.objects.get()
    assert (count_drift(), job.state) == (5, State.DONE)
    done = anna.open("links-differences-settled", job.change_set)
    assert "City Other partners of this contact say otherwise; name the one that is right. 5" in done.text


def test_of_very_many_the_preview_counts_what_differs(
    firms: list[Firm], anna: Browser, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F5.5: by field, and how it begins; what changes before the button is shown again (R2)."""
    monkeypatch.setattr("contacts.links.settlement.EXACT", 3)
    raw(firms[0].vendor, phone_no="7")
    page = asked(anna, "contact")
    assert "Linked pairs that differ 6" in page.text and "Customer City 5" in page.text
    assert "Vendor Phone No. 1" in page.text and "City Oslo Bergen" in page.text

    raw(firms[1].vendor, phone_no="7")
    again = confirmed(anna, page)
    assert again.status == 409 and not Job.objects.exists()
    confirmed(anna, asked(anna, "contact"))
    work_off()

    assert count_drift() == 0


def test_two_who_settle_at_once_write_nothing_twice(
    firms: list[Firm], anna: Browser, cleo: Browser, work_off: WorkOff
) -> None:
    for browser in (anna, cleo):
        confirmed(browser, asked(browser, "contact", kind="customer"))
    jobs = Job.objects.order_by("pk")

    for _ in range(3):
        for job in jobs:
            running.step(job.pk, job.turn)

    assert count_drift() == 0
    assert Change.objects.filter(cause="repaired").count() == 5
    assert {job.state for job in jobs.all()} == {State.DONE}


def test_a_piece_costs_the_same_wherever_it_is(firms: list[Firm], statements: Statements, anna: Browser) -> None:
    """Neither what is done nor what is left is read again."""
    customers(5)
    for number in range(4):
        alone(CustomerFactory, name=f"{'abcd'[number] * 8} {number * 7919}")
    _page, making = started(anna)
    confirmed(anna, asked(anna, "contact"))
    settling = Job.objects.latest("pk")

    for job in (making, settling):
        counts = []
        for _ in range(2):
            with statements() as sent:
                running.step(job.pk, job.turn)
            counts.append(len(sent))
        assert counts[0] == counts[1], (job.kind, counts)


def test_who_left_meanwhile_settles_nothing(firms: list[Firm], anna: Browser, work_off: WorkOff) -> None:
    """H4."""
    confirmed(anna, asked(anna, "contact"))
    User.objects.get(username="anna").groups.clear()

    work_off()

    assert count_drift() == 5
    assert Job.objects.get().problem.endswith("Ask an administrator.")
