"""A form of contacts at the edge, and a country to be in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.forms.models import model_to_dict

from contacts.formats.forms import EdgeChecks
from contacts.models import Contact
from setup.models import Country, MarketingSetup
from tests.factories.setup import CountryFactory

FIELDS = (
    "name",
    "country",
    "post_code",
    "phone_no",
    "mobile_phone_no",
    "fax_no",
    "email",
    "home_page",
    "vat_registration_no",
    "registration_number",
    "fiscal_code",
)

Typed = Callable[..., "ContactForm"]


class ContactForm(EdgeChecks):
    """A plain form with every checked field of a contact."""

    class Meta:
        model = Contact
        fields = FIELDS


@pytest.fixture
def italy(db: None) -> Country:
    """Italy."""
    country: Country = CountryFactory(code="IT", description="Italy")
    return country


@pytest.fixture
def typed(italy: Country, marketing: MarketingSetup) -> Typed:
    """A form as it comes back from the browser: the record's values, and what was typed over them."""

    def fill(record: Contact | None = None, **values: Any) -> ContactForm:
        shown = model_to_dict(record, FIELDS) if record else {"name": "Nordlys AS", "country": italy.pk}
        sent = {name: value for name, value in {**shown, **values}.items() if value is not None}
        return ContactForm(sent, instance=record)

    return fill


def is_hidden(form: forms.BaseForm) -> bool:
    """Nobody is asked to confirm anything."""
    return form["confirm_doubtful"].is_hidden
