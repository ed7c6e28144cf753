"""Many contacts made customers in one gesture (P10, F2, R2)."""

from __future__ import annotations

import pytest

from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.kit.addresses import page_url
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, CustomerTemplateFactory, VendorTemplateFactory, alone, linked
from tests.factories.setup import CurrencyFactory
from tests.links_screens.pages import Browser, Page

pytestmark = pytest.mark.django_db

AS_CUSTOMER, AS_VENDOR = "create-as-customer", "create-as-vendor"


def picked(browser: Browser, path: str, *contacts: Contact) -> Page:
    """The page after ticking ``contacts`` in their list."""
    return browser.get(f"{address(path)}?{'&'.join(f'pick={one.pk}' for one in contacts)}")


def address(path: str) -> str:
    """Where many become partners."""
    return page_url(Contact, path)


def send(browser: Browser, page: Page, path: str, *contacts: Contact, **typed: str) -> Page:
    """The button is pressed."""
    query = "&".join(f"pick={one.pk}" for one in contacts)
    return browser.send(page, f"{address(path)}?{query}", **typed)


def test_of_each_a_customer_is_made_and_a_person_stands_for_the_company(
    marketing: MarketingSetup, anna: Browser
) -> None:
    rossi, verdi = CompanyFactory(name="Rossi"), CompanyFactory(name="Verdi")
    paolo = PersonFactory(name="Paolo Bianchi", company=rossi)
    page = picked(anna, AS_CUSTOMER, rossi, verdi, paolo)

    after = send(anna, page, AS_CUSTOMER, rossi, verdi, paolo)

    assert "2 records will be created" in page.text
    assert {one.link.contact for one in Customer.objects.all()} == {rossi, verdi}
    assert "2 records were created." in after.text


def test_nothing_is_written_before_the_button(marketing: MarketingSetup, anna: Browser) -> None:
    picked(anna, AS_CUSTOMER, CompanyFactory())

    assert not Customer.objects.exists()


def test_who_is_linked_or_blocked_or_probably_there_is_left_out_with_the_reason(
    marketing: MarketingSetup, anna: Browser
) -> None:
    taken = CompanyFactory(name="Rossi")
    linked(taken, alone(CustomerFactory))
    hidden = CompanyFactory(name="Verdi", privacy_blocked=True)
    double = CompanyFactory(name="Adriatica Congressi", vat_registration_no="IT00743110157")
    alone(CustomerFactory, name="Adriatica Congressi", vat_registration_no="IT00743110157")
    fresh = CompanyFactory(name="Nordlys")
    page = picked(anna, AS_CUSTOMER, taken, hidden, double, fresh)

    send(anna, page, AS_CUSTOMER, taken, hidden, double, fresh)

    assert "Left out: probably there already" in page.text
    assert "is blocked for privacy" in page.text
    assert "1 record will be created" in page.text
    assert Customer.objects.filter(name="Nordlys").get().link.contact == fresh
    assert Customer.objects.count() == 3


def test_of_several_templates_one_is_chosen_for_each_type(marketing: MarketingSetup, anna: Browser) -> None:
    """C4; the template's value goes back to the contact (C3)."""
    company = CompanyFactory(currency=None)
    for code in ("A", "B"):
        VendorTemplateFactory(code=code, currency=CurrencyFactory(code=f"CU{code}"))
    page = picked(anna, AS_VENDOR, company)

    refused = send(anna, page, AS_VENDOR, company, template_0="")
    send(anna, page, AS_VENDOR, company, **{f"template_{ContactType.COMPANY}": "B"})

    assert "This field is required." in refused.text
    assert Vendor.objects.get().currency_id == Contact.objects.get().currency_id == "CUB"


def test_sent_twice_they_exist_once_and_are_one_change_set(marketing: MarketingSetup, anna: Browser) -> None:
    contacts = [CompanyFactory(), CompanyFactory()]
    CustomerTemplateFactory()
    page = picked(anna, AS_CUSTOMER, *contacts)
    before = set(Change.objects.values_list("change_set", flat=True))

    for _turn in range(2):
        send(anna, page, AS_CUSTOMER, *contacts)

    assert Customer.objects.count() == 2
    assert len(set(Change.objects.values_list("change_set", flat=True)) - before) == 1


def test_who_may_not_create_customers_is_neither_offered_nor_let_in(
    marketing: MarketingSetup, bo: Browser, cleo: Browser
) -> None:
    contact = CompanyFactory()

    assert AS_CUSTOMER not in bo.get(page_url(Contact, "list")).source
    assert picked(bo, AS_CUSTOMER, contact).status == 403
    assert AS_CUSTOMER in cleo.get(page_url(Contact, "list")).source
    assert picked(cleo, AS_VENDOR, contact).status == 403


def test_looking_at_one_more_costs_a_few_statements_more(
    marketing: MarketingSetup, anna: Browser, statements: Statements
) -> None:
    contacts = [CompanyFactory(name=name) for name in ("Rossi", "Verdi", "Nordlys", "Adriatica")]
    costs = []
    for some in (contacts[:2], contacts):
        picked(anna, AS_CUSTOMER, *some)
        with statements() as collected:
            picked(anna, AS_CUSTOMER, *some)
        costs.append(len(collected))

    assert costs[1] - costs[0] <= 2 * 6
