"""Numbers are typed as they are shown, or plain; what could be read in two ways is not guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from crm.kit.amounts import AmountField, CountField
from partners.models import Customer
from tests.admin.conftest import errors_of, sent_by
from tests.factories.partners import CustomerFactory
from tests.screens.pages import Page


@pytest.fixture
def anna(client: Client, db: None) -> Client:
    """Anna administers."""
    client.force_login(User.objects.create_superuser("anna"))
    return client


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("it", "1.234,56", "1234.56"),
        ("it", "25.000,00", "25000"),
        ("it", "1.234", "1234"),
        ("it", "-1.234.567,8", "-1234567.8"),
        ("it", "1234,56", "1234.56"),
        ("it", "1234.56", "1234.56"),
        ("it", "1.5", "1.5"),
        ("it", "0.125", "0.125"),
        ("it", ",5", "0.5"),
        ("es", " 1.234,56 ", "1234.56"),
        ("es", "25.000", "25000"),
        ("en", "25,000.00", "25000"),
        ("en", "1,234", "1234"),
        ("en", "1.234", "1.234"),
        ("en", "25000", "25000"),
    ],
)
def test_an_amount_is_read_as_its_language_writes_it(language: str, typed: str, amount: str) -> None:
    with translation.override(language):
        assert AmountField(localize=True).clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("language", "typed", "example"),
    [
        ("it", "1.23.456", "1.234,56"),
        ("it", "1,234.56", "1.234,56"),
        ("it", "1.234.56", "1.234,56"),
        ("it", "12,34,56", "1.234,56"),
        ("en", "1.234,56", "1,234.56"),
        ("en", "1,5", "1,234.56"),
        ("en", "25,00,000", "1,234.56"),
        ("es", "1e5", "1.234,56"),
        ("en", "12*4", "1,234.56"),
        ("en", "NaN", "1,234.56"),
        ("it", ".", "1.234,56"),
    ],
)
def test_what_is_no_number_of_the_language_is_refused_with_an_example(language: str, typed: str, example: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        AmountField(localize=True).clean(typed)

    assert example in refused.value.messages[0]


@pytest.mark.parametrize(
    ("language", "typed", "count"),
    [("it", "1.000", 1000), ("en", "1,000", 1000), ("es", "1000", 1000), ("it", "", None)],
)
def test_a_count_is_read_likewise(language: str, typed: str, count: int | None) -> None:
    with translation.override(language):
        assert CountField(localize=True, required=False).clean(typed) == count


@pytest.mark.parametrize(("language", "typed"), [("it", "1.5"), ("en", "1.5"), ("es", "1.00.0")])
def test_a_part_is_no_count(language: str, typed: str) -> None:
    with translation.override(language), pytest.raises(ValidationError):
        CountField(localize=True).clean(typed)


@pytest.mark.parametrize(("language", "typed"), [("it", "25.000,00"), ("en", "25,000.00"), ("es", "25.000,00")])
def test_a_limit_is_typed_as_it_is_shown(anna: Client, language: str, typed: str) -> None:
    customer = CustomerFactory(credit_limit=1)
    anna.cookies["django_language"] = language
    url = f"/partners/customers/{customer.pk}/edit/"

    anna.post(url, Page(anna.get(url)).with_typed(credit_limit=typed))

    assert Customer.objects.get().credit_limit == 25000


@pytest.mark.parametrize(("language", "typed"), [("it", "25.000,00"), ("en", "25,000.00")])
def test_the_admin_reads_them_too(anna: Client, language: str, typed: str) -> None:
    customer = CustomerFactory(credit_limit=1)
    anna.cookies["django_language"] = language
    url = f"/admin/partners/customer/{customer.pk}/change/"

    answer = anna.post(url, {**sent_by(anna.get(url)), "credit_limit": typed}, follow=True)

    assert errors_of(answer) == {}
    assert Customer.objects.get().credit_limit == 25000
