"""Alternative addresses, letters and greetings (J5, J7), and salespeople (K3, K6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from contacts.addresses import active_address, postal_address
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from contacts.salutations import greeting
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from setup.models import MarketingSetup, Salesperson, Salutation, SalutationFormula
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory
from tests.factories.setup import CountryFactory, LanguageFactory, SalespersonFactory

pytestmark = pytest.mark.django_db

FORMAL, INFORMAL = SalutationFormula.Style.FORMAL, SalutationFormula.Style.INFORMAL


def away(contact: Contact, code: str, start: date, end: date | None = None) -> AlternativeAddress:
    """An alternative address in force from ``start`` to ``end``."""
    address = AlternativeAddress(contact=contact, code=code, address=f"Via {code}", city="Rimini")
    address.save()
    AlternativeAddressDateRange(address=address, starting_date=start, ending_date=end).save()
    return address


def test_the_range_that_started_last_counts() -> None:
    """J5: latest start on or before the date, without end or ending later."""
    contact = CompanyFactory()
    always = away(contact, "ALWAYS", date(2026, 1, 1))
    summer = away(contact, "SUMMER", date(2026, 6, 1), date(2026, 8, 31))

    assert active_address(contact, date(2025, 12, 31)) is None
    assert active_address(contact, date(2026, 5, 31)) == always
    assert active_address(contact, date(2026, 8, 31)) == summer
    assert active_address(contact, date(2026, 9, 1)) == always


def test_a_letter_goes_to_the_company_s_active_address_if_the_person_lives_there() -> None:
    """J5: printing order."""
    nordlys = CompanyFactory(name="Nordlys AS", address="Via Roma 1", city="Milano", post_code="20121")
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    own = PersonFactory(name="Bo Verdi", company=nordlys, address="Via Verdi 2")
    away(nordlys, "FAIR", date(2026, 1, 1))

    assert postal_address(ada, date(2026, 2, 1)) == ("Ada Rossi", "Via FAIR", "Rimini")
    assert postal_address(own, date(2026, 2, 1)) == ("Nordlys AS", "Bo Verdi", "Via Verdi 2")


def test_the_county_is_written_only_where_the_country_uses_it() -> None:
    """J5."""
    italy = CountryFactory(code="IT", description="Italia", uses_county=True)
    norway = CountryFactory(code="NO", description="Norge")
    values = {"name": "Nordlys", "address": "Via Roma 1", "post_code": "20121", "city": "Milano", "county": "MI"}

    assert postal_address(CompanyFactory(country=italy, **values), date.today())[-2:] == ("20121 Milano (MI)", "Italia")
    assert postal_address(CompanyFactory(country=norway, **values), date.today())[-2:] == ("20121 Milano", "Norge")


@pytest.mark.parametrize(("surname", "expected"), [("Rossi", "Gentile Dott. Rossi,"), ("", "Gentile Dott. ,")])
def test_an_empty_part_goes_with_the_blank_after_it(surname: str, expected: str) -> None:
    """J7."""
    formal = Salutation(code="M")
    formal.save()
    italian = LanguageFactory(code="IT")
    SalutationFormula(
        salutation=formal,
        language=italian,
        text="Gentile %1 %2 %3,",
        name_1="job_title",
        name_2="middle_name",
        name_3="surname",
    ).save()
    ada = PersonFactory(name=f"Ada {surname}".strip(), job_title="Dott.", salutation=formal, language=italian)

    assert greeting(ada, FORMAL) == expected


def test_a_missing_formula_names_style_language_and_contact() -> None:
    """J7."""
    ada = PersonFactory(language=LanguageFactory(code="ES"))

    with pytest.raises(Refused) as refused:
        greeting(ada, INFORMAL)

    assert "ES" in str(refused.value) and ada.no in str(refused.value) and "Informal" in str(refused.value)


@pytest.mark.parametrize(
    ("factory", "name"),
    [(CompanyFactory, "salesperson"), (CustomerFactory, "salesperson"), (VendorFactory, "purchaser")],
)
def test_a_salesperson_blocked_for_privacy_gets_nobody_new(factory: Callable[..., Any], name: str) -> None:
    """K3: and keeps what it has."""
    blocked = SalespersonFactory(code="GL")
    kept = factory(**{name: blocked})
    blocked.privacy_blocked = True
    blocked.save()

    with pytest.raises(Refused, match="GL"):
        factory(**{name: blocked})
    kept.city = "Oslo"
    kept.save()

    assert getattr(kept, f"{name}_id") == "GL"


@pytest.mark.parametrize(
    ("factory", "name"),
    [(CompanyFactory, "salesperson"), (CustomerFactory, "salesperson"), (VendorFactory, "purchaser")],
)
def test_a_salesperson_somebody_has_cannot_be_deleted(factory: Callable[..., Any], name: str) -> None:
    """K6, D6: what keeps a salesperson is named; there are no tasks and opportunities that could."""
    salesperson = SalespersonFactory(code="GL")
    kept = factory(**{name: salesperson})

    with pytest.raises(DeletionRefused) as refused:
        salesperson.delete()
    setattr(kept, name, None)
    kept.save()
    salesperson.delete()

    assert kept.no in str(refused.value.plan.refused[0].examples)
    assert not Salesperson.objects.exists()


def test_the_one_setup_row_is_made_with_its_defaults() -> None:
    """I1: everything is inherited unless switched off, nothing is linked until a code is chosen."""
    setup = MarketingSetup.current()

    assert setup.inherit_address and setup.inherit_communication and setup.inherit_format_region
    assert (setup.customer_relation, setup.contact_nos) == (None, None)
