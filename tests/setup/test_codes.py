"""Codes and numbers that are typed: each has a page of its own that can be found again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from contacts.models import Contact
from setup.models import MarketingSetup, Territory
from setup.numbering.models import NumberSeries
from tests.admin.conftest import errors_of, sent_by

pytestmark = pytest.mark.django_db

ASTRAY = (".", "..", "../X", "X/..", "X/./Y", "/X", "X/", "X//Y")


@pytest.fixture
def root(client: Client) -> Client:
    """A browser with an administrator at it."""
    client.force_login(User.objects.create_superuser("root", "root@example.org", "x"))
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
