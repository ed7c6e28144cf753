"""Assisted Setup: states read from the data, the usual codes and series at once, consequences counted (F10, P62)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from contacts.models import Contact
from partners.models import Customer
from setup.assisted import steps
from setup.assisted.steps import State
from setup.models import AssistedSetup, BusinessRelation, CompanyInformation, MarketingSetup, SalesSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory
from tests.factories.setup import BusinessRelationFactory, series
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

ASSISTED = "/setup/assisted/"


def states(client: Client) -> dict[str, State]:
    """How far each step is."""
    return {row.step.name: row.state for row in client.get(ASSISTED).context["progress"].rows}


def test_an_empty_house_is_shown_what_to_do_and_its_numbers_lead_on(anna: Client) -> None:
    """F10: home has the list in the place of the charts; each step says why, and how long it takes."""
    page = Page(anna.get("/"))

    assert "Assisted Setup" in page.text and "0 of 11" in page.text
    assert "Your name, address and VAT number stand on every document." in page.text and "5 minutes" in page.text
    assert f"{ASSISTED}go/company/" in page.links
    assert "Companies 0" in page.text and "<figure" not in page.html


def test_the_list_is_the_business_of_administrators(bo: Client) -> None:
    """H4."""
    assert "Assisted Setup" not in Page(bo.get("/")).text
    assert bo.get(ASSISTED).status_code == bo.get(f"{ASSISTED}series/").status_code == 403


def test_a_step_is_as_far_as_the_data_say(anna: Client) -> None:
    """To do, in progress, done."""
    us = CompanyInformation.current()
    found = [states(anna)["company"]]
    for typed in ({"name": "Ours"}, {"address": "Via 1", "city": "Roma", "vat_registration_no": "1"}):
        for name, value in typed.items():
            setattr(us, name, value)
        us.country = us.country or _country()
        us.save()
        found.append(states(anna)["company"])

    assert found == [State.TO_DO, State.IN_PROGRESS, State.DONE]


def _country() -> Any:
    from tests.factories.setup import CountryFactory

    return CountryFactory(code="IT")


def test_what_was_skipped_is_skipped_on_another_device_and_can_be_taken_up(anna: Client, dario: Client) -> None:
    """Stored, not kept in a browser; and done is done."""
    anna.post(ASSISTED, {"skip": "terms"})
    assert states(dario)["terms"] is State.SKIPPED

    dario.post(ASSISTED, {"resume": "terms"})

    assert states(anna)["terms"] is State.TO_DO
    anna.post(ASSISTED, {"skip": "no such step"})
    assert AssistedSetup.current().skipped == []


def test_home_shows_the_list_until_it_is_hidden_or_all_is_done(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the charts are back."""
    anna.post(ASSISTED, {"home": "hide", "from": "home"})
    assert "<figure" in Page(anna.get("/")).html
    anna.post(ASSISTED, {"home": "show"})
    assert "<figure" not in Page(anna.get("/")).html

    for one in [step.name for step in steps._steps]:
        anna.post(ASSISTED, {"skip": one})

    assert "<figure" in Page(anna.get("/")).html


def test_a_step_leads_to_its_page_and_from_there_back(anna: Client) -> None:
    """R6: a bar on the pages of records leads back; whoever came back is no longer on the way."""
    there = anna.get(f"{ASSISTED}go/company/").headers["Location"]

    page = Page(anna.get(there))

    assert there == "/setup/company/1/edit/" and "Back to Assisted Setup" in page.text
    anna.get(ASSISTED)
    assert "Back to Assisted Setup" not in Page(anna.get(there)).text
    assert anna.get(f"{ASSISTED}go/nothing/").headers["Location"] == ASSISTED


def test_the_usual_series_are_made_as_they_were_changed_and_nothing_existing_is_touched(anna: Client) -> None:
    """An editable preview; the setups name what was made."""
    standing = series("SQ", "OLD1", "OLD9")
    before = list(NumberSeriesLine.objects.filter(series=standing).values())
    url = f"{ASSISTED}series/"
    form = Page(anna.get(url))
    typed = form.with_typed(
        **{"marketingsetup-contact_nos-starting_no": "K001", "marketingsetup-contact_nos-ending_no": "K999"}
    )
    typed.pop("servicesetup-order_nos-wanted")

    done = anna.post(url, typed)

    assert done.headers["Location"] == ASSISTED
    assert MarketingSetup.current().contact_nos.lines.get().starting_no == "K001"
    assert SalesSetup.current().quote_nos == standing
    assert list(NumberSeriesLine.objects.filter(series=standing).values()) == before
    assert not NumberSeries.objects.filter(code="SVO").exists()
    assert states(anna)["series"] is State.IN_PROGRESS


