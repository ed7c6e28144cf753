"""Nobody's edit is lost, in real browsers: two people at one record, ended sessions, drafts, leaving, second clicks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import Contact
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory
from tests.screens.conftest import PASSWORD, browser, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CARD = re.compile(r"/contacts/\d+/$")


@pytest.fixture
def page(page: Page) -> Page:
    """Anna's, in which the bell asks nobody: what it asks is no part of these tests."""
    silence(page)
    return page


def silence(page: Page) -> None:
    """The bell of this browser asks nobody."""
    page.context.route("**/attention/count/", lambda route: route.fulfill(status=204))


@pytest.fixture
def company(marketing: MarketingSetup) -> Contact:
    """A contact to edit."""
    made: Contact = CompanyFactory(name="Nordlys AS", city="Oslo", address="Storgata 1")
    return made


@pytest.fixture
def person(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[[Client], Page]]:
    """A browser of somebody, in which pages may also answer that something is wrong."""
    contexts = []

    def opened(client: Client) -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=live_server.url)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        silence(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def edit(page: Page, contact: Contact, **typed: str) -> None:
    """The form of the contact is open, and this is typed into it."""
    page.goto(f"/contacts/{contact.pk}/edit/", wait_until="networkidle")
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)


def save(page: Page) -> None:
    """What stands in the form is saved; the card is shown."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+s")
    page.wait_for_url(CARD)


def test_a_save_before_the_first_question_is_told_too(page: Page, company: Contact) -> None:
    """F12: given a form that has not asked yet, when somebody saves the record, then the first answer says so."""

    def late(route: Route) -> None:
        if company.city == "Oslo":
            company.city = "Bergen"
            company.save()
        route.continue_()

    page.route("**/version/", late)

    page.goto(f"/contacts/{company.pk}/edit/")

    expect(page.locator("[data-presence]")).to_contain_text("saved this record")


def test_two_browsers_at_one_record(person: Callable[[Client], Page], anna: Client, company: Contact) -> None:
    """F12: the bar comes by itself, the comparison keeps what was typed, different fields merge, the same one asks."""
    hers, his = person(anna), person(browser(member("Dario", "Administrator")))
    with hers.expect_response(lambda answer: "/version/" in answer.url):
        edit(hers, company, city="Tromsø", address_2="B")
        hers.evaluate("dispatchEvent(new Event('focus'))")
    edit(his, company, city="Bergen", address="Storgata 2")
    save(his)

    hers.evaluate("dispatchEvent(new Event('focus'))")
    hers.get_by_role("button", name="Compare").click()
    hers.get_by_role("radio", name="City, Your value: Tromsø").check()
    save(hers)

    company.refresh_from_db()
    assert (company.city, company.address, company.address_2) == ("Tromsø", "Storgata 2", "B")


def test_a_session_that_ends_while_one_types(person: Callable[[Client], Page], anna: Client, company: Contact) -> None:
    """M12, N2: one signs in over the page, or on a page of its own, and what was typed is there and is saved."""
    page = person(anna)
    edit(page, company, city="Bergen")

    Session.objects.all().delete()
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#expired", state="hidden")
    page.fill("[name=address]", "Storgata 3")
    page.wait_for_timeout(600)  # what follows is asked for after a moment
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=what you typed is still here")
    page.fill("[name=username]", "anna")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-watch]")
    save(page)

    company.refresh_from_db()
    assert (company.city, company.address) == ("Bergen", "Storgata 3")


def test_what_is_typed_before_the_scripts_arrive_counts(page: Page, company: Contact) -> None:
    """N2 on a slow line: the bar says that there is something to save, and leaving asks."""
    late: list[Route] = []
    page.route("**/kit/forms.js", lambda route: late.append(route))
    page.goto(f"/contacts/{company.pk}/edit/", wait_until="commit")
    page.fill("[name=city]", "Bergen")
    late[0].continue_()
    expect(page.locator(".changed[data-changed]")).to_be_visible()

    page.locator("[data-cancels]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#leaving")).to_be_visible()


def test_a_draft_is_offered_until_it_is_saved(page: Page, company: Contact) -> None:

    edit(page, company, city="Bergen")
    page.reload(wait_until="networkidle")

    page.get_by_role("button", name="Restore").click()
    assert page.input_value("[name=city]") == "Bergen"
    save(page)
    page.goto(f"/contacts/{company.pk}/edit/")

    assert page.locator("[data-draft-offer]").is_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('crm:draft'))") == []


def test_bank_details_are_not_left_behind_in_a_browser(page: Page, marketing: MarketingSetup) -> None:
    """Their draft goes with the tab."""

    bank = BankAccountFactory()
    page.goto(f"/partners/bank-accounts/{bank.pk}/edit/")
    page.fill("[name=iban]", "IT60X0542811101000000123456")
    page.reload(wait_until="networkidle")

    assert page.evaluate("JSON.stringify(localStorage)").count("IT60X0542811101") == 0
    assert page.get_by_role("button", name="Restore").is_visible()


def test_leaving_with_changes_asks(page: Page, company: Contact) -> None:
    """M11a: stay, discard, save and leave; Escape asks too, and without changes it just leaves."""
    leaving = page.locator("#leaving")
    edit(page, company, city="Bergen")

    page.keyboard.press("Escape")
    leaving.get_by_role("button", name="Stay").click()
    assert page.input_value("[name=city]") == "Bergen"
    page.get_by_role("link", name="Customers").first.click()
    leaving.get_by_role("button", name="Save and leave").click()
    page.wait_for_url("**/partners/customers/")
    edit(page, company, city="Bodø")
    page.keyboard.press("Escape")
    leaving.get_by_role("button", name="Discard changes").click()
    page.wait_for_url(CARD)
    edit(page, company)
    page.keyboard.press("Escape")
    page.wait_for_url(CARD)

    company.refresh_from_db()
    assert company.city == "Bergen"


def test_a_double_click_makes_one_record(page: Page, marketing: MarketingSetup) -> None:
    """N1: and Enter pressed twice."""
    twice: tuple[Callable[[], None], ...] = (
        lambda: page.locator("[data-key=save]").dblclick(no_wait_after=True),
        lambda: page.evaluate("[0, 1].forEach(() => document.querySelector('form[data-watch]').requestSubmit())"),
    )
    for number, send in enumerate(twice, 1):
        page.goto("/contacts/new/?type=company", wait_until="networkidle")
        page.fill("[name=name]", f"Nordlys {number}")
        send()
        page.wait_for_url(CARD)

        assert Contact.objects.count() == number


def test_deleting_is_asked_over_the_card(page: Page, company: Contact) -> None:
    """F13, 3.5: Cancel comes first, and focus goes back to where it was; then the verb deletes."""
    page.goto(f"/contacts/{company.pk}/", wait_until="networkidle")
    menu = page.locator("main .head details.menu > summary")
    for press in ("Enter", "Tab"):
        menu.click()
        page.locator("a[data-over]").click()
        page.wait_for_selector("#over[open] .danger")
        assert page.evaluate("document.activeElement.textContent") == "Cancel"
        page.keyboard.press(press)

    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/")
    assert not Contact.objects.exists()
