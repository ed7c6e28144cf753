"""Save → propagate: what changed on one side is on the other when the save returns (S1–S9, sections B and C)."""

from __future__ import annotations

import pytest

from setup.models import MarketingSetup
from tests.factories.partners import firm

pytestmark = pytest.mark.django_db


def test_phone_typed_on_the_contact_reaches_all_its_partners(marketing: MarketingSetup) -> None:
    """B1, B2, B3: every link of the contact is updated."""
    nordlys = firm()

    nordlys.contact.phone_no = "+4722334455"
    nordlys.contact.save()

    nordlys.reload()
    assert nordlys.customer.phone_no == nordlys.vendor.phone_no == nordlys.bank.phone_no == "+4722334455"


def test_phone_typed_on_the_customer_reaches_contact_vendor_and_bank(marketing: MarketingSetup) -> None:
    """C3, C6: from the customer to the contact, and from there to its other partners."""
    nordlys = firm()

    nordlys.customer.phone_no = "+4722334455"
    nordlys.customer.save()

    nordlys.reload()
    assert nordlys.contact.phone_no == nordlys.vendor.phone_no == nordlys.bank.phone_no == "+4722334455"
