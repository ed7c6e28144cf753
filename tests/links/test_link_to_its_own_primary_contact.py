"""Linking a person with the customer whose primary contact it is already: one note for each value (H1, ruling 8)."""

from __future__ import annotations

import pytest

from contacts.links.linking import Master, link
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import firm
from tests.history.replay import replayed

pytestmark = pytest.mark.django_db


def test_the_history_tells_the_contact_name_once(marketing: MarketingSetup) -> None:
    """H1, S6: the person takes the customer's name, and the contact name follows it once, not twice."""
    nordlys = firm(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    customer = Customer.objects.get()
    customer.primary_contact = ada
    customer.save()
    nordlys.contact.delete()

    link(ada, customer, master=Master.PARTNER)

    assert Customer.objects.get().contact_name == "Nordlys AS"
    assert replayed() == {}
