"""A field says what is wrong as soon as it is left, in the words of saving; post codes propose places (3.4, N4)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from setup.models import Country, MarketingSetup, PostCode
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, VendorFactory
from tests.screens.pages import Page


@pytest.fixture
def company(marketing: MarketingSetup) -> Contact:
    """A company in Italy whose place is not known."""
    Country.objects.get_or_create(code="IT", defaults={"description": "Italy"})
    Country.objects.get_or_create(code="ES", defaults={"description": "Spain"})
    made: Contact = CompanyFactory(name="Nordlys AS", country_id=None, city="", county="")
    return made


def said(client: Client, url: str, field: str, **typed: str) -> Page:
    """What stands below the field after it was left."""
    sends = Page(client.get(url)).with_typed(**typed)
    return Page(client.post(f"{url}?check={field}", sends, headers={"HX-Request": "true"}))


def edit(contact: Contact) -> str:
    """Where the contact is edited."""
    return f"/contacts/{contact.pk}/edit/"


@pytest.mark.parametrize(
    ("field", "typed"), [("email", "nobody"), ("home_page", "ftp://x"), ("phone_no", "call me maybe")]
)
def test_it_is_the_sentence_that_saving_says(anna: Client, company: Contact, field: str, typed: str) -> None:
    now = said(anna, edit(company), field, **{field: typed}).text
    saved = Page(anna.post(edit(company), Page(anna.get(edit(company))).with_typed(**{field: typed}))).text

    assert now and now in saved


def test_an_iban_is_checked_on_new_cards_too(anna: Client, company: Contact) -> None:
    """M21."""
    bank = BankAccountFactory()
    for url in ("/partners/bank-accounts/new/", f"/partners/bank-accounts/{bank.pk}/edit/"):
        assert "This IBAN is not valid: check the digits." in said(anna, url, "iban", iban="IT60X").text


def test_a_vat_number_used_elsewhere_names_the_other(anna: Client, company: Contact) -> None:
    """3.4: a warning, not a block."""
    other = VendorFactory(vat_registration_no="00743110157", country_id="IT")
    mine = VendorFactory(country_id="IT")

    page = said(anna, f"/partners/vendors/{mine.pk}/edit/", "vat_registration_no", vat_registration_no="00743110157")

    assert f"This number is also used by {other.title}" in page.text
    assert "errorlist" not in page.html


def test_what_is_right_or_untouched_is_passed_over(anna: Client, company: Contact) -> None:
    assert said(anna, edit(company), "email", email="anna@example.com").text == ""
    assert said(anna, edit(company), "email").text == ""
    assert said(anna, edit(company), "no_such_field").text == ""


def test_asking_writes_nothing(anna: Client, company: Contact) -> None:
    said(anna, edit(company), "email", email="anna@example.com", city="Oslo")

    company.refresh_from_db()
    assert (company.email, company.city) == ("", "")


def test_a_post_code_fills_in_the_one_place_it_leads_to_and_says_so(anna: Client, company: Contact) -> None:
    PostCode(code="20121", city="Milano", county="MI", country_id="IT").save()

    page = said(anna, edit(company), "post_code", post_code="20121")

    assert "Filled in from the post code: Milano, MI, IT." in page.text
    assert "data-at-once" in page.html


def test_a_typed_city_is_never_overwritten_unasked(anna: Client, company: Contact) -> None:
    """3.4: it is offered."""
    PostCode(code="20121", city="Milano", county="MI", country_id="IT").save()

    page = said(anna, edit(company), "post_code", post_code="20121", city="Monza")

    assert "Use Milano, MI, IT" in page.text
    assert "data-at-once" not in page.html


def test_of_several_places_one_is_chosen_and_the_country_narrows_them(anna: Client, company: Contact) -> None:
    for city, country in (("Oviedo", "ES"), ("Milano", "IT"), ("Milano Centro", "IT")):
        PostCode(code="33001", city=city, country_id=country).save()

    every = said(anna, edit(company), "post_code", post_code="33001")
    spanish = said(anna, edit(company), "post_code", post_code="33001", country="ES")

    assert every.text.count("Use ") == 3
    assert "Filled in from the post code: Oviedo, ES." in spanish.text


def test_a_place_that_stands_there_already_is_not_proposed(anna: Client, company: Contact) -> None:
    PostCode(code="20121", city="Milano", county="MI", country_id="IT").save()

    page = said(anna, edit(company), "post_code", post_code="20121", city="milano", county="MI", country="IT")

    assert "Use" not in page.text and "Filled" not in page.text


def test_readers_are_told_nothing(bo: Client, company: Contact) -> None:
    assert bo.post(f"{edit(company)}?check=email", {}).status_code == 403
