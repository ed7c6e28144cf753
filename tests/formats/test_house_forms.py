"""The forms of the house check at the edge too: doubts are warnings that another click accepts (V1, V2, J8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms.models import model_to_dict

from contacts.formats.forms import CheckedForm
from contacts.models import Contact
from setup.models import Country, MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.setup import CountryFactory
from tests.formats.conftest import FIELDS

pytestmark = pytest.mark.django_db


class HouseForm(CheckedForm):
    """Every checked field of a contact."""

    class Meta:
        model = Contact
        fields = FIELDS


def typed(record: Contact | None = None, **values: Any) -> HouseForm:
    """A form as it comes back from the browser."""
    shown = model_to_dict(record, FIELDS) if record else {"name": "Nordlys AS"}
    if record is not None:
        shown["opened"] = HouseForm(instance=record).opened_with
    sent = {name: value for name, value in {**shown, **values}.items() if value is not None}
    return HouseForm(sent, instance=record)


def test_a_doubt_asks_once_and_the_click_saves(italy: Country, marketing: MarketingSetup) -> None:
    form = typed(country=italy.pk, vat_registration_no="IT 00743110158")

    assert form.is_valid()
    assert form.must_ask
    assert form.warnings == ["This VAT number is not valid for IT: one of its characters is wrong."]

    again = typed(country=italy.pk, vat_registration_no="IT 00743110158", accept=form.warned_of)

    assert again.is_valid()
    assert not again.must_ask
    again.save()
    assert Contact._base_manager.get().vat_registration_no == "00743110158"


def test_an_error_blocks(italy: Country) -> None:
    form = typed(country=italy.pk, email="a@b.it,c@d.it", phone_no="02 6710 4580")

    assert set(form.errors) == {"email"}
    assert form.cleaned_data["phone_no"] == "+390267104580"


def test_what_is_stored_is_left_alone(italy: Country) -> None:
    contact = CompanyFactory(country=italy, email="anna", vat_registration_no="1", phone_no="02 6710 4580")

    form = typed(contact, name="Rossi Spa")

    assert form.is_valid()
    assert not form.must_ask
    form.save()
    contact.refresh_from_db()
    assert (contact.name, contact.email, contact.phone_no) == ("Rossi Spa", "anna", "02 6710 4580")


def test_an_untouched_country_counts_for_what_is_typed(italy: Country) -> None:
    contact = CompanyFactory(country=italy)

    form = typed(contact, phone_no="02 6710 4580")

    assert form.is_valid()
    assert form.cleaned_data["phone_no"] == "+390267104580"


def test_another_country_looks_at_the_numbers_again(italy: Country) -> None:
    contact = CompanyFactory(country=italy, vat_registration_no="00743110157", post_code="20121")
    britain = CountryFactory(code="GB")

    form = typed(contact, country=britain.pk)

    assert form.is_valid()
    assert len(form.warnings) == 2
