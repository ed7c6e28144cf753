"""Ticked records brought in step from their list: which differ, by which rule, what it writes (P10, F5, R2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from contacts.links.linking import pause
from contacts.models import Contact
from crm.kit.addresses import page_url
from partners.models import Customer
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm, firm
from tests.links.drifting import raw, relation_of
from tests.links_screens.pages import Browser, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]

REPAIR = reverse("links-differences-repair")


def torn(no: str = "CT1") -> Firm:
    """A firm in Bergen whose customer says Oslo."""
    made = firm(no=no, city="Bergen")
    raw(made.customer, city="Oslo")
    return made


def picked(browser: Browser, *records: Any) -> Page:
    """The page after ticking ``records`` in their list."""
    return browser.get(f"{page_url(type(records[0]), 'synchronize')}?{'&'.join(f'pick={one.pk}' for one in records)}")


def test_the_ticked_ones_that_differ_are_settled_and_the_others_stay(anna: Browser) -> None:
    """Given three firms of which two differ, when one of those is ticked, then the rule writes to that one only."""
    one, other, whole = torn("CT1"), torn("CT2"), firm(no="CT3")
    page = picked(anna, one.contact, whole.contact)
    assert "2 records were chosen." in page.text and "1 linked pair differs" in page.text

    preview = anna.send(page, REPAIR, rule="contact")
    assert "Write 1 value" in preview.text and Customer.objects.filter(city="Oslo").count() == 2
    anna.send(preview, REPAIR)

    one.customer.refresh_from_db()
    other.customer.refresh_from_db()
    assert (one.customer.city, other.customer.city) == ("Bergen", "Oslo")


def test_it_starts_from_a_list_of_partners_too(anna: Browser) -> None:
    one = torn()

    assert "1 linked pair differs" in picked(anna, one.customer).text


def test_where_none_differs_it_says_so_above_the_list(anna: Browser) -> None:
    """Neither a contact without a link nor a paused link is brought in step."""
    resting = torn()
    pause(relation_of(resting.customer))

    answer = picked(anna, CompanyFactory(), resting.contact).response

    assert answer["Location"] == page_url(Contact, "list")
    assert "Of the chosen records, none differs from what it is linked with." in anna.get(answer["Location"]).text


def test_who_may_not_write_is_told_what_is_missing(bo: Browser) -> None:
    one = torn()

    assert picked(bo, one.contact).response.status_code == 403


@pytest.mark.parametrize("count", [2, 20])
def test_it_asks_no_more_for_more(anna: Browser, statements: Statements, count: int) -> None:
    made = [torn(f"CT{number}") for number in range(count)]
    picked(anna, made[0].customer)

    with statements() as sent:
        picked(anna, *(one.contact for one in made))

    assert len(sent) <= 18, sent
    assert Customer.objects.filter(city="Oslo").count() == count
