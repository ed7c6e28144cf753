"""While a form is open: who saved the record meanwhile, the comparison, and the two sides of it (F12, H3, N3)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from crm.kit.screens.conflicts import differing
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm
from tests.screens.pages import Page


@pytest.fixture
def company(marketing: MarketingSetup) -> Contact:
    """A contact to edit."""
    made: Contact = CompanyFactory(name="Nordlys AS", city="Oslo", address="Storgata 1")
    return made


def edit(contact: Contact, page: str = "edit") -> str:
    """Where it is edited."""
    return f"/contacts/{contact.pk}/{page}/"


def saved(client: Client, contact: Contact, **typed: str) -> None:
    """Somebody typed this and saved."""
    client.post(edit(contact), Page(client.get(edit(contact))).with_typed(**typed))


def test_nothing_is_said_while_nothing_changes(anna: Client, company: Contact, statements: Statements) -> None:
    """The question costs one look at the record, besides what every request asks of its user."""
    stamp = anna.get(edit(company, "version")).json()["stamp"]

    with statements() as done:
        answer = anna.get(edit(company, "version"), {"since": stamp})

    assert len([sql for sql in done if '"contacts_contact"' in sql]) == 1
    assert len([sql for sql in done if sql.startswith("SELECT")]) <= 5

    assert (answer.status_code, answer.content) == (204, b"")


def test_somebody_elses_save_is_said_and_leads_to_the_comparison(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(edit(company)))
    stamp = anna.get(edit(company, "version")).json()["stamp"]
    saved(dario, company, city="Bergen")

    assert anna.get(edit(company, "version"), {"since": stamp}).json()["stamp"] != stamp
    answer = anna.post(edit(company, "version"), opened.with_typed(address="Storgata 2")).json()

    assert "Dario saved this record a moment ago." in answer["bar"]
    assert 'name="compare"' in answer["bar"]
    assert answer["fields"] == {}


def test_the_comparison_saves_nothing_and_keeps_what_was_typed(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(edit(company)))
    saved(dario, company, city="Bergen")

    page = Page(anna.post(edit(company), opened.with_typed(address="Storgata 2", compare="yes")))

    company.refresh_from_db()
    assert "Saving keeps what both of you changed." in page.text
    assert (page.sends["address"], page.sends["city"]) == ("Storgata 2", "Bergen")
    assert (company.address, company.city) == ("Storgata 1", "Bergen")
    assert anna.post(edit(company), page.sends).status_code == 302
    company.refresh_from_db()
    assert (company.address, company.city) == ("Storgata 2", "Bergen")


def test_what_the_system_wrote_back_is_nobodys_edit(anna: Client, dario: Client, nordlys: Firm) -> None:
    """H3: the field shows the new value, no bar is shown, and saving meets no conflict."""
    contact = nordlys.contact
    opened = Page(anna.get(edit(contact)))
    customer = f"/partners/customers/{nordlys.customer.pk}/edit/"
    dario.post(customer, Page(dario.get(customer)).with_typed(city="Bergen"))

    answer = anna.post(edit(contact, "version"), opened.with_typed(address="Storgata 2")).json()

    assert (answer["bar"], answer["fields"]) == ("", {"city": "Bergen"})
    typed = opened.with_typed(address="Storgata 2", city="Bergen", opened=answer["opened"])
    assert anna.post(edit(contact), typed).status_code == 302
    nordlys.reload()
    assert (nordlys.contact.city, nordlys.contact.address) == ("Bergen", "Storgata 2")


def test_a_field_that_both_changed_is_said_even_where_it_only_followed(
    anna: Client, dario: Client, nordlys: Firm
) -> None:
    opened = Page(anna.get(edit(nordlys.contact)))
    customer = f"/partners/customers/{nordlys.customer.pk}/edit/"
    dario.post(customer, Page(dario.get(customer)).with_typed(city="Bergen"))

    answer = anna.post(edit(nordlys.contact, "version"), opened.with_typed(city="Tromsø")).json()

    assert "Dario saved this record" in answer["bar"]


def test_a_record_that_is_gone_says_so(anna: Client, dario: Client, company: Contact) -> None:
    opened = Page(anna.get(edit(company)))
    dario.post(edit(company, "delete"), Page(dario.get(edit(company, "delete"))).sends)

    answers = [anna.get(edit(company, "version")), anna.post(edit(company, "version"), opened.sends)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "Dario deleted" in answers[0].json()["bar"]


def test_rows_that_belong_to_a_record_make_another_version_of_it(anna: Client, marketing: MarketingSetup) -> None:
    """Nothing is written into the series itself when one of its lines changes."""
    series = marketing.contact_nos
    address = f"/setup/number-series/{series.pk}/version/"
    before = anna.get(address).json()["stamp"]
    line = series.lines.get()
    line.ending_no = "CT99999"
    line.save()

    assert anna.get(address).json()["stamp"] != before


def test_readers_are_not_asked(bo: Client, company: Contact) -> None:
    assert bo.get(edit(company, "version")).status_code == 403


@pytest.mark.parametrize(
    ("text", "other", "parts"),
    [
        ("Via Roma, 10", "Via Roma 1", [("Via Roma", False), (",", True), (" 1", False), ("0", True)]),
        ("Oslo", "", [("Oslo", True)]),
        ("", "Oslo", []),
        ("Oslo", "Oslo", [("Oslo", False)]),
    ],
)
def test_what_differs_in_a_value_is_marked(text: str, other: str, parts: list[tuple[str, bool]]) -> None:
    """3.6: changed characters are underlined."""
    assert differing(text, other) == parts


def test_phone_numbers_are_compared_in_groups(anna: Client, dario: Client, company: Contact) -> None:
    """Ruling 18, N9."""
    opened = Page(anna.get(edit(company)))
    saved(dario, company, phone_no="+390541741111")

    text = Page(anna.post(edit(company), opened.with_typed(phone_no="+390541742222"))).text

    assert "+39 0541 741111" in text and "+39 0541 742222" in text
    assert "+390541741111" not in text
