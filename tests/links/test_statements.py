"""What a save costs: statements, history included, at two sizes of the database (issue: statement budgets)."""

from __future__ import annotations

import pytest
from django.db import connection

from contacts.models import Contact, ContactType
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm, firm

pytestmark = pytest.mark.django_db

SIZES = pytest.mark.parametrize("others", [0, 15])


def _firm_among(others: int) -> Firm:
    for _ in range(others):
        firm(name="Other")
    made = firm()
    made.contact.phone_no = "+4700"
    made.contact.save()  # The rules in force have been read once.
    return made.reload()


def _writing(rows: int) -> int:
    return 1 if connection.vendor == "postgresql" else rows


@SIZES
def test_a_save_without_a_shared_change_costs_three_statements(
    marketing: MarketingSetup, statements: Statements, others: int
) -> None:
    """Stored row, update, history row; no partner is written."""
    nordlys = _firm_among(others)
    nordlys.contact.external_id = "X-1"
    nordlys.customer.our_account_no = "4711"

    with statements() as of_contact:
        nordlys.contact.save()
    with statements() as of_customer:
        nordlys.customer.save()

    assert len(of_contact) == 3
    assert len(of_customer) == 3


def test_a_save_that_changes_nothing_reads_once(marketing: MarketingSetup, statements: Statements) -> None:
    """Goal 1c: nothing is written."""
    nordlys = _firm_among(0)

    with statements() as seen:
        nordlys.contact.save()
        nordlys.customer.save()

    assert len(seen) == 2


@SIZES
@pytest.mark.parametrize("side", ["contact", "customer", "vendor", "bank"])
def test_a_shared_change_costs_two_reads_and_the_writes(
    marketing: MarketingSetup, statements: Statements, others: int, side: str
) -> None:
    """Stored row, links, history row; a partner's hub too. The four rows are written at once on PostgreSQL."""
    nordlys = _firm_among(others)
    record = getattr(nordlys, side)
    record.phone_no = "+4722334455"

    with statements() as seen:
        record.save()

    assert len(seen) == (3 if side == "contact" else 4) + _writing(4), "\n".join(s[:150] for s in seen)


def test_a_company_with_people_pays_for_them_once(marketing: MarketingSetup, statements: Statements) -> None:
    """People are read in one statement however many there are, and written with the others."""
    nordlys = _firm_among(0)
    for _ in range(5):
        PersonFactory(company=nordlys.contact)
    nordlys.contact.phone_no = "+4722334455"

    with statements() as seen:
        nordlys.contact.save()

    assert Contact.objects.filter(type=ContactType.PERSON, phone_no="+4722334455").count() == 5
    assert len(seen) == 4 + _writing(4 + 5)


@SIZES
def test_a_new_customer_with_its_contact_costs_a_constant(
    marketing: MarketingSetup, statements: Statements, others: int
) -> None:
    """Goal 6: the setup, both numbers (read at once, written at once on PostgreSQL), three rows, and the history."""
    from partners.models import Customer

    for _ in range(others):
        CompanyFactory(name="Other")

    with statements() as seen:
        Customer(name="Nordlys AS").save()

    assert Contact.objects.get(name="Nordlys AS").business_relation == "customer"
    assert len(seen) == 6 + _writing(2), "\n".join(s[:130] for s in seen)
