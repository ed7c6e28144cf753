"""What keeps a partner from being deleted, and what does not (G5, G6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contacts.models import Contact
from crm.kit.deletion import DeletionRefused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, firm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("factory", "name"), [(CustomerFactory, "bill_to_customer"), (VendorFactory, "pay_to_vendor")])
def test_who_pays_for_another_stays(marketing: MarketingSetup, factory: Callable[..., Any], name: str) -> None:
    """G5: the nearest to its guards, because there is no ledger (T7); the other one is named, and nothing is lost."""
    payer = factory(name="Nordlys AS")
    other = factory(name="Sørlys AS", **{name: payer})

    with pytest.raises(DeletionRefused) as refused:
        payer.delete()

    assert other.no in str(refused.value.plan.refused[0].examples)
    assert type(payer).objects.get(pk=payer.pk).link.contact.name == "Nordlys AS"


def test_balances_are_no_obstacle(marketing: MarketingSetup) -> None:
    """G5, G6, T7: a bank account with a balance goes, its contact stays; who preferred it prefers none."""
    nordlys = firm()
    bank = BankAccountFactory(name="Banca del Nord", last_statement_balance=1500)
    nordlys.customer.preferred_bank_account = bank
    nordlys.customer.save()

    bank.delete()

    assert Contact.objects.filter(name="Banca del Nord").exists()
    assert Customer.objects.get(pk=nordlys.customer.pk).preferred_bank_account is None
