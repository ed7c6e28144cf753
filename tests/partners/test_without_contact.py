"""Partners without contact: the list and the card say so and lead to creating one (C1, C11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.kit.addresses import card_url, page_url
from partners.models import BankAccount, Customer, Vendor
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, alone, linked
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize(
    ("kind", "model", "factory"),
    [
        ("customer", Customer, CustomerFactory),
        ("vendor", Vendor, VendorFactory),
        ("bank_account", BankAccount, BankAccountFactory),
    ],
)


@pytest.fixture
def anna(admin_client: Client, marketing: MarketingSetup) -> Browser:
    """May do everything."""
    return Browser(admin_client)


@KINDS
def test_the_list_finds_who_has_no_contact_and_leads_to_creating(
    anna: Browser, kind: str, model: Any, factory: Callable[..., Any]
) -> None:
    """C11, C1: the batch takes over what was filtered."""
    linked(CompanyFactory(name="Fiume"), alone(factory, name="Fiume"))
    alone(factory, name="Abaco")

    page = anna.get(page_url(model, "list") + "?linked=false")

    assert "Abaco" in page.text
    assert "Fiume" not in page.text
    assert page.has_link(reverse("links-contacts-from", args=[kind]) + "?linked=false")


@KINDS
def test_after_creating_from_the_list_everybody_has_a_contact(
    anna: Browser, kind: str, model: Any, factory: Callable[..., Any]
) -> None:
    """C11, F: from the list to the end of it."""
    alone(factory, name="Abaco")
    page = anna.open("links-contacts-from", kind, query="?linked=false")

    anna.send(page, reverse("links-contacts-from", args=[kind]) + "?linked=false")

    assert model.objects.get().link.contact.name == "Abaco"
    assert "Abaco" not in anna.get(page_url(model, "list") + "?linked=false").text


@KINDS
def test_the_card_says_that_there_is_no_contact_and_offers_one(
    anna: Browser, kind: str, model: Any, factory: Callable[..., Any]
) -> None:
    """C11, C10: and no longer does once there is one."""
    partner = alone(factory, name="Abaco")
    offered = reverse("links-create-contact", args=[kind, partner.pk])
    before = anna.get(card_url(partner))

    linked(CompanyFactory(name="Abaco"), partner)
    after = anna.get(card_url(partner))

    assert "This record has no contact." in before.text
    assert before.has_link(offered)
    assert "This record has no contact." not in after.text
    assert not after.has_link(offered)
