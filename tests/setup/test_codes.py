"""Codes and numbers that are typed: each has a page of its own that can be found again."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from contacts.models import Contact
from setup.models import MarketingSetup, Salesperson, Territory
from setup.numbering.models import NumberSeries
from tests.admin.conftest import errors_of, sent_by
from tests.factories.setup import CountryFactory
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

ASTRAY = (".", "..", "../X", "X/..", "X/./Y", "/X", "X/", "X//Y")


@pytest.fixture
def root(client: Client) -> Client:
    """A browser with an administrator at it."""
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("code", ASTRAY)
@pytest.mark.parametrize("model", [Territory, NumberSeries])
def test_a_code_that_would_lead_elsewhere_is_refused(model: type[Territory | NumberSeries], code: str) -> None:
    with pytest.raises(ValidationError, match="A code cannot begin or end with") as refused:
        model(code=code).full_clean()

    assert set(refused.value.message_dict) == {"code"}


@pytest.mark.parametrize("code", ["N/W", "A.B", "...", "N-W_1"])
def test_any_other_code_is_accepted_and_its_page_found(root: Client, code: str) -> None:
    answer = root.post("/setup/lists/territory/new/", {"code": code, "description": "North"}, follow=True)

    assert answer.status_code == 200
    assert Territory.objects.get().code == code


@pytest.mark.parametrize("address", ["/setup/lists/territory/new/", "/admin/setup/territory/add/"])
def test_the_pages_say_so_at_the_field(root: Client, address: str) -> None:
    answer = root.post(address, {"code": "../x", "description": "Nowhere"})

    assert "A code cannot begin or end with" in answer.content.decode()
    assert not Territory.objects.exists()


@pytest.mark.parametrize("number", ["m-àè 😀", "A 1", "ÀB", "../1", "A?1"])
def test_a_number_typed_by_hand_is_made_of_letters_and_digits(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Contact(no=number, name="Nordlys").full_clean()

    assert set(refused.value.message_dict) == {"no"}


@pytest.mark.parametrize("number", ["CT-1", "a.b_c/2", "OWN"])
def test_a_number_of_letters_and_digits_is_accepted(number: str) -> None:
    Contact(no=number, name="Nordlys").full_clean()


@pytest.mark.parametrize(("typed", "stored"), [("klingon", None), ("EN_gb", "en-GB"), ("", "")])
def test_the_default_format_region_exists(root: Client, typed: str, stored: str | None) -> None:
    url = f"/admin/setup/marketingsetup/{MarketingSetup.current().pk}/change/"

    answer = root.post(url, {**sent_by(root.get(url)), "default_format_region": typed}, follow=True)

    assert ("default_format_region" in errors_of(answer)) == (stored is None)
    assert MarketingSetup.objects.get().default_format_region == (stored or "")


ENTRIES = pytest.mark.parametrize(
    ("model", "field", "typed", "stored"),
    [
        ("salesperson", "phone_no", "348 5501172", "+393485501172"),
        ("salesperson", "phone_no", "+44 7400 901228", "+447400901228"),
        ("salesperson", "phone_no", "ext. Anna", None),
        ("salesperson", "phone_no", "+39", None),
        ("salesperson", "phone_no", "", ""),
        ("language", "tag", "it", "it"),
        ("language", "tag", "IT_it", "it-IT"),
        ("language", "tag", "zh-hant-tw", "zh-Hant-TW"),
        ("language", "tag", "italiano", None),
        ("language", "tag", "it-ZZ", None),
        ("language", "tag", "", ""),
    ],
)


@ENTRIES
@pytest.mark.parametrize("address", ["/setup/lists/{}/new/", "/admin/setup/{}/add/"])
def test_phones_and_tags_of_lists_are_stored_in_one_form(
    root: Client, marketing: MarketingSetup, address: str, model: str, field: str, typed: str, stored: str | None
) -> None:
    CountryFactory(code="IT")
    MarketingSetup._base_manager.update(default_country="IT")

    answer = root.post(address.format(model), {"code": "NEW", "description": "New", field: typed})

    made = apps.get_model("setup", model)._default_manager.filter(pk="NEW").first()
    assert (answer.status_code, getattr(made, field, None)) == (302 if made else 200, stored)
    told = ("A phone number cannot contain letters.", "it has too few digits.", "This language tag is not known")
    assert any(sentence in answer.content.decode() for sentence in told) == (stored is None)


@pytest.mark.parametrize("address", ["/setup/lists/salesperson/AB/edit/", "/admin/setup/salesperson/AB/change/"])
def test_a_stored_phone_that_nobody_touched_is_left_alone(root: Client, address: str) -> None:
    Salesperson(code="AB", description="Bellini", phone_no="ask Anna").save()
    opened = root.get(address)
    sent = sent_by(opened) if "admin" in address else Page(opened).sends

    root.post(address, {**sent, "job_title": "Area manager"})

    seller = Salesperson.objects.get()
    assert (seller.job_title, seller.phone_no) == ("Area manager", "ask Anna")
