"""Many differences settled by a rule: previewed, checked again, written as one change set, undone (F5.5)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from contacts.links.accepting import accept
from contacts.links.drift import count_drift
from contacts.links.linking import pause
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import Cause
from tests.conftest import Statements
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, raw, relation_of
from tests.links_screens.pages import Browser, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def firms() -> list[Firm]:
    """Three in Bergen, whose customers say Oslo."""
    made = [firm(no=f"CT{number}", city="Bergen") for number in range(3)]
    for one in made:
        raw(one.customer, city="Oslo")
    return made


def asked(browser: Browser, rule: str, *picked: Firm, **more: Any) -> Page:
    """The preview for the customers of ``picked``, or for all that the filters show."""
    scope = (
        {"scope": "ticked", "pick": [relation_of(one.customer).pk for one in picked]} if picked else {"scope": "all"}
    )
    url = reverse("links-differences-repair")
    return Page(browser.client.post(url, {"rule": rule, **scope, **more}))


def confirmed(browser: Browser, page: Page, *picked: Firm, **more: Any) -> Page:
    """What the button of the preview leads to."""
    sent = page.form | {"pick": [relation_of(one.customer).pk for one in picked]} | more
    return Page(browser.client.post(page.url, sent, follow=True))


def test_ticked_pairs_are_previewed_and_then_written_as_one_change_set(firms: list[Firm], anna: Browser) -> None:
    """Old → new first, nothing written; then all of it, once, and undone as one."""
    page = asked(anna, "contact", *firms[:2])
    before = count_drift()
    done = confirmed(anna, page, *firms[:2])
    again = confirmed(anna, page, *firms[:2])

    assert "Values to write 2" in page.text and "City Oslo Bergen" in page.text and "Write 2 values" in page.text
    assert (before, count_drift(), [cities(one)[1] for one in firms]) == (3, 1, ["Bergen", "Bergen", "Oslo"])
    assert done.url == again.url and "What was written (2)" in done.text
    (change_set,) = set(Change.objects.filter(cause=Cause.REPAIRED).values_list("change_set", flat=True))
    assert done.has_link(f"{reverse('undo', args=[change_set])}?next={reverse('links-differences')}")
    undo(change_set)
    assert count_drift() == 3


def test_all_that_the_filters_show_is_settled(firms: list[Firm], anna: Browser) -> None:
    """And nothing else."""
    raw(firms[0].customer, phone_no="7")
    raw(firms[0].vendor, city="Hamar")

    page = asked(anna, "contact", kind="customer", field="city")
    assert page.has_link(f"{reverse('links-differences-export')}?kind=customer&field=city")
    done = confirmed(anna, page)

    assert "Differences settled" in done.text
    assert [cities(one)[:3] for one in firms] == [["Bergen", "Bergen", "Hamar"], *[["Bergen"] * 3] * 2]
    assert firms[0].customer.phone_no == "7"


def test_what_is_left_is_named_with_its_reason(firms: list[Firm], anna: Browser) -> None:
    """Paused, accepted; a value that the contact lacks goes on to its other partners."""
    pause(relation_of(firms[0].customer))
    raw(firms[1].customer, phone_no="7")
    accept(relation_of(firms[1].customer), ["city"], "Invoices go to Oslo.")

    page = asked(anna, "contact")

    assert "Differences left 2" in page.text and "Values to write 4" in page.text
    assert "The link is paused." in page.text and "The difference was accepted." in page.text


def test_what_changed_meanwhile_is_shown_again_and_nothing_written(firms: list[Firm], anna: Browser) -> None:
    """R2: only what was seen."""
    page = asked(anna, "contact", *firms)
    raw(firms[0].customer, city="Hamar")

    again = confirmed(anna, page, *firms)

    assert (again.status, count_drift()) == (409, 3)
    assert "Something changed meanwhile." in again.text and "City Hamar Bergen" in again.text


def test_nothing_ticked_is_refused(firms: list[Firm], anna: Browser) -> None:
    """With the way out."""
    page = Page(anna.client.post(reverse("links-differences-repair"), {"rule": "contact", "scope": "ticked"}))

    assert "Tick the rows" in page.text and "Write" not in page.text
    assert page.has_link(reverse("links-differences"))


def test_only_who_may_write_both_sides_settles(firms: list[Firm], bo: Browser, cleo: Browser) -> None:
    """Cleo sells: customers she may, vendors she may not; of all, hers are taken."""
    raw(firms[0].vendor, city="Hamar")
    vendor = {"scope": "ticked", "pick": [relation_of(firms[0].vendor).pk]}

    assert Page(bo.client.post(reverse("links-differences-repair"), {"scope": "all"})).status == 403
    assert Page(cleo.client.post(reverse("links-differences-repair"), vendor)).status == 403
    assert "Values to write 3" in asked(cleo, "contact").text


def test_the_preview_asks_no_more_for_more(anna: Browser, statements: Statements) -> None:
    """Performance at two sizes."""
    counts = []
    for number in (1, 9):
        for _ in range(number):
            raw(firm(city="Bergen").customer, city="Oslo")
        asked(anna, "contact")
        with statements() as found:
            asked(anna, "contact")
        counts.append(len(found))

    assert counts[0] == counts[1] <= 22, counts
