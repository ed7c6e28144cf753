"""What each person set up for themselves: settings, the language, what was viewed last (ux 2, P66)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from contacts.models import Contact
from crm.desk.models import Desk, Seen
from crm.desk.seen import KEPT, note_seen
from crm.kit.preferences import USUAL, preferences_of
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm
from tests.screens.pages import Page

SET = {"language": "es", "theme": "dark", "density": "comfortable", "page_size": "100", "single_keys": "on"}


def test_settings_hold_on_every_page_from_the_next_one_on(anna: Client) -> None:
    answer = anna.post("/my/settings/", SET)

    page = Page(anna.get(answer.headers["Location"]))
    assert '<html lang="es" data-theme="dark" data-density="comfortable"' in page.html
    assert "data-single-keys" in page.html


def test_settings_are_remembered_on_another_device_and_are_nobody_elses(anna: Client, bo: Client) -> None:
    anna.post("/my/settings/", SET)
    other = Client()
    other.force_login(User.objects.get(username="anna"))

    assert '<html lang="es"' in Page(other.get("/contacts/")).html
    assert '<html lang="en" data-theme="auto"' in Page(bo.get("/contacts/")).html


def test_a_setting_that_is_not_offered_stays_on_the_form_with_its_reason(anna: Client) -> None:
    page = Page(anna.post("/my/settings/", SET | {"theme": "pink"}))

    assert "pink" in page.text
    assert not Desk.objects.exists()


def test_the_language_of_the_switch_holds_everywhere_for_whoever_is_signed_in(anna: Client) -> None:
    anna.post("/my/language/", {"language": "it", "next": "/"})

    assert Desk.objects.get().language == "it"


def test_who_set_nothing_has_what_is_usual(db: None) -> None:
    assert preferences_of(User.objects.create(username="eva")) == USUAL


def test_a_request_reads_user_desk_and_company_in_one_query(anna: Client, django_assert_num_queries: Any) -> None:
    anna.post("/my/settings/", SET)

    with django_assert_num_queries(4):  # the session, the user with all that, and what user and groups may
        anna.get("/my/shortcuts/")


def test_the_menu_is_as_wide_as_asked_for_and_facts_are_hidden(anna: Client) -> None:
    anna.post("/my/arrange/", {"menu": "narrow", "hides_facts": "yes"})

    html = Page(anna.get("/contacts/")).html
    assert 'data-menu="narrow"' in html
    assert 'kit/narrow.css" media="(min-width: 769px)"' in html
    assert "data-no-facts" in html
    assert anna.post("/my/arrange/", {"menu": "huge"}).status_code == 400


def test_a_folded_section_stays_folded_until_it_is_opened(anna: Client) -> None:
    anna.post("/my/fold/", {"section": "contacts.contact.0"})
    assert Desk.objects.get().folded == ["contacts.contact.0"]

    anna.post("/my/fold/", {"section": "contacts.contact.0", "open": "yes"})

    assert Desk.objects.get().folded == []


def test_home_names_what_was_viewed_last_newest_first(anna: Client, nordlys: Firm) -> None:
    other = CompanyFactory(name="Zeta SpA")
    for record in (nordlys.customer, other):
        anna.post("/my/seen/", {"model": record._meta.label_lower, "key": record.pk})

    text = Page(anna.get("/")).text

    assert text.index("Zeta SpA") < text.index(nordlys.customer.no)


def test_what_one_may_not_see_is_not_noted(cleo: Client, nordlys: Firm) -> None:
    answer = cleo.post("/my/seen/", {"model": "contacts.contact", "key": nordlys.contact.pk})

    assert answer.status_code == 400
    assert not Seen.objects.exists()


@pytest.mark.parametrize(("model", "key"), [("auth.user", "1"), ("nothing", "1"), ("contacts.contact", "x")])
def test_nonsense_notes_nothing(anna: Client, model: str, key: str) -> None:
    anna.post("/my/seen/", {"model": model, "key": key})

    assert not Seen.objects.exists()


def test_only_the_latest_are_kept(anna: Client) -> None:
    user = User.objects.get(username="anna")
    for company in [CompanyFactory() for _number in range(KEPT + 2)]:
        note_seen(user, Contact, str(company.pk))

    assert Seen.objects.count() == KEPT


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "supplier", "/partners/vendors/"),
        ("it", "preventivo", "/trade/sales-quotes/"),
        ("it", "fido", "/partners/customers/"),
        ("it", "ragione sociale", "/contacts/"),
        ("es", "presupuesto", "/trade/sales-quotes/"),
        ("es", "acreedor", "/partners/vendors/"),
        ("es", "banco", "/partners/bank-accounts/"),
    ],
)
def test_everyday_words_find_the_page(anna: Client, language: str, typed: str, found: str) -> None:
    anna.post("/my/language/", {"language": language, "next": "/"})

    page = Page(anna.get("/search/", {"q": typed}, headers={"HX-Request": "true"}))

    assert found in page.links
    assert "<html" not in page.html


def test_the_bell_counts_what_home_asks_to_look_at_and_leads_there(anna: Client) -> None:
    CustomerFactory()

    assert anna.get("/my/attention/count/").content == b"1"
    page = Page(anna.get("/my/attention/"))
    assert "Customers without contact" in page.text
    assert "/partners/customers/?linked=false" in page.links


def test_the_bell_is_silent_where_nothing_waits(cleo: Client) -> None:
    assert cleo.get("/my/attention/count/").content == b"0"
    assert "Nothing needs your attention." in Page(cleo.get("/my/attention/")).text
