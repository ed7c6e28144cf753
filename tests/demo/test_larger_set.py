"""The generated set in the database: linked, equal, numbered, searchable, and followed by ordinary records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from contacts.formats.fields import CHECKS, check_field
from contacts.links.bulk import store_summaries
from contacts.links.circle import link_from
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import Contact
from crm.demo.data.series import GENERATED_SERIES
from crm.history.models import Change
from partners.models import BankAccount, Customer, Vendor
from setup.numbering.models import NumberSeriesLine
from tests.demo.conftest import SIZE

if TYPE_CHECKING:
    from crm.demo.company import Summary

GENERATED = GENERATED_SERIES["contact"]


@pytest.fixture(autouse=True)
def at_work(enlarged: Summary) -> Summary:
    """Every test of this module looks at the demo company with its generated contacts."""
    return enlarged


def test_the_set_comes_on_top_of_the_demo_company(at_work: Summary) -> None:
    assert at_work.companies + at_work.people == 218 + SIZE
    assert at_work.customers == pytest.approx(45 + 0.45 * SIZE, rel=0.1)
    assert at_work.vendors == pytest.approx(25 + 0.20 * SIZE, rel=0.1)
    assert at_work.links == at_work.customers + at_work.vendors + at_work.bank_accounts - 5


def test_generated_pairs_are_equal_in_every_shared_field() -> None:
    relations = ContactBusinessRelation.objects.linked().with_partners()
    links = [link_from(one) for one in relations.filter(contact__no_series=GENERATED)]

    different = [one for one in links if differing(one.relation.contact, one.partner, one.kind) or one.relation.paused]

    assert len(links) > 0.6 * SIZE
    assert different == []


def test_generated_summaries_of_relations_are_right() -> None:
    before = dict(Contact.objects.values_list("no", "business_relation"))

    with transaction.atomic():
        store_summaries()
        after = dict(Contact.objects.values_list("no", "business_relation"))
        transaction.set_rollback(True)

    assert before == after


def test_generated_numbers_are_one_block_of_series_of_their_own(at_work: Summary) -> None:
    numbers = Contact.objects.filter(no_series=GENERATED).order_by("pk").values_list("no", flat=True)
    lines = dict(NumberSeriesLine._base_manager.values_list("series", "last_no_used"))

    assert list(numbers) == [f"CT{1_000_000 + n}" for n in range(1, SIZE + 1)]
    assert lines[GENERATED] == f"CT{1_000_000 + SIZE}"
    assert lines[GENERATED_SERIES["customer"]] == f"C{1_000_000 + at_work.customers - 45}"
    assert lines["CONT"] == "CT000218"


def test_the_demo_company_and_the_set_share_no_vat_number() -> None:
    numbers = Contact.objects.companies().values_list("vat_registration_no", flat=True)

    assert len(set(numbers)) == numbers.count()


def test_generated_contacts_are_found_by_what_one_types() -> None:
    contact = Contact.objects.filter(no_series=GENERATED, country="ES").order_by("pk")[0]

    assert contact.no.lower() in contact.search
    assert contact.sort_name.isascii()


def test_generated_accounts_are_complete() -> None:
    accounts = BankAccount._base_manager.filter(no_series=GENERATED_SERIES["bank_account"])

    assert accounts.count() > 3
    for account in accounts:
        account.full_clean()
        assert account.iban
        assert account.our_contact_id == "RM"


def test_generated_partners_have_their_terms() -> None:
    for model in (Customer, Vendor):
        generated = model._base_manager.filter(no__regex="^[CV]1[0-9]{6}$")

        assert generated.exclude(payment_terms=None).exclude(location=None).count() == generated.count() > 0
        assert generated.filter(primary_contact=None).exclude(contact_name="").count() == 0


def test_generated_records_would_pass_their_own_forms() -> None:
    for model in (Contact, Customer, Vendor):
        for record in model._base_manager.order_by("-pk")[:20]:
            record.full_clean()
            for name in CHECKS.keys() & {field.name for field in model._meta.fields}:
                value = getattr(record, name)
                assert check_field(name, value, record.country_id or "") == (value, None, False)


def test_the_history_counts_the_set_in_one_row(at_work: Summary) -> None:
    change = Change.objects.get(model="demo.generated")

    assert change.diff["contact"] == [None, SIZE]
    assert change.diff["customer"] == [None, at_work.customers - 45]
    assert Change.objects.values("change_set").distinct().count() == 1


def test_ordinary_records_go_on_where_the_set_ended() -> None:
    with transaction.atomic():
        contact = Contact(name="After the set")
        contact.save()
        relation = ContactBusinessRelation(contact=contact, business_relation_id="PROS")
        relation.save()
        after = (contact.no, contact.pk > Contact.objects.filter(no_series=GENERATED).count())
        transaction.set_rollback(True)

    assert after == ("CT000219", True)
