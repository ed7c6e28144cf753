"""Forms check what was typed, and nothing else; doubts can be saved with a click (V1, V2, J8, A5)."""

from __future__ import annotations

import pytest

from contacts.models import Contact
from setup.models import Country, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.setup import CountryFactory
from tests.formats.conftest import Typed, is_hidden

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_stored_in_one_form(typed: Typed) -> None:
    form = typed(
        vat_registration_no="it 00743110157",
        phone_no="02 6710 4580",
        email="a@b.it; c@d.it;",
        home_page="b.it",
    )

    contact = form.save()

    assert contact.vat_registration_no == "00743110157"
    assert contact.phone_no == "+390267104580"
    assert contact.email == "a@b.it;c@d.it"
    assert contact.home_page == "https://b.it"
    assert is_hidden(form)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("phone_no", "ask Anna", "A phone number cannot contain letters."),
        ("mobile_phone_no", "3x", "A phone number cannot contain letters."),
        ("email", "a@b.it,c@d.it", "Separate several email addresses with a semicolon"),
        ("home_page", "javascript:alert(1)", "This is not the address of a page"),
        ("registration_number", "1" * 21, "A registration number has at most 20 characters."),
    ],
)
def test_an_error_blocks_and_no_click_helps(typed: Typed, field: str, value: str, sentence: str) -> None:
    form = typed(**{field: value}, confirm_doubtful="on")

    assert not form.is_valid()
    assert [str(error)[: len(sentence)] for error in form.errors[field]] == [sentence]
    assert is_hidden(form)


def test_a_doubtful_number_warns_and_is_saved_with_a_click(typed: Typed) -> None:
    asking = typed(vat_registration_no="00743110158")

    assert not asking.is_valid()
    assert asking.errors["vat_registration_no"] == [
        "This VAT number is not valid for IT: one of its characters is wrong."
    ]
    assert not is_hidden(asking)
    assert 'type="checkbox"' in str(asking["confirm_doubtful"])

    confirmed = typed(vat_registration_no="00743110158", confirm_doubtful="on")

    assert confirmed.save().vat_registration_no == "00743110158"


def test_a_click_stays_visible_while_something_else_is_wrong(typed: Typed) -> None:
    form = typed(vat_registration_no="00743110158", email="anna", confirm_doubtful="on")

    assert set(form.errors) == {"email"}
    assert not is_hidden(form)


def test_a_number_used_elsewhere_warns_and_names_the_other_record(typed: Typed) -> None:
    CompanyFactory(no="CT00007", name="Rossi Spa", vat_registration_no="00743110157")

    form = typed(vat_registration_no="IT00743110157")

    assert form.errors["vat_registration_no"] == ["This number is also used by CT00007 Rossi Spa."]
    assert typed(vat_registration_no="00743110157", confirm_doubtful="on").is_valid()


def test_both_doubts_about_a_number_are_shown(typed: Typed) -> None:
    CompanyFactory(vat_registration_no="123")

    form = typed(vat_registration_no="123")

    assert len(form.errors["vat_registration_no"]) == 2


def test_a_record_does_not_meet_its_own_number(typed: Typed, italy: Country) -> None:
    contact = CompanyFactory(vat_registration_no="00743110157", country=italy)

    assert typed(contact, vat_registration_no="IT 00743110157").is_valid()


def test_odd_values_that_are_stored_never_block_another_field(typed: Typed, italy: Country) -> None:
    odd = {
        "vat_registration_no": "123",
        "email": "anna",
        "home_page": "x y",
        "post_code": "1",
        "fiscal_code": "?",
    }
    contact: Contact = CompanyFactory(country=italy, **odd)
    CompanyFactory(vat_registration_no="123")

    form = typed(contact, name="Rossi Spa")

    assert form.is_valid(), form.errors
    assert {name: getattr(form.save(), name) for name in odd} == odd


def test_another_country_looks_at_the_vat_number_and_post_code_again(typed: Typed, italy: Country) -> None:
    contact = CompanyFactory(country=italy, vat_registration_no="00743110157", post_code="20121", fiscal_code="?")
    britain = CountryFactory(code="GB")

    form = typed(contact, country=britain.pk)

    assert set(form.errors) == {"vat_registration_no", "post_code"}


def test_a_record_without_country_is_taken_for_one_at_home(
    typed: Typed, marketing: MarketingSetup, italy: Country
) -> None:
    marketing.default_country = italy
    marketing.save()

    form = typed(country="", phone_no="02 6710 4580")

    assert form.is_valid()
    assert form.cleaned_data["phone_no"] == "+390267104580"


def test_a_form_that_changes_nothing_checkable_asks_nothing(typed: Typed, statements: Statements) -> None:
    contact = CompanyFactory(vat_registration_no="123")
    form = typed(contact, name="Rossi Spa")
    assert form.is_valid()

    with statements() as checked:
        form.clean()

    assert checked == []
