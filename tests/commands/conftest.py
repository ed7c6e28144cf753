"""What the tests of commands can ask for."""

from __future__ import annotations

import pytest

from contacts.models import Contact
from partners.models import Customer
from setup.models import MarketingSetup
from tests.commands.making import partner
from tests.factories.contacts import CompanyFactory


@pytest.fixture
def pair(marketing: MarketingSetup) -> tuple[Contact, Customer]:
    """A contact and a customer that differ: name on both sides, phone here, city there."""
    return CompanyFactory(no="CT1", name="Alfa", phone_no="1"), partner(no="C1", name="Beta", city="Oslo")
