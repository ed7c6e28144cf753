"""What the demo company promises: who is there, who is linked, and what is odd on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from contacts.formats.fields import CHECKS, check_field
from contacts.links.bulk import store_summaries
from contacts.links.circle import link_from
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import AlternativeAddress, Contact
from crm.demo import company
from crm.demo.data import oddities
from crm.history.models import Change
from crm.kit.context import Cause, Door
from partners.models import BankAccount, Customer, CustomerTemplate, Vendor, VendorTemplate
from setup.models import MarketingSetup, PostCode, Salesperson

if TYPE_CHECKING:
    from crm.demo.company import Summary

ADDRESS = ("country", "post_code", "city", "county")
ROOMS = {"setup", "numbering", "contacts", "links", "partners"}


@pytest.fixture(autouse=True)
def at_work(loaded: Summary) -> Summary:
    """Every test of this module looks at the loaded demo company."""
    return loaded


def linked_to(*names: str) -> int:
    """How many contacts are linked to a partner of each of these kinds."""
    contacts = Contact.objects.all()
    for name in names:
        contacts = contacts.filter(**{f"relations__{name}__isnull": False})
    return contacts.count()


def named(name: str) -> Contact:
    return Contact.objects.get(name=name)


def test_as_many_are_there_as_promised(at_work: Summary) -> None:
    assert at_work == company.Summary(companies=60, people=158, customers=45, vendors=25, bank_accounts=6, links=71)
    assert Contact.objects.people().exclude(company=None).count() == 150


def test_some_contacts_have_several_partners() -> None:
    assert linked_to("customer", "vendor") == 14
    assert linked_to("customer", "bank_account") == 3
    assert linked_to("vendor", "bank_account") == 3
    assert linked_to("customer", "vendor", "bank_account") == 2


def test_two_people_are_customers_and_their_own_primary_contact() -> None:
    customers = Customer._base_manager.filter(contact_type="person").order_by("name")

    assert [one.name for one in customers] == ["Caterina Bassi", "Ignacio Herrera Salas"]
    assert all(one.primary_contact == one.link.contact for one in customers)


def test_some_partners_wait_for_a_contact_and_one_of_them_is_one_already() -> None:
    customers, vendors = Customer._base_manager.filter(link=None), Vendor._base_manager.filter(link=None)

    known = Contact.objects.filter(
        vat_registration_no__in=customers.values("vat_registration_no"), relations__isnull=True, type="company"
    )

    assert (customers.count(), vendors.count()) == (3, 2)
    assert [one.name for one in known] == ["Etna Agrumi Società Cooperativa"]


def test_linked_pairs_are_equal_except_where_they_differ_on_purpose() -> None:
    odd = {
        (entry.firm, entry.role): {name for name, _value in entry.values}
        for entry in (*oddities.DRIFTED, *oddities.PAUSED, *oddities.PINNED)
    }

    links = [link_from(one) for one in ContactBusinessRelation.objects.linked().with_partners()]
    found = {
        (one.relation.contact.name, one.kind.name): set(differing(one.relation.contact, one.partner, one.kind))
        for one in links
    }

    assert len(found) == 71
    assert {pair: fields for pair, fields in found.items() if fields} == odd


def test_one_link_is_paused_and_one_value_pinned() -> None:
    paused = ContactBusinessRelation.objects.filter(paused=True).values_list("contact__name", flat=True)
    pinned = Customer._base_manager.exclude(pinned=[]).values_list("name", "pinned")

    assert list(paused) == ["Hoteles Sierra de Aitana, S.L."]
    assert list(pinned) == [("Cartotecnica Berica S.r.l.", ["email"])]


def test_plain_relations_say_what_others_are() -> None:
    plain = ContactBusinessRelation.objects.filter(customer=None, vendor=None, bank_account=None)

    codes = set(plain.values_list("business_relation", flat=True))

    assert codes == {"PROS", "LAW", "COMP", "PRESS", "JOB"}
    assert named("Marca Sport S.p.A.").business_relation == "other"


def test_summaries_of_relations_are_right() -> None:
    before = dict(Contact.objects.values_list("no", "business_relation"))

    with transaction.atomic():
        store_summaries()
        after = dict(Contact.objects.values_list("no", "business_relation"))
        transaction.set_rollback(True)

    assert before == after


def test_privacy_is_kept() -> None:
    blocked = Contact.objects.filter(privacy_blocked=True).order_by("name")
    minor = Contact.objects.get(minor=True)

    assert [one.name for one in blocked] == ["Curro Ariza León", "Marco Antonelli"]
    assert (minor.parental_consent_received, minor.privacy_blocked) == (True, False)


def test_people_share_address_and_phone_of_their_firm() -> None:
    for person in Contact.objects.people().exclude(company=None).select_related("company"):
        firm: Any = person.company

        paused = firm.name == oddities.PAUSED[0].firm
        assert (person.address, person.post_code, person.city) == (firm.address, firm.post_code, firm.city)
        assert (person.language, person.country, person.company_name) == (firm.language, firm.country, firm.name)
        assert person.phone_no == firm.phone_no or paused


def test_every_address_is_in_the_list_of_post_codes() -> None:
    known = set(PostCode._base_manager.values_list("country", "code", "city", "county"))
    homes = (
        Contact._base_manager.values_list(*ADDRESS),
        AlternativeAddress._base_manager.values_list(*ADDRESS),
        Customer._base_manager.values_list(*ADDRESS),
        Vendor._base_manager.values_list(*ADDRESS),
        BankAccount._base_manager.values_list(*ADDRESS),
    )

    used = {home for rows in homes for home in rows}

    assert len(known) >= 120
    assert used - known == set()


def test_every_record_would_pass_its_own_form() -> None:
    refused: list[str] = []
    for model in apps.get_models():
        for record in model._base_manager.all() if model._meta.app_label in ROOMS else ():
            try:
                record.full_clean()
            except ValidationError as error:
                refused.append(f"{model.__name__} {record}: {error}")

    assert refused == []


def test_values_are_stored_as_forms_would_store_them() -> None:
    changed = [
        f"{model.__name__} {record}: {name}"
        for model in (Contact, AlternativeAddress, Customer, Vendor, BankAccount)
        for record in model._base_manager.all()
        for name in CHECKS.keys() & {field.name for field in model._meta.fields}
        if check_field(name, getattr(record, name), record.country_id or "") != (getattr(record, name), None, False)
    ]

    assert changed == []


def test_alternative_addresses_have_their_dates() -> None:
    addresses = AlternativeAddress._base_manager.order_by("code")

    assert [one.code for one in addresses] == ["HOLIDAY", "SHOWROOM", "STORE", "SUMMER", "WORKS"]
    assert [one.date_ranges.count() for one in addresses] == [2, 1, 1, 2, 1]


def test_numbers_come_from_the_series_without_a_gap() -> None:
    assert list(Contact.objects.values_list("no", flat=True)) == [f"CT{n:06d}" for n in range(1, 219)]
    assert list(Customer._base_manager.values_list("no", flat=True)) == [f"C{n:05d}" for n in range(1, 46)]
    assert list(Vendor._base_manager.values_list("no", flat=True)) == [f"V{n:05d}" for n in range(1, 26)]
    assert list(BankAccount._base_manager.values_list("no", flat=True)) == [f"B{n:04d}" for n in range(1, 7)]


def test_marketing_setup_is_ready_for_every_kind() -> None:
    setup = MarketingSetup.current()

    assert (setup.customer_relation_id, setup.vendor_relation_id) == ("CUST", "VEND")
    assert (setup.bank_account_relation_id, setup.contact_nos_id) == ("BANK", "CONT")
    assert CustomerTemplate._base_manager.count() == 5
    assert VendorTemplate._base_manager.count() == 4
    assert list(Salesperson._base_manager.filter(blocked=True).values_list("code", flat=True)) == ["IR"]


def test_loading_is_one_change_set_in_the_history() -> None:
    changes = Change.objects.all()

    assert changes.values("change_set").distinct().count() == 1
    assert set(changes.values_list("door", flat=True)) == {Door.COMMAND}
    assert set(changes.filter(action="create", model="contacts.contact").values_list("cause", flat=True)) == {
        Cause.IMPORTED
    }


def test_a_loaded_database_is_not_empty() -> None:
    assert not company.is_empty()
