"""The table of field policies: what a change means first, then the change (S5)."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from contacts.links.drift import count_drift
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.addresses import page_url
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.partners import firm
from tests.links.drifting import raw
from tests.links_screens.pages import Browser, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def chosen(page: Page) -> dict[str, str]:
    """What the fields and tables of the page hold."""
    selects = re.findall(r'<select name="([^"]+)"(.*?)</select>', page.source, re.DOTALL)
    held = {name: re.findall(r'value="([^"]+)" selected', body)[0] for name, body in selects}
    return {name: html.unescape(value) for name, value in (page.form | held).items()}


def send(browser: Browser, page: Page, **typed: str) -> Page:
    """The table sent, with other choices."""
    values = chosen(page) | {name.replace("__", "-"): value for name, value in typed.items()}
    return Page(browser.client.post(page.url, values, follow=True))


def test_every_shared_field_of_every_kind_can_be_narrowed(anna: Browser) -> None:
    """The declaration is what is offered: 26, 24 and 20 cells."""
    page = anna.open("links-policies")

    cells = [name.partition("-")[0] for name in chosen(page)]
    assert [cells.count(kind) for kind in ("customer", "vendor", "bank_account")] == [26, 24, 20]


def test_a_change_is_previewed_counted_and_then_made(anna: Browser) -> None:
    """From now on …, and how many differences no longer count; one change set, to be undone."""
    raw(firm(city="Bergen").customer, city="Oslo")
    page = anna.open("links-policies")

    preview = send(anna, page, customer__city="never", vendor__email="to_partner")
    before = FieldPolicy.objects.count()
    done = send(anna, preview, confirm="yes")

    assert "Customer · City : Both ways → Never – From now on each card keeps its own value." in preview.text
    assert "1 existing difference no longer counts." in preview.text
    assert (before, FieldPolicy.objects.count(), count_drift()) == (0, 2, 0)
    assert "2 rules were changed." in done.text
    undo(Change.objects.latest("pk").change_set)
    assert (FieldPolicy.objects.count(), count_drift()) == (0, 1)


def test_widening_tells_what_will_count(anna: Browser) -> None:
    """Both ways needs no row."""
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    raw(firm(city="Bergen").customer, city="Oslo")
    page = anna.open("links-policies")

    preview = send(anna, page, customer__city="both")
    send(anna, preview, confirm="yes")

    assert "1 pair that differs will count as a difference." in preview.text
    assert (FieldPolicy.objects.count(), count_drift()) == (0, 1)


def test_nothing_is_saved_that_was_not_shown(anna: Browser) -> None:
    """R2, H3: another choice is previewed first, and so are rules that somebody changed meanwhile."""
    page = anna.open("links-policies")

    unseen = send(anna, page, customer__city="never", confirm="yes")
    FieldPolicy(kind="vendor", field="city", direction=Direction.NEVER).save()
    late = send(anna, unseen, confirm="yes")

    assert "What changes" in unseen.text
    assert (late.status, FieldPolicy.objects.count()) == (409, 1)
    assert "Somebody changed these rules meanwhile." in late.text


def test_it_is_for_administrators_and_found_from_the_settings(anna: Browser, bo: Browser, cleo: Browser) -> None:
    """R6."""
    url = reverse("links-policies")

    assert anna.get(page_url(FieldPolicy, "list")).has_link(url)
    assert anna.get(page_url(MarketingSetup, "card", 1)).has_link(url)
    assert (bo.get(url).status, cleo.get(url).status) == (403, 403)


def test_the_preview_asks_once_for_each_kind(anna: Browser, statements: Statements) -> None:
    """Performance: however many fields change and pairs differ."""
    page = anna.open("links-policies")
    counts = []
    for fields in (("city",), ("city", "phone_no", "email", "address")):
        raw(firm(city="Bergen").customer, city="Oslo")
        values = chosen(page) | {f"customer-{name}": "never" for name in fields}
        anna.client.post(page.url, values)
        with statements() as asked:
            anna.client.post(page.url, values)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12, counts
