"""The page of differences: what it lists, filters, exports (P21), and that it stays cheap."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contacts.links.accepting import accept
from contacts.links.linking import pause
from crm.kit.addresses import card_url
from setup.models import Direction, FieldPolicy
from tests.conftest import Statements
from tests.factories.partners import Firm, firm
from tests.links.drifting import raw, relation_of
from tests.links_screens.pages import Browser, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """In Bergen; its customer and its vendor say otherwise."""
    made = firm(no="CT1", name="Nordlys AS", city="Bergen", phone_no="1")
    raw(made.customer, city="Oslo", phone_no="2")
    raw(made.vendor, city="Hamar")
    return made


def shown(page: Page) -> set[str]:
    """The pairs that the page has a button for."""
    return {part.split('"')[0] for part in page.source.split('href="/links/differences/')[1:] if part[0].isdecimal()}


def pages_of(*partners: Any) -> set[str]:
    """What ``shown`` says of the links of ``partners``."""
    return {f"{relation_of(partner).pk}/" for partner in partners}


def test_every_pair_that_differs_is_listed_with_both_values(nordlys: Firm, anna: Browser) -> None:
    """And which side is newer, as far as the history knows."""
    page = anna.open("links-differences")

    assert "Differences (2)" in page.text
    assert "City Bergen ≠ Oslo the linked record is newer · written past the program" in page.text
    assert shown(page) == pages_of(nordlys.customer, nordlys.vendor)
    assert page.has_link(card_url(nordlys.contact)) and page.has_link(card_url(nordlys.vendor))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=vendor", "vendor"),
        ("?field=phone_no", "customer"),
        ("?link=paused", "vendor"),
        ("?link=live", "customer"),
        ("?show=accepted", "bank"),
        ("?kind=nonsense", ""),
    ],
)
def test_filters_narrow_it(nordlys: Firm, anna: Browser, query: str, found: str) -> None:
    """By kind, by field, by paused or live link, and what was accepted."""
    pause(relation_of(nordlys.vendor))
    raw(nordlys.bank, name="Nordlys Bank")
    accept(relation_of(nordlys.bank), ["name"], "The account is theirs.")

    page = anna.open("links-differences", query=query)

    assert shown(page) == (pages_of(getattr(nordlys, found)) if found else set())
    assert ("The account is theirs." in page.text) == (found == "bank")
    assert page.has_link(reverse("links-differences"))


@pytest.mark.parametrize(
    ("days", "found"), [(0, {"day", "week", "month"}), (5, {"week", "month"}), (20, {"month"}), (90, {"older"})]
)
def test_pairs_are_narrowed_by_when_they_were_changed(anna: Browser, days: int, found: set[str]) -> None:
    """P21, age: the later one of both sides counts; what is settled at once is the same."""
    made, at = firm(city="Bergen"), timezone.now() - timedelta(days=days)
    for record in (made.contact, made.customer):
        raw(record, modified_at=at - timedelta(days=200) if record is made.contact else at)
    raw(made.customer, city="Oslo")

    for age in ("day", "week", "month", "older", "nonsense"):
        expected = pages_of(made.customer) if age in (*found, "nonsense") else set()
        assert shown(anna.open("links-differences", query=f"?age={age}")) == expected
        rule = {"rule": "contact", "scope": "all", "age": age}
        preview = Page(anna.client.post(reverse("links-differences-repair"), rule))
        assert ("Values to write 1" in preview.text) == bool(expected)
        lines = anna.client.get(reverse("links-differences-export") + f"?age={age}").getvalue().splitlines()
        assert len(lines) == 1 + bool(expected)


def test_it_says_when_values_went_over_the_link_last(nordlys: Firm, anna: Browser) -> None:
    """P21: as the history knows it; raw SQL is no synchronization."""
    with time_machine.travel("2030-05-06 10:00", tick=False):
        nordlys.contact.fax_no = "7"
        nordlys.contact.save()
    page = anna.open("links-differences")

    assert "Last synchronized" in page.text and page.text.count("06/05/2030") == 2


def test_where_all_agree_it_says_so(anna: Browser) -> None:
    """P21: no dead end, and no difference that policy wants."""
    made = firm(city="Bergen")
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    raw(made.customer, city="Oslo")

    page = anna.open("links-differences")

    assert "Contacts and linked records agree." in page.text


def test_the_file_has_a_line_for_each_field(nordlys: Firm, anna: Browser) -> None:
    """What the list shows, filters included."""
    whole = anna.client.get(reverse("links-differences-export"))
    some = anna.client.get(reverse("links-differences-export") + "?kind=vendor")

    rows, vendors = (
        list(csv.reader(b"".join(one.streaming_content).decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]
        for one in (whole, some)
    )
    assert [row[6] for row in rows] == ["Field", "City", "Phone No.", "City"]
    assert (rows[1][1], rows[1][7], rows[1][8], rows[1][9]) == ("CT1", "Bergen", "Oslo", "the linked record is newer")
    assert len(vendors) == 2


def test_one_sees_the_kinds_one_may_see(nordlys: Firm, bo: Browser, cleo: Browser) -> None:
    """Bo may look but settles nothing; Cleo settles customers only (permission checked on open, N19)."""
    vendor = relation_of(nordlys.vendor).pk

    page, one = bo.open("links-differences"), bo.open("links-difference", vendor)
    hers = cleo.open("links-differences")

    assert 'id="bulk"' not in page.source and 'name="pick"' not in page.source
    assert 'data-live="button"' not in one.source and "Accept the difference" not in one.text
    assert hers.source.count('name="pick"') == 1
    assert bo.send(one, reverse("links-difference-save", args=[vendor])).status == 403
    assert cleo.client.post(reverse("links-accept", args=[vendor])).status_code == 403


def test_the_page_asks_no_more_for_more(anna: Browser, statements: Statements) -> None:
    """Performance: a scan for each kind and a few queries, at two sizes."""
    counts = []
    for number in (1, 12):
        for _ in range(number):
            made = firm(city="Bergen")
            for partner in (made.customer, made.vendor, made.bank):
                raw(partner, city="Oslo")
        anna.open("links-differences")
        with statements() as asked:
            anna.open("links-differences")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 19, counts


def test_long_lists_have_pages(nordlys: Firm, anna: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The filters stay in the address of the next page; a page that is not there is the last one."""
    monkeypatch.setattr("contacts.links.differences.PER_PAGE", 1)

    first = anna.open("links-differences", query="?field=city")
    last = anna.open("links-differences", query="?field=city&page=99")

    assert "1–1 of 2" in first.text and first.has_link("?field=city&page=2")
    assert (shown(first), shown(last)) == (pages_of(nordlys.customer), pages_of(nordlys.vendor))


def test_home_counts_what_is_out_of_sync(nordlys: Firm, anna: Browser) -> None:
    """P01: the cue leads to the list."""
    page = anna.get("/")

    assert "Out of Sync 2" in page.text
    assert page.has_link(reverse("links-differences"))