def test_sending_the_preview_twice_makes_the_series_once(anna: Client) -> None:
    """N1."""
    url = f"{ASSISTED}series/"
    typed = Page(anna.get(url)).sends

    anna.post(url, typed)
    count = NumberSeries.objects.count()
    anna.post(url, typed)

    assert NumberSeries.objects.count() == count == 13
    assert "Everything that can be numbered has its series." in Page(anna.get(url)).text


def test_numbers_that_cannot_be_are_said_at_their_row(anna: Client) -> None:
    """Nothing was made; what was typed is there."""
    url = f"{ASSISTED}series/"
    page = Page(anna.post(url, Page(anna.get(url)).with_typed(**{"salessetup-quote_nos-starting_no": "none"})))

    assert "A number needs at least one digit." in page.text
    assert page.sends["salessetup-quote_nos-starting_no"] == "none" and not NumberSeries.objects.exists()


def test_relation_codes_are_proposed_in_the_language_of_the_reader(anna: Client) -> None:
    """F10: localised descriptions; a code that is there is not ticked and stays as it is."""
    BusinessRelationFactory(code="VEND", description="Ours")
    url = f"{ASSISTED}relations/"
    form = Page(anna.get(url, headers={"accept-language": "it"}))

    anna.post(url, form.sends)

    assert BusinessRelation.objects.get(code="CUST").description == "Cliente"
    assert BusinessRelation.objects.get(code="VEND").description == "Ours"
    assert MarketingSetup.current().customer_relation is None


@pytest.fixture
def two_customers() -> None:
    """Two customers without contact, and a contact that looks like one of them."""
    CustomerFactory(no="C1", name="Nordlys AS", vat_registration_no="DE123456789")
    CustomerFactory(no="C2", name="Bergen Fisk")
    CompanyFactory(name="Nordlys AS", vat_registration_no="DE123456789")


@pytest.mark.usefixtures("two_customers")
def test_what_follows_is_counted_before_a_relation_code_is_set(anna: Client) -> None:
    """N14, P60: asked, counted, and with the preview of F3 one click away; nothing is made by it."""
    BusinessRelationFactory(code="CUST")
    url = "/setup/marketing/1/edit/"
    form = Page(anna.get(url))
    assert "Off: choose a code." in form.text

    page = Page(anna.post(url, form.with_typed(customer_relation="CUST")))

    assert "From now on every new customer also creates a contact." in page.text
    assert "this will create 1 contact. 1 more looks like a contact that exists." in page.text
    assert "/links/contacts-from/customer/" in page.links
    assert MarketingSetup.current().customer_relation is None and Contact.objects.count() == 1


@pytest.mark.usefixtures("two_customers")
def test_what_follows_is_counted_before_contacts_get_numbers(anna: Client) -> None:
    """The codes were there before: the series is what switches it on."""
    setup = MarketingSetup.current()
    setup.customer_relation = BusinessRelationFactory(code="CUST")
    setup.save()
    series("CT", "CT1")

    preview = Page(anna.get(f"{ASSISTED}series/"))
    page = Page(
        anna.post("/setup/marketing/1/edit/", Page(anna.get("/setup/marketing/1/edit/")).with_typed(contact_nos="CT"))
    )

    assert "this will create 1 contact" in preview.text and "this will create 1 contact" in page.text
    assert MarketingSetup.current().contact_nos is None and Customer.objects.count() == 2


def test_each_series_of_the_setup_says_its_next_number(anna: Client, marketing: MarketingSetup) -> None:
    """P60: live, and a sentence where there is none."""
    page = Page(anna.get("/setup/marketing/1/edit/"))

    assert "The next number is CT00001." in page.text
    assert "Linking with customers is on · 0 links" in page.text


def test_the_list_asks_no_more_for_more(anna: Client, marketing: MarketingSetup, statements: Statements) -> None:
    """A few queries for each step, however many records there are; once it is hidden home asks for one row only."""
    counts = []
    for more in (1, 20):
        for number in range(more):
            CustomerFactory(no=f"N{more}-{number}")
        with statements() as asked:
            anna.get(ASSISTED)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 40, counts
