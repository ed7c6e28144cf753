"""The command `link` lets open quotes follow to the customer or vendor, where that is asked for (L3, T3)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from partners.models import Customer
from partners.trade.models import SalesQuote
from setup.models import CompanyInformation
from tests.commands.running import run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, alone
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

ONE = ("link", "--contact", "CT1", "--customer", "C1")


@pytest.fixture
def fjord(trade: CompanyInformation) -> Contact:
    """A company with two open quotes, one of them for somebody who works there."""
    made: Contact = CompanyFactory(no="CT1", name="Fjord AS", city="Oslo")
    desk = item("Desk")
    for contact in (made, PersonFactory(name="Ada Rossi", company=made)):
        document(SalesQuote, (desk, 1), contact=contact)
    return made


@pytest.fixture
def customer(fjord: Contact) -> Customer:
    """The same company as customer, not linked yet."""
    made: Customer = alone(CustomerFactory, no="C1", name="Fjord AS", city="Oslo")
    return made


def given() -> list[Any]:
    """The customers of all sales quotes."""
    return list(SalesQuote.objects.order_by("pk").values_list("customer", flat=True))


def test_open_quotes_follow_and_the_command_says_so(fjord: Contact, customer: Customer) -> None:
    """L3, T3: in the unit of the link, and taken back with it."""
    ran = run(*ONE, "--follow", "quotes")

    assert ran.code == 0 and "2 quotes were assigned to it." in ran.out
    assert given() == [customer.pk] * 2
    (change_set,) = set(Change.objects.filter(model="trade.salesquote", action="update").values_list("change_set"))
    undo(change_set[0])
    assert given() == [None] * 2 and not fjord.relations.exists()


def test_a_dry_run_counts_them_and_gives_nothing(fjord: Contact, customer: Customer) -> None:
    ran = run(*ONE, "--follow", "quotes", "--dry-run")

    assert "Assign 2 open quotes to the customer" in ran.out
    assert given() == [None] * 2 and not fjord.relations.exists()


def test_nothing_follows_that_was_not_asked_for(fjord: Contact, customer: Customer) -> None:
    ran = run(*ONE)

    assert fjord.relations.exists() and given() == [None] * 2 and "quote" not in ran.out


def test_pairs_of_a_file_get_each_theirs(fjord: Contact, customer: Customer, tmp_path: Path) -> None:
    """A pair that is refused keeps its quotes, and the others go on."""
    other = CompanyFactory(name="Nordlys AS")
    document(SalesQuote, (item("Lamp"), 1), contact=other)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"contact,kind,partner\n{other.no},customer,NONE\n{fjord.no},customer,{customer.no}\n")

    ran = run("link", "--pairs", pairs, "--follow", "quotes")

    assert ran.code == 1 and given() == [customer.pk, customer.pk, None]


def test_a_blocked_customer_is_linked_and_the_reason_said(fjord: Contact, customer: Customer) -> None:
    Customer._base_manager.filter(pk=customer.pk).update(blocked="all")

    ran = run(*ONE, "--follow", "quotes")

    assert fjord.relations.exists() and given() == [None] * 2 and "stays as it is." in ran.out


def test_bank_accounts_have_no_quotes(fjord: Contact) -> None:
    """L5: asked for all pairs of a file, it passes those by that nothing waits for."""
    bank = alone(BankAccountFactory, no="B1", name="Fjord AS")

    ran = run("link", "--contact", "CT1", "--bank-account", bank.no, "--follow", "quotes")

    assert ran.code == 0, ran.err
    assert fjord.relations.exists() and given() == [None] * 2
