"""Deleting in the admin follows the deletion plan: shown before, refused in words, all or nothing (D1–D6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.kit.context import Cause, Door
from crm.kit.models import before_delete
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import Country
from tests.admin.conftest import page, said, staff
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm, VendorFactory
from tests.factories.setup import CountryFactory

CONTACTS = reverse("admin:contacts_contact_changelist")
COUNTRIES = reverse("admin:setup_country_changelist")


def delete_all(client: Client, url: str, *records: Any, confirmed: bool) -> Any:
    """Choose rows of a list and the action that deletes them."""
    chosen: dict[str, Any] = {"action": "delete_selected", "_selected_action": [one.pk for one in records]}
    return client.post(url, {**chosen, **({"post": "yes"} if confirmed else {"index": "0"})}, follow=True)


def test_the_page_before_says_what_goes_and_what_stays(anna: Client, nordlys: Firm) -> None:
    person = PersonFactory(company=nordlys.contact)

    response = anna.get(page("contacts_contact", nordlys.contact, "delete"))

    text = response.content.decode()
    assert "Contact Business Relation" in text
    stays = next(message for message in said(response) if message.startswith("Stays, no longer linked"))
    assert all(one.title in stays for one in (nordlys.customer, nordlys.vendor, nordlys.bank))
    assert any(person.title in message for message in said(response))


def test_a_deleted_contact_leaves_its_partners_and_people(anna: Client, nordlys: Firm) -> None:
    person = PersonFactory(company=nordlys.contact)

    response = anna.post(page("contacts_contact", nordlys.contact, "delete"), {"post": "yes"}, follow=True)

    person.refresh_from_db()
    assert not any(message.startswith("Stays") for message in said(response))
    assert not Contact.objects.filter(pk=nordlys.contact.pk).exists()
    assert Customer.objects.get() == nordlys.customer
    assert (person.company, person.type) == (None, ContactType.PERSON)
    last = Change.objects.of(nordlys.contact).last()
    assert last is not None
    assert (last.action, last.door, last.cause) == ("delete", Door.ADMIN, Cause.TYPED)


def test_a_code_in_use_is_refused_and_its_users_are_named(anna: Client) -> None:
    country = CountryFactory(code="IT")
    contact = CompanyFactory(country=country)
    url = page("setup_country", country, "delete")

    text = anna.get(url).content.decode()

    assert "Used once in" in text
    assert contact.title in text
    assert page("contacts_contact", contact) in text
    anna.post(url, {"post": "yes"})
    assert Country.objects.filter(pk="IT").exists()


def test_many_are_deleted_by_the_plan_of_each(anna: Client, nordlys: Firm) -> None:
    other = CompanyFactory()
    asked = delete_all(anna, CONTACTS, nordlys.contact, other, confirmed=False)
    assert "Are you sure" in asked.content.decode()
    assert any(nordlys.customer.title in message for message in said(asked))

    delete_all(anna, CONTACTS, nordlys.contact, other, confirmed=True)

    assert not Contact.objects.exists()
    gone = Change.objects.filter(action="delete", model="contacts.contact")
    assert gone.count() == 2
    assert gone.values("change_set").distinct().count() == 1
    assert Customer.objects.exists()


def test_one_refused_row_refuses_all_of_them(anna: Client) -> None:
    used, free = CountryFactory(code="IT"), CountryFactory(code="ES")
    VendorFactory(country=used)

    response = delete_all(anna, COUNTRIES, used, free, confirmed=True)

    assert "Used once in" in response.content.decode()
    assert Country.objects.count() == 2
    assert not LogEntry.objects.exists()


def test_who_may_not_delete_what_goes_along_may_not_delete(nordlys: Firm) -> None:
    cleo = staff("cleo")
    grant("cleo", "delete_contact", "view_contact")
    url = page("contacts_contact", nordlys.contact, "delete")

    assert "your account doesn't have permission" in cleo.get(url).content.decode()
    assert cleo.post(url, {"post": "yes"}).status_code == 403
    assert Contact.objects.filter(pk=nordlys.contact.pk).exists()


@pytest.mark.parametrize("many", [False, True])
def test_a_contact_that_is_a_vendor_is_not_deleted_by_sales(nordlys: Firm, many: bool) -> None:
    """A link belongs to both sides; the pages of the product ask the same (tests/screens/test_delete.py)."""
    cleo, url = staff("cleo", "Sales"), page("contacts_contact", nordlys.contact, "delete")

    if many:
        asked = delete_all(cleo, CONTACTS, nordlys.contact, confirmed=False)
        answer = delete_all(cleo, CONTACTS, nordlys.contact, confirmed=True)
    else:
        asked, answer = cleo.get(url), cleo.post(url, {"post": "yes"})

    assert any("permission to change these records: Vendors." in message for message in said(asked))
    assert answer.status_code == 403
    assert "permission to change these records: Vendors." in answer.content.decode()
    assert Contact.objects.filter(pk=nordlys.contact.pk).exists()


@pytest.fixture
def kept_back() -> Iterator[str]:
    """A room that refuses every deletion at the last moment, as when somebody was faster."""
    sentence = "Somebody needs it now."

    def refuse(**_: Any) -> None:
        raise Refused(sentence)

    before_delete.connect(refuse)
    yield sentence
    before_delete.disconnect(refuse)


@pytest.mark.parametrize("many", [False, True])
def test_what_is_refused_at_the_last_moment_says_why(anna: Client, kept_back: str, many: bool) -> None:
    contact = CompanyFactory()
    url = page("contacts_contact", contact, "delete")

    if many:
        response = delete_all(anna, CONTACTS, contact, confirmed=True)
    else:
        response = anna.post(url, {"post": "yes"}, follow=True)

    assert said(response) == [kept_back]
    assert Contact.objects.exists()
    assert not LogEntry.objects.exists()


def grant(name: str, *codenames: str) -> None:
    """The user may do that from now on."""
    user = User.objects.get(username=name)
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
