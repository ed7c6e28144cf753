"""Before saving, the form says what else will change, where, and what stays and why (R1, F4, M26, N8)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from contacts.links.linking import pin
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Vendor
from setup.models import FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

PART = {"HX-Request": "true"}


def asked(client: Client, url: str, **typed: str) -> Page:
    """The part of the page that says what follows after these values were typed."""
    return Page(client.post(f"{url}consequences/", Page(client.get(url)).with_typed(**typed), headers=PART))


def of_contact(nordlys: Firm) -> str:
    """Where the contact is edited."""
    return f"/contacts/{nordlys.contact.pk}/edit/"


def of_customer(nordlys: Firm) -> str:
    """Where the customer is edited."""
    return f"/partners/customers/{nordlys.customer.pk}/edit/"


def test_the_contact_says_who_will_follow_and_who_will_not(
    anna: Client, nordlys: Firm, marketing: MarketingSetup
) -> None:
    """F4: partners by number, people counted, and whoever has a value of their own."""
    marketing.inherit_communication = True
    marketing.save()
    PersonFactory(name="Ada Rossi", company=nordlys.contact)
    PersonFactory(name="Luca Rossi", company=nordlys.contact, phone_no="+39 333 1112223")

    page = asked(anna, of_contact(nordlys), phone_no="+39 02 7654321")

    partners = f"Customer {nordlys.customer.no}, Vendor {nordlys.vendor.no}, Bank Account {nordlys.bank.no}"
    assert f"1 change Will also update: {partners}, 1 person of this company." in page.text
    assert "Luca Rossi" in page.text.partition("Stays as it is")[2]
    assert "It did not hold the old value of the company." in page.text


def test_a_partner_says_that_contact_and_other_partners_follow(anna: Client, nordlys: Firm) -> None:
    """F4.6: the other direction; the vendor follows through the contact."""
    page = asked(anna, of_customer(nordlys), city="Bergen")

    assert f"Contact {nordlys.contact.no}, Vendor {nordlys.vendor.no}" in page.text
    assert "Oslo Bergen" in page.text


def test_clearing_a_value_is_announced_like_any_other_change(anna: Client, nordlys: Firm) -> None:
    """R1, S6: a blank travels too."""
    page = asked(anna, of_contact(nordlys), city="")

    assert f"Will also update: Customer {nordlys.customer.no}" in page.text
    assert "Oslo —" in page.text


def test_pins_pauses_and_policy_are_the_reason_why_a_value_stays(anna: Client, nordlys: Firm) -> None:
    """S5: each is told in words."""
    pin(nordlys.customer, "city")
    FieldPolicy(kind="vendor", field="city", direction="never").save()
    relation = nordlys.contact.relations.get(bank_account=nordlys.bank)
    relation.paused = True
    relation.save()

    page = asked(anna, of_contact(nordlys), city="Bergen")

    assert "Will also update" not in page.text
    for reason in ("pinned here", "field policy", "link is paused"):
        assert reason in page.text


def test_nothing_is_written_and_nothing_recorded(anna: Client, nordlys: Firm) -> None:
    """R2: looking ahead leaves no trace."""
    before = Change.objects.count()

    asked(anna, of_contact(nordlys), city="Bergen", name="Nordlys Norge AS")

    assert nordlys.reload().contact.city == "Oslo"
    assert Change.objects.count() == before


def test_what_was_told_is_what_saving_writes(anna: Client, nordlys: Firm) -> None:
    """F4.3: the same records, in the same order of kinds."""
    told = asked(anna, of_customer(nordlys), city="Bergen").text

    saved = Page(
        anna.post(of_customer(nordlys), Page(anna.get(of_customer(nordlys))).with_typed(city="Bergen"), follow=True)
    )

    written = [one.no for one in (nordlys.contact, nordlys.vendor, nordlys.bank)]
    assert "3 linked records were updated too." in saved.text
    assert all(number in told for number in written)


def test_no_change_says_nothing(anna: Client, nordlys: Firm) -> None:
    assert asked(anna, of_contact(nordlys)).text == ""


def test_a_value_of_its_own_is_counted_and_changes_nobody_else(anna: Client, nordlys: Firm) -> None:
    assert asked(anna, of_contact(nordlys), fiscal_code="00743110157").text == "1 change"


def test_what_would_be_refused_says_so_now(anna: Client, nordlys: Firm) -> None:
    """R6: not only when saving."""
    assert "cannot become a person" in asked(anna, of_contact(nordlys), type="person").text


def test_records_that_the_user_may_not_see_are_only_counted(nordlys: Firm) -> None:
    """H4: who works with customers and contacts only learns that something else follows, not what."""
    sara = member("Sara")
    wanted = ("view_customer", "change_customer", "view_contact")
    sara.user_permissions.set(Permission.objects.filter(codename__in=wanted))

    page = asked(browser(sara), of_customer(nordlys), city="Bergen")

    assert f"Will also update: Contact {nordlys.contact.no}, 2 records you may not see." in page.text
    assert nordlys.bank.no not in page.text


def test_without_a_script_it_is_a_page_that_saves_and_leads_back(anna: Client, nordlys: Firm) -> None:
    """13: the page carries what was typed."""
    url = of_contact(nordlys)
    page = Page(anna.post(f"{url}consequences/", Page(anna.get(url)).with_typed(city="Bergen")))

    back = Page(anna.post(url, page.sends | {"compare": "yes"}))
    anna.post(url, page.sends)

    assert "What will follow" in page.text
    assert back.sends["city"] == "Bergen"
    assert nordlys.reload().vendor.city == "Bergen"


def test_readers_are_not_asked(bo: Client, nordlys: Firm) -> None:
    assert bo.post(f"{of_contact(nordlys)}consequences/", {}).status_code == 403


@pytest.mark.parametrize("column", ["phone_no", "name"])
def test_looking_ahead_costs_the_same_with_few_and_many_people(
    anna: Client, nordlys: Firm, statements: Statements, column: str
) -> None:
    PersonFactory(company=nordlys.contact)
    url, typed = of_contact(nordlys), {column: "+39 02 7654321"}
    sends = Page(anna.get(url)).with_typed(**typed)

    with statements() as few:
        anna.post(f"{url}consequences/", sends, headers=PART)
    for _ in range(20):
        PersonFactory(company=nordlys.contact)
    with statements() as many:
        anna.post(f"{url}consequences/", sends, headers=PART)

    assert len(few) == len(many) <= 14
    assert not [one for one in many if one.startswith(("INSERT", "UPDATE"))]


NEW = "/partners/vendors/new/"


def test_a_new_partner_says_that_it_creates_a_contact(anna: Client, marketing: MarketingSetup) -> None:
    """F4, N14: on the form at once, where relation code and number series are set; and then it does."""
    shown = Page(anna.get(NEW))
    marketing.contact_nos = None
    marketing.save()

    assert "Will also create a contact." in shown.text
    assert "Will also create" not in Page(anna.get(NEW)).text
    assert "Will also create" not in Page(anna.get("/contacts/new/")).text


def test_a_contact_name_creates_a_person_too(anna: Client, marketing: MarketingSetup) -> None:
    """C7: what is told is what saving makes."""
    told = asked(anna, NEW, name="Fjord AS", contact_name="Ada Rossi")

    anna.post(NEW, Page(anna.get(NEW)).with_typed(name="Fjord AS", contact_name="Ada Rossi"))

    assert told.text == "Will also create a contact. Will also create the person Ada Rossi."
    assert set(Contact.objects.values_list("name", flat=True)) == {"Fjord AS", "Ada Rossi"}


def test_a_chosen_person_brings_the_company_along(anna: Client, marketing: MarketingSetup, nordlys: Firm) -> None:
    """H4: the vendor will belong to the company of its primary contact; nothing is created."""
    company = CompanyFactory(name="Fjord AS")
    ada = PersonFactory(name="Ada Rossi", company=company)

    told = asked(anna, NEW, name="Fjord AS", primary_contact=ada.no)

    assert told.text == f"Will also link it with contact {company.title}."


def test_a_name_typed_on_a_standing_partner_creates_a_person(anna: Client, nordlys: Firm) -> None:
    told = asked(anna, of_customer(nordlys), contact_name="Ada Rossi")

    assert told.text == "1 change Will also create the person Ada Rossi."


def test_what_a_new_one_makes_is_told_without_a_script_and_for_few_statements(
    anna: Client, marketing: MarketingSetup, statements: Statements
) -> None:
    """13: a page that saves and leads back; asking costs the same however many there are."""
    url, typed = f"{NEW}consequences/", Page(anna.get(NEW)).with_typed(name="Fjord AS")
    page = Page(anna.post(url, typed))
    with statements() as few:
        anna.post(url, typed, headers=PART)
    for _ in range(20):
        CompanyFactory()
    with statements() as many:
        anna.post(url, typed, headers=PART)

    assert "Will also create a contact." in page.text and page.sends["name"] == "Fjord AS"
    assert len(few) == len(many) <= 8
    assert not Vendor.objects.exists()


def test_only_who_may_make_one_is_told(bo: Client) -> None:
    assert bo.post(f"{NEW}consequences/", {}).status_code == 403
