"""Signing in, sessions that end, and what becomes of what was typed (P02, P72, M12, N2, N19)."""

from __future__ import annotations

import html
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from contacts.models import Contact
from crm.access.models import FailedSignIn
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.screens.conftest import PASSWORD, browser, member
from tests.screens.pages import Page


@pytest.fixture
def company(marketing: MarketingSetup) -> Contact:
    """A contact to edit."""
    made: Contact = CompanyFactory(name="Nordlys AS", city="Oslo")
    return made


def edit(contact: Contact) -> str:
    """Where it is edited."""
    return f"/contacts/{contact.pk}/edit/"


def sign_in(client: Client, name: str, **more: Any) -> Any:
    """What somebody gets who signs in."""
    return client.post("/sign-in/", {"username": name, "password": PASSWORD, **more})


def hidden(page: Page, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.html)
    assert found is not None
    return html.unescape(found[1])


def test_what_was_typed_survives_the_end_of_the_session(anna: Client, company: Contact) -> None:
    """M12: the form comes back with it, and saves."""
    typed = Page(anna.get(edit(company))).with_typed(city="Bergen")
    anna.logout()

    asked = Page(anna.post(edit(company), typed))
    kept = Page(sign_in(anna, "anna", kept=hidden(asked, "kept")))
    form = Page(anna.post(edit(company), kept.sends))

    assert asked.status == 401
    assert "Your session has expired. Sign in again: what you typed is still here." in asked.text
    assert "Bergen" not in asked.html
    company.refresh_from_db()
    assert (form.sends["city"], company.city) == ("Bergen", "Oslo")
    anna.post(edit(company), form.sends)
    company.refresh_from_db()
    assert company.city == "Bergen"


def test_a_wrong_password_in_between_loses_nothing(anna: Client, company: Contact) -> None:
    typed = Page(anna.get(edit(company))).with_typed(city="Bergen")
    anna.logout()
    kept = hidden(Page(anna.post(edit(company), typed)), "kept")

    again = Page(anna.post("/sign-in/", {"username": "anna", "password": "wrong", "kept": kept}))

    assert hidden(again, "kept") == kept


def test_nobody_else_gets_what_was_typed(anna: Client, company: Contact) -> None:
    """N19."""
    member("Dario", "Administrator")
    typed = Page(anna.get(edit(company))).with_typed(city="Bergen")
    anna.logout()
    kept = hidden(Page(anna.post(edit(company), typed)), "kept")

    answer = sign_in(anna, "dario", kept=kept)

    assert answer.status_code == 302
    assert "Bergen" not in Page(anna.get(edit(company))).html


