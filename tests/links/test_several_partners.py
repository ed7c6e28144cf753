"""One contact, several partners: all of them agree, and nothing stands in the way of that (B8, B9, A5-1)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links.linking import Master, link
from contacts.models import Contact
from partners.models import BankAccount
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm, VendorFactory, alone, firm
from tests.factories.setup import CurrencyFactory
from tests.links.drifting import last_change
from tests.links.samples import got

pytestmark = pytest.mark.django_db

SIDES = pytest.mark.parametrize("side", ["contact", "customer", "vendor", "bank"])


def all_of(made: Firm) -> tuple[Any, ...]:
    """Contact, customer, vendor and bank account, as the database has them."""
    made.reload()
    return made.contact, made.customer, made.vendor, made.bank


@SIDES
def test_one_contact_cannot_serve_two_currencies(marketing: MarketingSetup, side: str) -> None:
    """B8: a link of each kind, and all of them level, whichever of the four was changed."""
    nordlys = firm(currency=CurrencyFactory(code="NOK"))
    changed = getattr(nordlys, side)

    changed.currency = CurrencyFactory(code="EUR")
    changed.save()

    assert [got(record, "currency") for record in all_of(nordlys)] == ["EUR"] * 4


@pytest.mark.parametrize(("master", "name"), [(Master.CONTACT, "Nordlys AS"), (Master.PARTNER, "Banca del Nord")])
def test_a_third_partner_agrees_with_the_two_before_it(marketing: MarketingSetup, master: Master, name: str) -> None:
    """B8, L2: linking another kind leaves all cards alike, whoever is master."""
    nordlys = CompanyFactory(name="Nordlys AS")
    partners = [alone(make, name="Nordlys AS") for make in (CustomerFactory, VendorFactory)]
    for partner in partners:
        link(nordlys, partner)
    bank = alone(BankAccountFactory, name="Banca del Nord", currency=CurrencyFactory(code="EUR"))

    link(nordlys, bank, master=master)

    for record in (nordlys, *partners, bank):
        record.refresh_from_db()
        assert (record.name, got(record, "currency")) == (name, "EUR")


@SIDES
def test_whoever_followed_was_modified_just_now(marketing: MarketingSetup, side: str) -> None:
    """B3, B9: the stamp of every record that was written, and only when something was."""
    nordlys = firm()
    before = [record.modified_at for record in all_of(nordlys)]
    changed = getattr(nordlys, side)
    changed.save()
    assert [record.modified_at for record in all_of(nordlys)] == before

    changed.city = "Oslo"
    changed.save()

    assert all(now > then for now, then in zip((r.modified_at for r in all_of(nordlys)), before, strict=True))


@SIDES
def test_a_bank_account_with_a_balance_takes_another_currency(marketing: MarketingSetup, side: str) -> None:
    """A5-1, ruling 15: there is no ledger, so no balance guards the currency and no save of the contact fails."""
    nordlys = firm(currency=CurrencyFactory(code="NOK"))
    nordlys.bank.last_statement_balance, nordlys.bank.min_balance = 1500, 100
    nordlys.bank.save()
    changed = getattr(nordlys, side)

    changed.currency = CurrencyFactory(code="EUR")
    changed.save()

    bank = BankAccount.objects.get()
    assert (got(bank, "currency"), got(bank, "last_statement_balance")) == ("EUR", 1500)
    assert Contact.objects.get().currency_id == "EUR"
    assert last_change(bank).diff["currency"] == ["NOK", "EUR"]
