"""Values in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from crm.kit import display
from crm.kit.codes import titles_of, titles_on
from crm.kit.masking import mask, protect
from partners.models import BankAccount, Customer
from setup.models import Country, PaymentTerms
from tests.conftest import Statements


@pytest.mark.parametrize(
    ("value", "shown"),
    [("IT60X0542811101000000123456", "•••• 3456"), ("12345", "••••"), ("", ""), ("1234 5678 9", "•••• 6789")],
)
def test_only_the_end_of_a_long_value_can_be_read(value: str, shown: str) -> None:
    assert mask(value) == shown


def test_a_field_is_protected_once() -> None:
    with pytest.raises(ValueError, match="protected already"):
        protect(BankAccount, "iban", permission="partners.view_bank_details")


@pytest.mark.parametrize(("language", "shown"), [("it", "1.234,50"), ("es", "1.234,50"), ("en", "1,234.50")])
def test_amounts_are_written_as_in_the_language_of_the_reader(language: str, shown: str) -> None:
    field = Customer._meta.get_field("credit_limit")

    with translation.override(language):
        assert display.text_of(field, Decimal("1234.5"), {}) == shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x"])
def test_only_web_addresses_become_links(address: str) -> None:
    assert "href" not in display.web(address)


@pytest.mark.parametrize("address", ["x.example", "http://x.example", "HTTPS://x.example/a?b=c"])
def test_web_addresses_with_and_without_scheme_can_be_opened(address: str) -> None:
    assert 'href="http' in display.web(address).lower()


def test_titles_of_many_lists_cost_one_query(db: None, statements: Statements) -> None:
    Country(code="NO", description="Norway").save()
    PaymentTerms(code="30G", description="30 days net").save()
    PaymentTerms(code="60G").save()

    with statements() as done:
        titles = titles_of({Country: None, PaymentTerms: ["30G", "60G"]})

    assert titles == {Country: {"NO": "NO — Norway"}, PaymentTerms: {"30G": "30G — 30 days net", "60G": "60G"}}
    assert len(done) == 1


def test_nothing_to_look_up_costs_nothing(db: None, statements: Statements) -> None:
    with statements() as done:
        titles = titles_on([Customer(no="C1")], ["country", "payment_terms", "name"])

    assert titles == {Country: {}, PaymentTerms: {}}
    assert not done
