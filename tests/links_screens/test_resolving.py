"""The differences of one pair, settled field by field, accepted, taken back (F5)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.links.drift import count_drift
from contacts.links.linking import pause
from crm.history.models import Change
from crm.kit.context import Cause
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, raw, relation_of
from tests.links_screens.pages import Browser, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """In Bergen; its customer says Oslo and another number, and has no e-mail address."""
    made = firm(no="CT1", name="Nordlys AS", city="Bergen", phone_no="47 1230", email="a@nordlys.no")
    raw(made.customer, city="Oslo", phone_no="47 1231", email="")
    return made


def opened(browser: Browser, made: Firm, query: str = "") -> Page:
    """The page of the customer's link."""
    return browser.open("links-difference", relation_of(made.customer).pk, query=query)


def send(browser: Browser, page: Page, **typed: str) -> Page:
    """The choices of ``page`` sent."""
    return browser.send(page, f"{page.url.removesuffix('save/')}save/", **typed)


def test_what_is_newer_is_chosen_and_blanks_never_win(nordlys: Firm, anna: Browser) -> None:
    """F5, L2: both values with what the history knows of them, and the characters that differ underlined."""
    page = opened(anna, nordlys)

    assert {page.form[f"field-{name}"] for name in ("city", "phone_no")} == {"partner"}
    assert page.form["field-email"] == "contact"
    assert 'class="differs">1</u>' in page.source
    assert "Only differences (3 of 26)" in page.text
    assert "newer · written past the program since" in page.text


def test_each_field_is_settled_as_chosen(nordlys: Firm, anna: Browser) -> None:
    """One field each way, one left; the contact's other partners and its people follow like after any save."""
    person = PersonFactory(name="Ada", company=nordlys.contact)
    page = opened(anna, nordlys)

    after = send(anna, page, field__city="partner", field__phone_no="leave", field__email="contact")

    assert cities(nordlys) == ["Oslo"] * 4
    person.refresh_from_db()
    assert (nordlys.customer.phone_no, nordlys.customer.email, person.city) == ("47 1231", "a@nordlys.no", "Oslo")
    assert (after.url, after.text.count("values were written:")) == (page.url, 1)
    assert set(Change.objects.in_set(Change.objects.latest("pk").change_set).values_list("cause", flat=True)) == {
        Cause.REPAIRED,
        Cause.INHERITED,
    }


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [
        ("contact", ("contact", "contact", "contact")),
        ("partner", ("partner", "partner", "contact")),
        ("newest", ("partner", "partner", "contact")),
    ],
)
def test_a_rule_chooses_for_all_fields(nordlys: Firm, anna: Browser, rule: str, chosen: tuple[str, str, str]) -> None:
    """3.6: keep all of one side is a shortcut, and works without JavaScript."""
    page = opened(anna, nordlys, f"?keep={rule}")

    assert tuple(page.form[f"field-{name}"] for name in ("city", "phone_no", "email")) == chosen


def test_another_choice_is_previewed(nordlys: Firm, anna: Browser) -> None:
    """The records that would be written are named and counted before the button."""
    page = opened(anna, nordlys, "?keep=contact")

    again = send(anna, page, field__city="partner", preview="yes")

    assert "3 values will be written to Customer" in page.text
    assert "1 value will be written to Contact CT1. 2 values will be written to Customer" in again.text
    assert f"Will also update: Vendor {nordlys.vendor.title}" in again.text
    assert count_drift() == 1


def test_what_changed_meanwhile_is_shown_and_nothing_saved(nordlys: Firm, anna: Browser) -> None:
    """H3: marked, and no longer chosen."""
    page = opened(anna, nordlys)
    raw(nordlys.customer, city="Hamar")

    again = send(anna, page)

    assert (again.status, cities(nordlys)[:2]) == (409, ["Bergen", "Hamar"])
    assert "changed meanwhile" in again.text and "was: Oslo" in again.text
    assert again.form["field-city"] == "leave"


def test_sent_twice_it_is_written_once(nordlys: Firm, anna: Browser) -> None:
    """N1."""
    page = opened(anna, nordlys)

    first, second = send(anna, page), send(anna, page)

    assert (first.url, second.url) == (page.url, page.url)
    assert Change.objects.filter(cause=Cause.REPAIRED, model="partners.customer").count() == 1


def test_nothing_chosen_says_so(nordlys: Firm, anna: Browser) -> None:
    """No button without effect."""
    page = opened(anna, nordlys)

    again = send(anna, page, field__city="leave", field__phone_no="leave", field__email="leave")

    assert "Choose whose value is kept for at least one field." in again.text


def test_a_paused_link_is_resumed_first(nordlys: Firm, anna: Browser) -> None:
    """S5: nothing is chosen, and the way out is here."""
    pause(relation_of(nordlys.customer))

    page = opened(anna, nordlys)

    assert "Resume it, then settle what differs." in page.text
    assert 'type="radio"' not in page.source


def test_a_difference_is_accepted_with_a_reason_and_taken_back(nordlys: Firm, anna: Browser) -> None:
    """F5.6."""
    page = opened(anna, nordlys)
    url = reverse("links-accept", args=[relation_of(nordlys.customer).pk])
    ticked = {"accept": ["city"], "token": "a"}

    refused = Page(anna.client.post(url, {**ticked, "reason": ""}, follow=True))
    done = Page(anna.client.post(url, {**ticked, "reason": "Invoices go to Oslo."}, follow=True))
    back = Page(anna.client.post(url, {"back": "city", "token": "b"}, follow=True))

    assert "Say why the difference is accepted." in refused.text
    assert "Accepted: City." in done.text and "Bergen Oslo Invoices go to Oslo. anna" in done.text
    assert "field-city" not in done.form and "field-city" in page.form and "field-city" in back.form


def test_a_link_that_is_gone_is_not_found(nordlys: Firm, anna: Browser) -> None:
    """N7."""
    page = opened(anna, nordlys)
    relation_of(nordlys.customer).delete()

    assert (anna.get(page.url).status, send(anna, page).status) == (404, 404)


def test_the_page_asks_no_more_for_more_fields(nordlys: Firm, anna: Browser, statements: Statements) -> None:
    """Performance: whatever differs, and however many people follow."""
    counts = []
    for more in ({}, {"address": "1", "post_code": "2", "home_page": "3", "fax_no": "4"}):
        for number in range(len(more) + 1):
            PersonFactory(name=f"P{number}", company=nordlys.contact)
        raw(nordlys.customer, **more)
        opened(anna, nordlys)
        with statements() as asked:
            opened(anna, nordlys)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 18, counts
