"""The notice after a change leads to all that was changed, and takes it back with one click (H2, M02, N11)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm, alone
from tests.screens.conftest import anna, bo, browser, member, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

OFFER = re.compile(r'<form method="post" action="(/history/undo/[^"]+)">(.*?)</form>', re.S)
EDIT = "/partners/customers/{}/edit/"


def saved(client: Client, url: str, **typed: str) -> Page:
    """The page after these values were typed into the form at ``url``."""
    return Page(client.post(url, Page(client.get(url)).with_typed(**typed), follow=True))


def offered(page: Page) -> tuple[str, dict[str, str]] | None:
    """Where the notice sends its undo, and what."""
    found = OFFER.search(page.html)
    if found is None:
        return None
    hidden = re.findall(r'name="(token|at_once)" value="([^"]*)"', found[2])
    return found[1].replace("&amp;", "&"), dict(hidden)


def cities(firm: Firm) -> set[str]:
    """Where the firm is, on each of its cards."""
    firm.reload()
    return {one.city for one in (firm.contact, firm.customer, firm.vendor, firm.bank)}


def taken_back(client: Client, page: Page) -> Page:
    """What the page says after the undo of the notice was pressed."""
    offer = offered(page)
    assert offer is not None
    return Page(client.post(*offer, follow=True))


def test_one_click_takes_a_save_back_with_all_that_followed(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """M02, H2: and the undo can be taken back the same way."""
    page = saved(anna, EDIT.format(nordlys.customer.pk), city="Bergen")
    change_set = Change.objects.first().change_set  # type: ignore[union-attr]
    assert "Saved. 3 linked records were updated too." in page.text
    assert f'<a class="changes" href="/history/{change_set}/">View Changes</a>' in page.html

    undone = taken_back(anna, page)

    assert "Undone: 4 records." in undone.text and cities(nordlys) == {"Oslo"}
    taken_back(anna, undone)
    assert cities(nordlys) == {"Bergen"}


def test_a_click_too_many_undoes_once(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """N1."""
    page = saved(anna, EDIT.format(nordlys.customer.pk), city="Bergen")

    for _turn in range(2):
        taken_back(anna, page)

    assert Change.objects.exclude(reverts=None).values("change_set").distinct().count() == 1


def test_what_was_edited_meanwhile_is_shown_before_anything_is_undone(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """R2: the plan, on its own page."""
    page = saved(anna, EDIT.format(nordlys.customer.pk), city="Bergen", name="Nordlys Due")
    nordlys.reload().vendor.city = "Rome"
    nordlys.vendor.save()

    plan = taken_back(anna, page)

    assert "It was edited since." in plan.text and "Goes back" in plan.text
    assert Customer.objects.get(pk=nordlys.customer.pk).name == "Nordlys Due"
    assert not Change.objects.exclude(reverts=None).exists()


def test_what_was_made_goes_again(anna: Client, marketing: MarketingSetup) -> None:  # noqa: F811
    """The way back leads to the list: there is no card any more."""
    page = saved(anna, "/contacts/new/", name="Fjord AS")

    undone = taken_back(anna, page)

    assert "Undone: 1 record." in undone.text and not Contact.objects.exists()


def test_what_was_deleted_comes_back(anna: Client, marketing: MarketingSetup) -> None:  # noqa: F811
    company = CompanyFactory(name="Fjord AS")
    url = f"/contacts/{company.pk}/delete/"

    taken_back(anna, Page(anna.post(url, Page(anna.get(url)).sends, follow=True)))

    assert Contact.objects.get().pk == company.pk


def test_links_come_and_go_and_can_be_taken_back(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """F1: Remove Link."""
    url = f"/links/relation/{nordlys.customer.link.pk}/remove/"

    page = Page(anna.post(url, Page(anna.get(url)).sends, follow=True))

    assert "The link was removed." in page.text
    taken_back(anna, page)
    assert Customer.objects.get(pk=nordlys.customer.pk).link is not None


def test_a_single_card_needs_no_way_to_the_others(anna: Client, marketing: MarketingSetup) -> None:  # noqa: F811
    lonely = alone(CustomerFactory, name="Fjord AS")

    page = saved(anna, EDIT.format(lonely.pk), city="Bergen")

    assert "View Changes" not in page.text and offered(page) is not None


def test_nothing_is_offered_that_the_user_may_not_do(nordlys: Firm, anna: Client) -> None:  # noqa: F811
    """H4: the edit reached a vendor, whom those who sell may not change."""
    sales = browser(member("Sales", "Sales"))
    page = saved(sales, EDIT.format(nordlys.customer.pk), city="Bergen")

    assert "Saved." in page.text and "View Changes" in page.text and offered(page) is None


def test_nothing_is_offered_where_nothing_was_written(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """An unchanged save has no change set."""
    page = saved(anna, EDIT.format(nordlys.customer.pk))

    assert "Saved." in page.text and offered(page) is None


def test_the_offer_after_an_edit_costs_no_statement_on_the_records(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    statements: Statements,
) -> None:
    """Nothing is planned for it; sessions and notices aside."""
    url = EDIT.format(nordlys.customer.pk)
    typed = Page(anna.get(url)).with_typed(city="Bergen")

    with statements() as done:
        anna.post(url, typed)

    last_write = max(place for place, sql in enumerate(done) if 'INTO "history_change"' in sql)
    assert [sql for sql in done[last_write + 1 :] if "django_session" not in sql] == []


def test_success_is_a_toast_and_a_warning_a_bar(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """3.8: role=status, closed by a button; what asks for something stays in the page."""
    page = saved(anna, EDIT.format(nordlys.customer.pk), city="Bergen")

    toast = page.html.partition("data-toasts")[2].partition("</main>")[0]
    assert 'data-notice role="status"' in toast and "data-close" in toast
    before = page.html.partition("data-toasts")[0]
    assert 'class="bar success"' not in before
