"""Names and addresses on paper: in the order of their country, which is named where it is another one (ux 7)."""

from __future__ import annotations

from typing import Any

import pytest

from partners.trade.models import Document, SalesOrder
from partners.trade.printing import page, pdf
from setup.models import CompanyInformation
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CountryFactory
from tests.factories.trade import document, item
from tests.trade.paper import called, languages, printed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture(autouse=True)
def at_home() -> None:
    """We are in Milan; Spain, Britain and Switzerland are known, too."""
    languages()
    for code, name, uses_county in (("IT", "Italia", True), ("ES", "Spagna", True), ("GB", "Regno Unito", False)):
        country = CountryFactory(code=code, description=name, uses_county=uses_county)
        called(country, EN={"IT": "Italy", "ES": "Spain", "GB": "United Kingdom"}[code])
    company = CompanyInformation.current()
    company.post_code, company.county, company.country_id, company.language_id = "20139", "MI", "IT", "IT"
    company.save()


def order_to(**values: Any) -> Document:
    """An order of a customer with that address, in English."""
    made: Document = document(
        SalesOrder, (item(), 1), customer=firm(name="Nordlys").customer, language_id="EN", **values
    )
    return made


def test_at_home_the_country_is_not_named() -> None:
    made = page.content(order_to(address="Via Roma 1", post_code="20121", city="Milano", county="MI", country_id="IT"))

    assert made["recipient"] == ["Nordlys", "Via Roma 1", "20121 Milano (MI)"]
    assert made["sender"]["address"] == ["Via dei Cantieri 18", "20139 Milano (MI)"]


def test_abroad_both_countries_are_named_in_the_language_of_the_reader() -> None:
    made = page.content(
        order_to(address="Calle Mayor 3", post_code="28801", city="Alcalá", county="Madrid", country_id="ES")
    )

    assert made["recipient"] == ["Nordlys", "Calle Mayor 3", "28801 Alcalá", "Madrid", "SPAIN"]
    assert made["sender"]["address"] == ["Via dei Cantieri 18", "20139 Milano (MI)", "ITALY"]


def test_a_county_that_its_country_is_set_up_without_is_left_out() -> None:
    made = page.content(
        order_to(address="7 Row", post_code="le1 5ab", city="Leicester", county="Leics", country_id="GB")
    )

    assert made["recipient"] == ["Nordlys", "7 Row", "Leicester", "LE1 5AB", "UNITED KINGDOM"]


def test_goods_that_go_elsewhere_go_to_an_address_of_their_own() -> None:
    made = order_to(address="Via Roma 1", city="Milano", country_id="IT")
    made.ship_name, made.ship_address, made.ship_city, made.ship_country_id = "Depot", "7 Row", "Leicester", "GB"
    made.ship_post_code = "LE1 5AB"
    made.save()

    assert page.content(made)["ship_to"] == ["Depot", "7 Row", "Leicester", "LE1 5AB", "UNITED KINGDOM"]
    assert "UNITED KINGDOM" in printed(made)


def test_where_nobody_says_otherwise_an_address_is_at_home() -> None:
    made = page.content(order_to(address="Via Roma 1", post_code="20121", city="Milano", county="MI"))

    assert made["recipient"] == ["Nordlys", "Via Roma 1", "20121 Milano (MI)"]


def test_who_pays_is_named_where_that_is_somebody_else() -> None:
    """c.3: the customer's own bill-to customer; and its VAT number, which the reader looks for."""
    head = alone(CustomerFactory, name="Fjord Holding", address="Strand 1", city="Bergen")
    branch = alone(CustomerFactory, name="Fjord AS", bill_to_customer=head, vat_registration_no="12345670785")
    order = document(
        SalesOrder, (item(), 1), customer=branch, language_id="EN", vat_business_posting_group_id="DOMESTIC"
    )

    words = printed(order)

    assert page.content(order)["bill_to"] == ["Fjord Holding", "Strand 1", "Bergen"]
    assert "Bill-to Fjord Holding Strand 1 Bergen" in words and "12345670785" in words


def test_who_pays_is_not_named_twice() -> None:
    assert (
        page.content(order_to(city="Milano", country_id="IT", bill_city="Milano", bill_country_id="IT"))["bill_to"]
        == []
    )


@pytest.mark.parametrize(
    ("country", "ours", "theirs"),
    [
        ("ES", "VAT Registration No.: IT 00743110157", "ES B58378431"),
        ("IT", "VAT Registration No.: 00743110157", "B58378431"),
    ],
)
def test_vat_numbers_have_the_prefix_of_their_country_where_the_letter_leaves_it(
    country: str, ours: str, theirs: str
) -> None:
    company = CompanyInformation.current()
    company.vat_registration_no = "00743110157"
    company.save()

    made = page.content(order_to(country_id=country, vat_registration_no="B58378431"))

    assert ours in made["sender"]["numbers"]
    assert ["VAT Registration No.", theirs] in made["facts"]


def test_a_doubtful_number_has_its_prefix_abroad_too() -> None:
    """V1: it could be saved with a click."""
    made = page.content(order_to(country_id="ES", vat_registration_no="B00000000"))

    assert ["VAT Registration No.", "ES B00000000"] in made["facts"]


def test_phone_and_email_say_whose_they_are() -> None:
    made = page.content(order_to(phone_no="+34911234567", email="compras@example.es"))

    assert ["Your Phone No.", "+34 911 23 45 67"] in made["facts"]
    assert ["Your Email", "compras@example.es"] in made["facts"]


@pytest.mark.parametrize("window", ["left", "right"])
def test_a_long_mailbox_is_broken_where_the_column_ends(window: str) -> None:
    """No line of the page is longer than its column."""
    company = CompanyInformation.current()
    company.envelope_window = window
    company.save()
    mailbox = "amministrazione.fornitori.estero@arredamentimeridianadelnordovest.example"

    lines = text_of(pdf.rendered(order_to(email=mailbox))).splitlines()

    assert mailbox in "".join(lines).replace(" ", "")
    assert not any("@arredamentimeridianadelnordovest.example" in line for line in lines)


def test_who_pays_abroad_is_found_there() -> None:
    """Its country is named, though the document itself stays at home."""
    made = page.content(order_to(city="Milano", country_id="IT", bill_city="Leeds", bill_country_id="GB"))

    assert made["bill_to"][-2:] == ["Leeds", "UNITED KINGDOM"]
