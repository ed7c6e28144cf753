"""Interactions in the browser: written down from a contact, found in the log (a.6, P22, P23)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.factories.setup import SalespersonFactory
from tests.screens.conftest import anna, bo  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def test_a_call_is_written_down_from_the_card_of_a_contact(anna: Client) -> None:  # noqa: F811
    """a.6: the template fills what nobody typed."""
    template("CALL", flow="inbound", unit_minutes=15)
    SalespersonFactory(code="AB", email="anna@example.com")
    nordlys = CompanyFactory(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    url = f"/interactions/new/?contact={ada.pk}"
    assert url in Page(anna.get(f"/contacts/{ada.pk}/")).links

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(template="CALL", evaluation="positive"), follow=True))

    entry = Interaction.objects.get()
    assert (entry.contact, entry.company, entry.minutes, entry.flow) == (ada, nordlys, 15, "inbound")
    assert entry.user is not None and entry.user.first_name == "Anna"
    assert "Call interaction, from Ada Rossi" in page.text
    assert "Call interaction, from Ada Rossi" in Page(anna.get(f"/contacts/{nordlys.pk}/")).text


def test_what_is_missing_is_asked_for_and_privacy_is_kept(anna: Client) -> None:  # noqa: F811
    """a.6, H5: nothing is saved."""
    template("CALL")
    blocked = CompanyFactory(name="Silent", privacy_blocked=True)
    url = f"/interactions/new/?contact={blocked.pk}"

    refused = Page(anna.post(url, Page(anna.get(url)).with_typed(template="CALL")))
    without = Page(anna.post("/interactions/new/", Page(anna.get("/interactions/new/")).with_typed(template="CALL")))

    assert "is blocked for privacy and cannot be used" in refused.text
    assert "This field is required" in without.text
    assert not Interaction.objects.exists()


def test_readers_look_only(bo: Client) -> None:  # noqa: F811
    """H4."""
    assert (bo.get("/interactions/").status_code, bo.get("/interactions/new/").status_code) == (200, 403)
