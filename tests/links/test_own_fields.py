"""What each side keeps for itself: the contact's fields, the partner's, and what creating leaves blank (A2, A3, E6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from contacts.links.creating import create_partner
from contacts.links.kinds import LinkKind, all_kinds, kind_named
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.models import Record
from crm.kit.values import value_of
from setup.models import MarketingSetup, OrganizationalLevel, Salutation
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm, linked
from tests.links.samples import partner_of, put

pytestmark = pytest.mark.django_db

SHARED = {name for kind in all_kinds() for name in kind.by_contact}
WITH_CONSEQUENCES = {
    "no", "no_series", "pinned", "company", "company_name", "first_name", "middle_name", "surname", "minor",
    "parental_consent_received",
}  # fmt: skip
"""Numbers and pins; joining a company and renaming a person; a minor is blocked for privacy, which is shared."""

CONTACT_ONLY = [field.name for field in Contact.columns() if field.name not in SHARED | WITH_CONSEQUENCES]


def another_value(record: Record, name: str) -> Any:
    """A value that the column does not have now."""
    field = next(field for field in record.columns() if field.name == name)
    if isinstance(field, models.ForeignKey):
        made = field.related_model(code="OTHER")
        assert isinstance(made, OrganizationalLevel | Salutation)
        made.save()
        return made.pk
    if isinstance(field, models.BooleanField):
        return not value_of(record, field)
    return field.choices[-1][0] if field.choices else "4711"


def own_values(kind: LinkKind, partner: Record) -> dict[str, Any]:
    """What a partner does not share; its number left out."""
    own = (one for one in partner.columns() if one.name not in {*kind.by_partner, "no", "no_series"})
    return {one.name: value_of(partner, one) for one in own}


def test_the_contact_has_fields_of_its_own() -> None:
    """A2: the test below has something to do."""
    assert {"job_title", "initials", "extension_no", "pager", "email_2", "external_id"} <= set(CONTACT_ONLY)


@pytest.mark.parametrize("name", CONTACT_ONLY)
def test_a_field_of_the_contact_alone_goes_nowhere(marketing: MarketingSetup, name: str) -> None:
    """A2: one row is written, the person's."""
    ada = PersonFactory()
    linked(ada, alone(CustomerFactory))
    value = another_value(ada, name)
    before = Change.objects.count()

    put(ada, name, value)
    ada.save()

    assert Change.objects.count() == before + 1
    assert list(Change.objects.of(ada).last().diff) == [name]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
def test_creating_as_leaves_blank_what_is_not_shared(marketing: MarketingSetup, kind: str) -> None:
    """E6: without a template no posting group, term, contact name or primary contact is invented.

    The fiscal code is copied once: it says who somebody is, but is not shared.
    """
    nordlys = CompanyFactory(city="Oslo", phone_no="+4722000000", fiscal_code="NO998")
    PersonFactory(company=nordlys)

    made = kind_named(kind).model.objects.get(pk=create_partner(nordlys, kind_named(kind)).record.pk)

    blank = own_values(kind_named(kind), kind_named(kind).model())
    copied = {"fiscal_code": "NO998"} if "fiscal_code" in blank else {}
    assert own_values(kind_named(kind), made) == blank | copied


def test_a_change_on_the_contact_touches_no_field_that_is_not_shared(marketing: MarketingSetup) -> None:
    """A3, promise 8: posting and invoicing details of all partners are as they were."""
    nordlys = firm()
    nordlys.customer.credit_limit, nordlys.customer.our_account_no = 500, "4711"
    nordlys.vendor.creditor_no, nordlys.bank.iban = "C-1", "NO9386011117947"
    for partner in (nordlys.customer, nordlys.vendor, nordlys.bank):
        partner.save()
    before = [own_values(kind, partner_of(nordlys.reload(), kind)) for kind in all_kinds()]

    nordlys.contact.name, nordlys.contact.city = "Sørlys AS", "Oslo"
    nordlys.contact.save()

    nordlys.reload()
    assert [own_values(kind, partner_of(nordlys, kind)) for kind in all_kinds()] == before
    assert {partner_of(nordlys, kind).city for kind in all_kinds()} == {"Oslo"}
