"""After a save or a deletion the notice names every record that followed, and what became of it."""

from __future__ import annotations

from django.test import Client

from contacts.links.linking import unlink
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Vendor
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm, VendorFactory, alone, linked
from tests.screens.pages import Page

NEW_VENDOR = "/partners/vendors/new/"


def saved(anna: Client, url: str, **typed: str) -> Page:
    """The page after these values were typed into the form at ``url``."""
    return Page(anna.post(url, Page(anna.get(url)).with_typed(**typed), follow=True))


def edit(vendor: Vendor) -> str:
    """Where ``vendor`` is edited."""
    return f"/partners/vendors/{vendor.pk}/edit/"


def test_company_and_person_made_with_a_vendor_are_both_named(anna: Client, marketing: MarketingSetup) -> None:
    page = saved(anna, NEW_VENDOR, name="Nordlys AS", contact_name="Mario Nuovi")

    company, person = Contact.objects.companies().get(), Contact.objects.people().get()
    assert f"Saved. 2 records were created too. Contact {company.title} · Contact {person.title}" in page.text
    assert "updated too" not in page.text
    assert f"/contacts/{person.pk}/" in page.links


def test_a_person_typed_on_a_vendor_is_named(anna: Client, nordlys: Firm) -> None:
    page = saved(anna, edit(nordlys.vendor), contact_name="Mario Nuovi")

    person = Contact.objects.people().get()
    assert f"Saved. 1 record was created too. Contact {person.title}" in page.text


def test_a_link_restored_by_a_primary_contact_is_named(anna: Client, marketing: MarketingSetup) -> None:
    company = CompanyFactory(name="Nordlys AS")
    vendor = linked(company, alone(VendorFactory))
    person = PersonFactory(company=company)
    unlink(vendor.link)

    page = saved(anna, edit(vendor), primary_contact=person.no)

    assert f"Saved. 1 record is linked now. Contact {company.title}" in page.text


def test_what_a_deletion_changed_is_named(anna: Client, nordlys: Firm) -> None:
    person = PersonFactory(company=nordlys.contact)
    url = f"/contacts/{nordlys.contact.pk}/delete/"

    page = Page(anna.post(url, Page(anna.get(url)).sends, follow=True))

    assert f"was deleted. 1 linked record was updated too. Contact {person.title}" in page.text
    assert "3 records are no longer linked." in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links


def test_more_than_twenty_are_counted_and_all_listed_elsewhere(anna: Client, dario: Client, nordlys: Firm) -> None:
    for _number in range(22):
        PersonFactory(company=nordlys.contact, city="Oslo")

    page = saved(anna, f"/contacts/{nordlys.contact.pk}/edit/", city="Bergen")

    assert "Saved. 25 linked records were updated too." in page.text
    assert "and 5 more" in page.text
    change_set = Change.objects.first().change_set  # type: ignore[union-attr]
    assert page.links.count(f"/history/{change_set}/") >= 2


def test_the_notice_of_what_followed_costs_no_query(anna: Client, nordlys: Firm, statements: Statements) -> None:
    url = f"/contacts/{nordlys.contact.pk}/edit/"
    typed = Page(anna.get(url)).with_typed(city="Bergen")

    with statements() as done:
        anna.post(url, typed)

    last_write = max(place for place, sql in enumerate(done) if 'INTO "history_change"' in sql)
    following = [
        sql for sql in done[:last_write] if 'FROM "partners_customer" WHERE "partners_customer"."id" IN' in sql
    ]
    assert following == []
