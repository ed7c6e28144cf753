"""What is always true of a contact (J1–J4, K1, I1 defaults, J2 type changes)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.models import Contact, ContactType
from contacts.rules import split_name
from crm.kit.refusal import Refused
from setup.models import MarketingSetup, OrganizationalLevel, Salutation
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, linked
from tests.factories.setup import CountryFactory, CurrencyFactory, SalespersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada", ("Ada", "", "")),
        ("Ada Rossi", ("Ada", "", "Rossi")),
        ("Ada Maria Rossi", ("Ada", "Maria", "Rossi")),
        ("Ada Maria Teresa Rossi", ("Ada Maria", "Teresa", "Rossi")),
        ("", ("", "", "")),
        ("  Ada   Rossi ", ("Ada", "", "Rossi")),
        ("x" * 40, ("x" * 30, "", "")),
    ],
)
def test_a_name_is_split_at_blanks(name: str, parts: tuple[str, str, str]) -> None:
    """J3."""
    assert split_name(name) == parts


def test_parts_make_the_name_and_the_name_makes_parts() -> None:
    """J3."""
    ada = PersonFactory(name="Ada Rossi")
    ada.middle_name = "Maria"
    ada.save()
    assert ada.name == "Ada Maria Rossi"

    ada.name = "Bo Verdi"
    ada.save()

    assert (ada.first_name, ada.middle_name, ada.surname) == ("Bo", "", "Verdi")


def test_companies_have_no_parts_and_are_their_own_company() -> None:
    """J1, J3."""
    nordlys = CompanyFactory(name="Nordlys AS", first_name="x")

    assert (nordlys.first_name, nordlys.company, nordlys.company_name) == ("", None, "Nordlys AS")


def test_a_person_cannot_belong_to_a_person() -> None:
    """J6."""
    with pytest.raises(Refused, match="companies only"):
        PersonFactory(company=PersonFactory())


def test_the_search_name_follows_until_it_is_edited() -> None:
    """J4."""
    nordlys = CompanyFactory(name="Nordlys AS")
    assert nordlys.search_name == "NORDLYS AS"
    nordlys.name = "Sørlys AS"
    nordlys.save()
    assert nordlys.search_name == "SØRLYS AS"
    nordlys.search_name = "LIGHT"
    nordlys.save()

    nordlys.name = "Vestlys AS"
    nordlys.save()

    assert nordlys.search_name == "LIGHT"


def test_a_cleared_search_name_follows_again() -> None:
    """J4."""
    nordlys = CompanyFactory(name="Nordlys AS", search_name="LIGHT")
    nordlys.search_name = ""
    nordlys.save()

    assert Contact.objects.get(pk=nordlys.pk).search_name == "NORDLYS AS"


def test_defaults_fill_the_blanks_of_a_new_contact(marketing: MarketingSetup) -> None:
    """I1: and only blanks."""
    marketing.default_country = CountryFactory(code="NO")
    marketing.default_salesperson = SalespersonFactory(code="GL")
    marketing.default_correspondence_type = "email"
    marketing.person_salutation = Salutation(code="UNISEX")
    marketing.person_salutation.save()
    marketing.save()

    ada = PersonFactory(salesperson=SalespersonFactory(code="MB"))

    assert (ada.country_id, ada.salesperson_id) == ("NO", "MB")
    assert (ada.correspondence_type, ada.salutation_id) == ("email", "UNISEX")


def test_what_the_company_has_comes_before_the_defaults(marketing: MarketingSetup) -> None:
    """I1, J6: inheritance wins over defaults, which fill what is still blank."""
    marketing.default_country = CountryFactory(code="NO")
    marketing.default_salesperson = SalespersonFactory(code="GL")
    marketing.save()
    company = CompanyFactory(country=CountryFactory(code="IT"), salesperson=None)
    company.salesperson = None
    company.save()

    ada = PersonFactory(company=company)

    assert (ada.country_id, ada.salesperson_id) == ("IT", "GL")


@pytest.mark.parametrize("reason", ["people", "link", "currency", "vat"])
def test_a_company_with_ties_cannot_become_a_person(marketing: MarketingSetup, reason: str) -> None:
    """J2, ruling 1: the sentence says why."""
    values: dict[str, Any] = {
        "currency": {"currency": CurrencyFactory(code="NOK")},
        "vat": {"vat_registration_no": "1"},
    }
    company = CompanyFactory(**values.get(reason, {}))
    if reason == "people":
        PersonFactory(company=company)
    if reason == "link":
        linked(company, alone(CustomerFactory))

    company.type = ContactType.PERSON
    with pytest.raises(Refused) as refused:
        company.save()

    words = {"people": "People belong", "link": "links", "currency": "currency", "vat": "VAT"}
    assert words[reason] in str(refused.value)
    assert refused.value.field == "type"


def test_a_free_company_becomes_a_person_with_name_parts() -> None:
    """J2."""
    ada = CompanyFactory(name="Ada Rossi")

    ada.type = ContactType.PERSON
    ada.save()

    ada.refresh_from_db()
    assert (ada.first_name, ada.surname, ada.company_name) == ("Ada", "Rossi", "")


def test_a_person_becomes_a_company_and_leaves_the_old_one() -> None:
    """J2: parts and job title cleared, own company."""
    ada = PersonFactory(company=CompanyFactory(), job_title="Director")

    ada.type = ContactType.COMPANY
    ada.save()

    ada.refresh_from_db()
    assert (ada.first_name, ada.job_title, ada.company, ada.company_name) == ("", "", None, "Ada Rossi")


def test_an_organizational_level_stands_in_the_way() -> None:
    """J2, J13: only people have one."""
    level = OrganizationalLevel(code="CEO")
    level.save()
    ada = PersonFactory(organizational_level=level)

    ada.type = ContactType.COMPANY
    with pytest.raises(Refused, match="organizational level"):
        ada.save()


def test_a_minor_is_blocked_for_privacy_until_the_parents_consent() -> None:
    """K1."""
    ada = PersonFactory(minor=True)
    assert ada.privacy_blocked
    ada.privacy_blocked = False
    with pytest.raises(Refused, match="parental consent"):
        ada.save()
    ada.refresh_from_db()
    ada.parental_consent_received = True
    ada.save()
    assert ada.privacy_blocked

    ada.privacy_blocked = False
    ada.save()

    assert not Contact.objects.get(pk=ada.pk).privacy_blocked


def test_somebody_who_is_no_longer_a_minor_needs_no_consent() -> None:
    """K1."""
    ada = PersonFactory(minor=True, parental_consent_received=True)

    ada.minor = False
    ada.save()

    assert not Contact.objects.get(pk=ada.pk).parental_consent_received


def test_a_name_and_other_parts_end_as_the_parts(marketing: MarketingSetup) -> None:
    """J2, J3: whoever writes both from code."""
    assert PersonFactory(name="Zed Alpha", first_name="Giulia", surname="Omega").name == "Giulia Omega"
    ada = PersonFactory(name="Ada Rossi")

    ada.name, ada.surname = "Carlo Magno", "Pippo"
    ada.save()

    assert (ada.name, ada.first_name, ada.surname) == ("Ada Pippo", "Ada", "Pippo")


def test_two_who_make_a_person_of_a_company_leave_it_its_name(marketing: MarketingSetup) -> None:
    """J3: the second one had read it as a company."""
    company = CompanyFactory(name="Nordlys AS")
    first, second = (Contact.objects.get(pk=company.pk) for _ in range(2))
    for one in (first, second):
        one.type = ContactType.PERSON
        one.save()

    second.refresh_from_db()
    assert (second.name, second.first_name, second.surname) == ("Nordlys AS", "Nordlys", "AS")
