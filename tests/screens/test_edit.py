"""Edits: what was touched is written, nobody's edit is lost (H3), and the notice names who followed."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, Firm
from tests.screens.pages import Page


@pytest.fixture
def company(marketing: MarketingSetup) -> Contact:
    """A contact to edit."""
    made: Contact = CompanyFactory(name="Nordlys AS", city="Oslo", address="Storgata 1")
    return made


def url(contact: Contact) -> str:
    """Where it is edited."""
    return f"/contacts/{contact.pk}/edit/"


def test_the_notice_names_every_record_that_followed(anna: Client, nordlys: Firm) -> None:
    typed = Page(anna.get(url(nordlys.contact))).with_typed(city="Bergen")

    page = Page(anna.post(url(nordlys.contact), typed, follow=True))

    assert "Saved. 3 linked records were updated too." in page.text
    for link in (
        f"customers/{nordlys.customer.pk}",
        f"vendors/{nordlys.vendor.pk}",
        f"bank-accounts/{nordlys.bank.pk}",
    ):
        assert f"/partners/{link}/" in page.links
    assert nordlys.reload().vendor.city == "Bergen"


def test_the_change_belongs_to_who_made_it(anna: Client, company: Contact) -> None:
    anna.post(url(company), Page(anna.get(url(company))).with_typed(city="Bergen"))

    change = Change.objects.of(company).last()

    assert change is not None
    assert (change.actor_name, change.door, change.diff) == ("Anna", "form", {"city": ["Oslo", "Bergen"]})


def test_edits_of_different_fields_merge_by_themselves(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company)))
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bergen"))

    answer = anna.post(url(company), opened.with_typed(address="Storgata 2"))

    company.refresh_from_db()
    assert answer.status_code == 302
    assert (company.city, company.address) == ("Bergen", "Storgata 2")


def test_the_same_field_shows_both_values_and_saves_nothing(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company)))
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bergen", address_2="B"))

    page = Page(anna.post(url(company), opened.with_typed(city="Tromsø", address="Storgata 2")))

    company.refresh_from_db()
    assert page.status == 409
    assert "Dario changed this record at" in page.text
    assert "City Before: Oslo" in page.text
    assert "City, Your value: Tromsø" in page.text
    assert re.search(r"City, Saved by Dario \d\d:\d\d: Bergen", page.text)
    assert "Address 2 Before: — empty not changed B" in page.text
    assert "Address Before: Storgata 1 Storgata 2 not changed" in page.text
    assert (page.sends["address"], page.sends["address_2"]) == ("Storgata 2", "B")
    assert (company.city, company.address) == ("Bergen", "Storgata 1")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Tromsø"), ("theirs", "Bergen")])
def test_after_a_conflict_the_chosen_value_is_saved(
    anna: Client, dario: Client, company: Contact, choice: str, kept: str
) -> None:
    opened = Page(anna.get(url(company)))
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bergen"))
    page = Page(anna.post(url(company), opened.with_typed(city="Tromsø", address="Storgata 2")))
    offered = page.html.split(f'value="{choice}:')[1].split('"')[0]

    anna.post(url(company), page.sends | {"keep-city": f"{choice}:{offered}"})

    company.refresh_from_db()
    assert (company.city, company.address) == (kept, "Storgata 2")


def test_a_choice_made_against_an_older_value_does_not_count(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company)))
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bergen"))
    page = Page(anna.post(url(company), opened.with_typed(city="Tromsø")))
    offered = page.html.split('value="mine:')[1].split('"')[0]
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bodø"))

    answer = anna.post(url(company), page.sends | {"keep-city": f"mine:{offered}"})

    company.refresh_from_db()
    assert answer.status_code == 409
    assert company.city == "Bodø"


def test_the_same_value_typed_twice_is_no_conflict(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company)))
    dario.post(url(company), Page(dario.get(url(company))).with_typed(city="Bergen"))

    assert anna.post(url(company), opened.with_typed(city="Bergen")).status_code == 302


def test_a_field_that_was_not_sent_is_left_alone(anna: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company))).sends["opened"]

    anna.post(url(company), {"city": "Bergen", "opened": opened})

    company.refresh_from_db()
    assert (company.city, company.name, company.address) == ("Bergen", "Nordlys AS", "Storgata 1")


@pytest.mark.parametrize("opened", [{}, {"opened": "forged"}])
def test_an_incomplete_form_is_shown_again(anna: Client, company: Contact, opened: dict[str, str]) -> None:
    typed = Page(anna.get(url(company))).with_typed(city="Bergen")
    del typed["opened"]

    answer = anna.post(url(company), typed | opened)

    page = Page(answer)
    company.refresh_from_db()
    assert (answer.status_code, company.city) == (409, "Oslo")
    assert "This form is incomplete; look at the values and save again." in page.text
    assert page.sends["city"] == "Bergen"
    assert anna.post(url(company), page.sends).status_code == 302


def test_a_stored_value_that_breaks_a_rule_does_not_stop_other_edits(anna: Client, company: Contact) -> None:
    Contact._base_manager.filter(pk=company.pk).update(phone_no="ask Ada", name="")

    answer = anna.post(url(company), Page(anna.get(url(company))).with_typed(city="Bergen"))

    company.refresh_from_db()
    assert answer.status_code == 302
    assert (company.city, company.phone_no) == ("Bergen", "ask Ada")


def test_saving_without_a_change_writes_nothing(anna: Client, company: Contact, statements: Statements) -> None:
    typed = Page(anna.get(url(company))).sends

    with statements() as done:
        anna.post(url(company), typed)

    assert not [sql for sql in done if sql.startswith(("UPDATE", "INSERT"))]


def test_a_refusal_stands_at_its_field_and_leads_on(anna: Client, company: Contact) -> None:
    PersonFactory(company=company)
    typed = Page(anna.get(url(company))).with_typed(type="person")

    page = Page(anna.post(url(company), typed))

    assert "People belong to it; move them first." in page.text
    assert "#id_type" in page.links
    assert f"/contacts/{company.pk}/" in page.links


def test_a_doubtful_value_is_saved_with_another_click(anna: Client, company: Contact) -> None:
    typed = Page(anna.get(url(company))).with_typed(post_code="ABC", country="")
    MarketingSetup._base_manager.update(default_country="IT") if _italy() else None

    page = Page(anna.post(url(company), typed))
    accepted = page.html.split('name="accept" value="')[1].split('"')[0]
    answer = anna.post(url(company), page.sends | {"accept": accepted})

    company.refresh_from_db()
    assert "Please check" in page.text
    assert answer.status_code == 302
    assert company.post_code == "ABC"


def _italy() -> bool:
    from setup.models import Country

    Country(code="IT", description="Italia").save()
    return True


def test_a_record_deleted_meanwhile_keeps_what_was_typed_on_screen(anna: Client, company: Contact) -> None:
    opened = Page(anna.get(url(company)))
    Contact.objects.get(pk=company.pk).delete()

    page = Page(anna.post(url(company), opened.with_typed(city="Bergen")))

    assert page.status == 409
    assert "Bergen" in page.text
    assert "Nothing was saved." in page.text


def test_masked_details_are_neither_shown_nor_written_in_a_form(marketing: MarketingSetup) -> None:
    from tests.screens.conftest import browser, member

    bank = BankAccountFactory(iban="IT60X0542811101000000123456")
    elsa = member("Elsa", "Reader")
    elsa.user_permissions.add(_permission("change_bankaccount"))
    client = browser(elsa)
    address = f"/partners/bank-accounts/{bank.pk}/edit/"

    page = Page(client.get(address))
    client.post(address, page.with_typed(city="Sondrio", iban="X"))

    bank.refresh_from_db()
    assert "iban" not in page.sends
    assert (bank.city, bank.iban) == ("Sondrio", "IT60X0542811101000000123456")


def _permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def test_readers_cannot_edit(bo: Client, company: Contact) -> None:
    assert bo.get(url(company)).status_code == 403
    assert bo.post(url(company), {"city": "X"}).status_code == 403


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "There is no Salesperson XX."),
        ("it", "Non esiste: Agente XX."),
        ("es", "No existe: Vendedor XX."),
    ],
)
def test_a_code_that_does_not_exist_is_named(anna: Client, company: Contact, language: str, sentence: str) -> None:
    anna.cookies["django_language"] = language
    typed = Page(anna.get(url(company))).with_typed(salesperson="XX")

    page = Page(anna.post(url(company), typed))

    assert sentence in page.text
    assert page.sends["city"] == "Oslo"


def test_odd_codes_are_refused_like_others(anna: Client, company: Contact) -> None:
    typed = Page(anna.get(url(company))).with_typed(country="\0")

    assert "There is no Country/Region" in Page(anna.post(url(company), typed)).text


def test_a_name_and_parts_that_differ_are_asked_about(anna: Client, marketing: MarketingSetup) -> None:
    """J2: nothing is saved, and what was typed stays."""
    ada = PersonFactory(name="Federica Alba")
    typed = {"name": "Carlo Magno", "surname": "Pippo"}

    page = Page(anna.post(url(ada), Page(anna.get(url(ada))).with_typed(**typed)))

    assert "The name and its parts differ: the parts make “Federica Pippo”." in page.text
    assert (page.sends["name"], page.sends["surname"]) == ("Carlo Magno", "Pippo")
    ada.refresh_from_db()
    assert ada.name == "Federica Alba"
    Page(anna.post(url(ada), Page(anna.get(url(ada))).with_typed(name="Federica Pippo", surname="Pippo")))
    ada.refresh_from_db()
    assert (ada.name, ada.surname) == ("Federica Pippo", "Pippo")


def test_rows_that_are_sent_twice_are_made_once(anna: Client, marketing: MarketingSetup) -> None:
    """N1: the second sending leads to the first result, with a sentence; a fresh page adds rows as before."""
    series = marketing.contact_nos
    url = f"/setup/number-series/{series.pk}/edit/"
    page = Page(anna.get(url))
    row = {"numberseriesline-1-starting_no": "X1", "numberseriesline-1-starting_date": "2030-01-01"}
    sends = page.with_typed(**row)

    first, second = anna.post(url, sends), anna.post(url, sends, follow=True)

    assert first.status_code == 302
    assert "This form was saved before; nothing was made a second time." in Page(second).text
    assert series.lines.count() == 2


def test_a_phone_number_is_edited_in_the_groups_it_is_read_in(anna: Client, company: Contact) -> None:
    """Ruling 18, N9: left alone or grouped otherwise it is the same number, and nothing is noted of it."""
    Contact._base_manager.filter(pk=company.pk).update(phone_no="+390541741111")
    opened = Page(anna.get(url(company)))
    assert opened.sends["phone_no"] == "+39 0541 741111"

    anna.post(url(company), opened.with_typed(city="Bergen"))
    anna.post(url(company), Page(anna.get(url(company))).with_typed(phone_no="+39 0541 74 11 11"))

    company.refresh_from_db()
    assert company.phone_no == "+390541741111"
    assert [one.diff for one in Change.objects.of(company)][1:] == [{"city": ["Oslo", "Bergen"]}]
