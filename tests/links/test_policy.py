"""Field policy, pause and pin (S5, ruling 5), and type rulings while linked."""

from __future__ import annotations

import pytest

from contacts.links import linking
from contacts.links.linking import link, pause, pin, preview_link, resume
from contacts.links.plan import Skip
from contacts.models import Contact
from setup.models import FieldPolicy, MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone, firm

pytestmark = pytest.mark.django_db

CASES = [
    # direction, from the contact reaches the customer, from the customer reaches contact and vendor
    ("both", True, True),
    ("to_partner", True, False),
    ("to_contact", False, True),
    ("never", False, False),
]


@pytest.mark.parametrize(("direction", "out", "back"), CASES)
def test_a_policy_narrows_the_way_a_field_travels(
    marketing: MarketingSetup, direction: str, out: bool, back: bool
) -> None:
    """S5: per kind and field."""
    nordlys = firm()
    FieldPolicy(kind="customer", field="phone_no", direction=direction).save()

    nordlys.contact.phone_no = "1"
    nordlys.contact.save()
    assert (nordlys.reload().customer.phone_no == "1") is out
    nordlys.customer.phone_no = "2"
    nordlys.customer.save()

    nordlys.reload()
    assert (nordlys.contact.phone_no == "2") is back
    assert (nordlys.vendor.phone_no == "2") is back, "a value kept off the contact goes no further"


def test_a_policy_of_one_kind_leaves_the_others_alone(marketing: MarketingSetup) -> None:
    """S5."""
    nordlys = firm()
    FieldPolicy(kind="customer", field="phone_no", direction="never").save()

    nordlys.contact.phone_no = "1"
    nordlys.contact.save()

    assert nordlys.reload().vendor.phone_no == "1"


def test_a_policy_that_is_deleted_no_longer_counts(marketing: MarketingSetup) -> None:
    """S5: the rules in force are read anew."""
    nordlys = firm()
    policy = FieldPolicy(kind="customer", field="phone_no", direction="never")
    policy.save()
    nordlys.contact.phone_no = "1"
    nordlys.contact.save()

    policy.delete()
    nordlys.contact.phone_no = "2"
    nordlys.contact.save()

    assert nordlys.reload().customer.phone_no == "2"


def test_a_type_never_travels_to_the_contact_whatever_the_policy(marketing: MarketingSetup) -> None:
    """C.5: setup narrows the declaration and never widens it."""
    FieldPolicy(kind="customer", field="type", direction="to_contact").save()
    nordlys = CompanyFactory()
    customer = alone(CustomerFactory, contact_type="person")

    link(nordlys, customer)

    assert Contact.objects.get(pk=nordlys.pk).type == "company"


def test_a_paused_link_carries_nothing_and_says_so(marketing: MarketingSetup) -> None:
    """S5: the plan names what it skips and why."""
    nordlys = firm()
    pause(nordlys.customer.link)

    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    skipped = nordlys.contact.propagated.skipped
    assert [(line.record, line.field, line.skipped) for line in skipped] == [(nordlys.customer, "city", Skip.PAUSED)]
    assert nordlys.reload().customer.city == ""


def test_resuming_lists_what_differs_and_changes_nothing(marketing: MarketingSetup) -> None:
    """S4, S5."""
    nordlys = firm()
    pause(nordlys.customer.link)
    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    differing = resume(nordlys.reload().customer.link)

    assert differing == ("city",)
    assert nordlys.reload().customer.city == ""


def test_a_pinned_value_takes_nothing_in_but_gives(marketing: MarketingSetup) -> None:
    """S5, ruling 5: a pin blocks what comes in, not what goes out."""
    nordlys = firm(phone_no="1")
    pin(nordlys.customer, "phone_no")

    nordlys.contact.phone_no = "2"
    nordlys.contact.save()
    assert (nordlys.reload().customer.phone_no, nordlys.vendor.phone_no) == ("1", "2")
    nordlys.customer.phone_no = "3"
    nordlys.customer.save()

    assert nordlys.reload().vendor.phone_no == "3"


def test_a_value_pinned_on_the_contact_goes_no_further(marketing: MarketingSetup) -> None:
    """Ruling 5."""
    nordlys = firm(phone_no="1")
    pin(nordlys.contact, "phone_no")

    nordlys.customer.phone_no = "2"
    nordlys.customer.save()

    nordlys.reload()
    assert (nordlys.contact.phone_no, nordlys.vendor.phone_no) == ("1", "1")
    assert nordlys.customer.phone_no == "2"


def test_an_unpinned_value_follows_again(marketing: MarketingSetup) -> None:
    """S5."""
    nordlys = firm(phone_no="1")
    pin(nordlys.customer, "phone_no")
    linking.pin(nordlys.customer, "phone_no", pinned=False)

    nordlys.contact.phone_no = "2"
    nordlys.contact.save()

    assert nordlys.reload().customer.phone_no == "2"


def test_linking_obeys_policies_and_pins(marketing: MarketingSetup) -> None:
    """Ruling 5: the lines are in the plan, skipped with their reason."""
    FieldPolicy(kind="customer", field="city", direction="never").save()
    contact = CompanyFactory(city="Oslo", phone_no="1")
    customer = alone(CustomerFactory)
    pin(customer, "phone_no")

    plan = preview_link(contact, customer)
    link(contact, customer)

    assert {line.field: line.skipped for line in plan.skipped} == {"city": Skip.POLICY, "phone_no": Skip.PINNED}
    customer.refresh_from_db()
    assert (customer.city, customer.phone_no) == ("", "")