def test_a_new_record_survives_too(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/contacts/new/")).with_typed(name="Nordlys AS")
    anna.logout()

    kept = Page(sign_in(anna, "anna", kept=hidden(Page(anna.post("/contacts/new/", typed)), "kept")))
    form = Page(anna.post("/contacts/new/", kept.sends))

    assert form.sends["name"] == "Nordlys AS" and not Contact.objects.exists()
    assert anna.post("/contacts/new/", form.sends).status_code == 302


def test_what_acts_is_not_sent_again_by_signing_in(anna: Client, company: Contact) -> None:
    """Deleting, converting and the like are decided anew."""
    sends = Page(anna.get(f"/contacts/{company.pk}/delete/")).sends
    anna.logout()

    answer = anna.post(f"/contacts/{company.pk}/delete/", sends)

    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_is_told_that_the_session_ended(db: None, headers: dict[str, str]) -> None:
    assert Client().get("/contacts/", headers=headers).status_code == 401


def test_a_page_signs_in_again_without_being_left(anna: Client, db: None) -> None:
    anna.logout()
    asks = {"Accept": "application/json"}

    over = Page(anna.get("/sign-in/", headers={"HX-Request": "true"}))
    wrong = anna.post("/sign-in/", {"username": "anna", "password": "x"}, headers=asks).json()
    told = anna.post("/sign-in/", {"username": "anna", "password": PASSWORD}, headers=asks).json()

    assert "Skip to content" not in over.text and "what you typed is still here" in over.text
    assert "User name or password is not right." in wrong["error"]
    assert told["user"] == User.objects.get(username="anna").pk and told["csrf"] and told["left"] > 0


def test_a_session_says_when_it_ends_and_can_be_made_longer(db: None, settings: Any) -> None:
    """8: no time-out without warning; questions of pages do not count as work."""
    member("Anna", "Administrator")
    client = Client()
    sign_in(client, "anna")
    session = client.session
    session["ends"] = int(time.time()) + 100
    session.save()

    asked = client.get("/stay/", headers={"Sec-Fetch-Dest": "empty"}).json()["left"]
    stayed = client.post("/stay/", headers={"Sec-Fetch-Dest": "empty"}).json()["left"]

    assert asked <= 100 < stayed <= settings.SESSION_COOKIE_AGE


def test_whoever_works_stays_signed_in_and_who_does_not_is_signed_out(db: None, settings: Any) -> None:
    member("Anna", "Administrator")
    client = Client()
    sign_in(client, "anna")

    def page_with(left: int) -> Any:
        session = client.session
        session["ends"] = int(time.time()) + left
        session.save()
        return client.get("/my/settings/")

    assert page_with(100).status_code == 200
    assert client.session["ends"] > time.time() + settings.SESSION_COOKIE_AGE / 2
    assert page_with(-1).status_code == 302


def test_a_page_older_than_the_session_gives_back_what_was_typed(db: None, company: Contact) -> None:
    """P72: of a form of a record, to whoever typed it; nothing is saved by that page."""
    anna = member("Anna", "Administrator")
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    typed = Page(client.get(edit(company))).with_typed(city="Bergen", csrfmiddlewaretoken="old")

    page = Page(client.post(edit(company), typed))
    other = Client(enforce_csrf_checks=True)
    other.force_login(member("Dario", "Administrator"))

    assert (page.status, page.sends["city"], page.sends["compare"]) == (403, "Bergen", "yes")
    assert "This page is out of date" in page.text and "What you typed is still here." in page.text
    assert "Bergen" not in Page(other.post(edit(company), typed)).html


def test_after_several_failures_one_has_to_wait(db: None) -> None:
    """P02: the right password does not help either, and a name that nobody has waits like any other."""
    member("Anna", "Administrator")
    client = Client()
    for name in ("anna", "nobody"):
        for _turn in range(5):
            client.post("/sign-in/", {"username": name, "password": "wrong"})

    pages = [Page(sign_in(client, name)) for name in ("Anna", "nobody")]

    assert all("Too many attempts. Wait 1 minute and try again." in page.text for page in pages)


def test_after_the_wait_one_gets_in_and_nothing_is_held_against_one(db: None) -> None:
    member("Anna", "Administrator")
    now = timezone.now()
    FailedSignIn.objects.create(name="anna", failures=7, last=now, until=now - timedelta(seconds=1))

    answer = sign_in(Client(), "anna")

    assert answer.status_code == 302
    assert not FailedSignIn.objects.exists()


def test_four_failures_cost_nothing(db: None) -> None:
    member("Anna", "Administrator")
    client = Client()
    for _turn in range(4):
        client.post("/sign-in/", {"username": "anna", "password": "wrong"})

    assert sign_in(client, "anna").status_code == 302


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nowhere/", 404, "There is no page at this address."),
        ("/contacts/999999/", 404, "This record does not exist, or no longer."),
        ("/contacts/", 403, "You do not have permission to"),
    ],
)
def test_error_pages_say_what_and_lead_on(path: str, status: int, said: str, db: None, cleo: Client) -> None:
    """P72, N7: nobody stands before a wall."""
    client = cleo if status == 403 else browser(member("Anna", "Administrator"))

    page = Page(client.get(path))

    assert (page.status, said in page.text) == (status, True)
    assert "/" in page.links


def test_too_much_says_how_much_and_the_limit(anna: Client, marketing: MarketingSetup, settings: Any) -> None:
    """P72: 413."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2048

    page = Page(anna.post("/contacts/new/", {"name": "x" * 5000}))

    assert page.status == 413
    assert re.search(
        r"What you sent has 5\.\d\sKB; at most 2\.0\sKB can be taken at once\. Nothing was saved\.", page.text
    )
