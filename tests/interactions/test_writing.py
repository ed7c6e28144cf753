"""An interaction is written down by hand: defaults, what the template fills, what is asked for (a.6, a.7, P23)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from contacts.interactions import filling, log
from contacts.interactions.models import Interaction, InteractionTemplate
from contacts.models import AlternativeAddress, AlternativeAddressDateRange
from partners.trade.models import SalesQuote
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.factories.partners import CustomerFactory, Firm
from tests.factories.setup import SalespersonFactory
from tests.screens.conftest import anna, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]
NEW = "/interactions/new/"


def letter(**values: object) -> InteractionTemplate:
    """A template that says something about everything."""
    said = {"flow": "outbound", "initiated_by": "us", "unit_cost": Decimal(8), "unit_minutes": 30}
    return template("LETTER", **said | {"correspondence_type": "hard_copy"} | values)


@pytest.mark.parametrize(
    ("now", "expected"),
    [(datetime(2026, 5, 2, 9, 5, 1, tzinfo=UTC), time(9, 6)), (datetime(2026, 5, 2, 9, 5, tzinfo=UTC), time(9, 5))],
)
def test_the_time_is_the_next_full_minute(now: datetime, expected: time, monkeypatch: pytest.MonkeyPatch) -> None:
    """a.6."""
    monkeypatch.setattr(timezone, "localtime", lambda: now)

    assert filling.next_minute() == expected


def test_the_salesperson_is_that_of_the_user_before_that_of_the_contact(anna: Client) -> None:  # noqa: F811
    """a.6: the only one with the e-mail of the user; two with it are none."""
    theirs = SalespersonFactory(code="TH")
    ada = PersonFactory(name="Ada Rossi", salesperson=theirs)
    url = f"{NEW}?contact={ada.pk}"

    assert Page(anna.get(url)).sends["salesperson"] == "TH"
    SalespersonFactory(code="OWN", email="ANNA@example.com")
    assert Page(anna.get(url)).sends["salesperson"] == "OWN"
    SalespersonFactory(code="TWO", email="anna@example.com")
    assert Page(anna.get(url)).sends["salesperson"] == "TH"


def test_a_fresh_form_has_the_contact_and_today(anna: Client) -> None:  # noqa: F811
    ada = PersonFactory(name="Ada Rossi")

    sends = Page(anna.get(f"{NEW}?contact={ada.pk}")).sends

    assert (sends["contact"], sends["date"]) == (ada.no, date_format(timezone.localdate(), "SHORT_DATE_FORMAT"))
    assert (sends["minutes"], sends["cost"]) == ("", "")


def test_the_button_fills_what_the_template_says_and_writes_nothing(anna: Client) -> None:  # noqa: F811
    """a.6: all is reset and filled; a description that was typed stays until another template is chosen."""
    letter()
    template("VISIT", unit_minutes=120)
    ada = PersonFactory(name="Ada Rossi", salesperson=SalespersonFactory(code="AB"))
    start = Page(anna.get(NEW)).with_typed(contact=ada.no, template="LETTER", description="Thanks", minutes="5")

    first = Page(anna.post(NEW, start | {"fill": "yes"}))
    second = Page(anna.post(NEW, first.with_typed(template="VISIT") | {"fill": "yes"}))

    assert {name: first.sends[name] for name in ("minutes", "cost", "flow", "initiated_by", "salesperson")} == {
        "minutes": "30", "cost": "8.00", "flow": "outbound", "initiated_by": "us", "salesperson": "AB",
    }  # fmt: skip
    assert (first.sends["description"], first.sends["correspondence_type"]) == ("Thanks", "hard_copy")
    assert (second.sends["description"], second.sends["minutes"], second.sends["flow"]) == (
        "Visit interaction", "120", "",
    )  # fmt: skip
    assert not Interaction.objects.exists()


def test_without_the_button_the_template_fills_what_is_blank(anna: Client) -> None:  # noqa: F811
    """Works without a script; a zero that was typed is a zero."""
    letter()
    ada = PersonFactory(name="Ada Rossi", salesperson=SalespersonFactory(code="AB"))

    anna.post(NEW, Page(anna.get(NEW)).with_typed(contact=ada.no, template="LETTER", cost="0"))

    entry = Interaction.objects.get()
    assert (entry.cost, entry.minutes, entry.flow, entry.description) == (0, 30, "outbound", "Letter interaction")
    assert entry.salesperson_id == "AB"


def test_what_was_filled_and_then_cleared_stays_blank(anna: Client) -> None:  # noqa: F811
    letter()
    ada = PersonFactory(name="Ada Rossi", salesperson=SalespersonFactory(code="AB"))
    typed = Page(anna.get(NEW)).with_typed(contact=ada.no, template="LETTER", fill="yes")

    filled = Page(anna.post(NEW, typed)).with_typed(flow="", minutes="", correspondence_type="")
    anna.post(NEW, filled)

    entry = Interaction.objects.get()
    assert (entry.flow, entry.minutes, entry.correspondence_type, entry.cost) == ("", 0, "", 8)


def test_what_is_missing_is_named_in_order(anna: Client) -> None:  # noqa: F811
    """a.6: contact, template, salesperson, date, description."""
    InteractionTemplate(code="BARE", group_id=template("OTHER").group_id).save()
    ada = PersonFactory(name="Ada Rossi")
    empty = Page(anna.get(NEW)).with_typed(date="")

    nothing = Page(anna.post(NEW, empty)).text
    without = Page(anna.post(NEW, empty | {"contact": ada.no, "template": "BARE"})).text

    required = "This field is required."
    assert nothing.index(f"Contact: {required}") < nothing.index(f"Interaction Template Code: {required}")
    places = [without.index(f"{name}: {required}") for name in ("Salesperson Code", "Date", "Description")]
    assert places == sorted(places)
    assert not Interaction.objects.exists()


def test_an_entry_about_a_document_needs_no_salesperson(nordlys: Firm, anna: Client) -> None:  # noqa: F811
    """a.7; the document brings its contact and number along."""
    letter()
    quote = SalesQuote(no="SQ9", customer=nordlys.customer)
    quote.save()
    url = f"{NEW}?document={quote.pk}"
    assert url in Page(anna.get(f"/trade/sales-quotes/{quote.pk}/")).links

    anna.post(url, Page(anna.get(url)).with_typed(template="LETTER"))

    entry = Interaction.objects.get()
    assert (entry.document, entry.document_no, entry.contact) == (quote, "SQ9", nordlys.contact)


def test_an_email_to_nobody_is_none_unless_the_address_in_force_has_one() -> None:
    """a.7."""
    sort = template(correspondence_type="email", ignore_contact_correspondence=True)
    ada = PersonFactory(name="Ada Rossi", email="")
    address = AlternativeAddress(contact=ada, code="SUMMER", email="ada@lake.it")
    address.save()
    span = AlternativeAddressDateRange(address=address, starting_date=date(2026, 6, 1), ending_date=date(2026, 8, 31))
    span.save()

    kinds = [log.log(sort, ada, date=day).correspondence_type for day in (date(2026, 7, 1), date(2026, 9, 1))]

    assert kinds == ["email", ""]


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account"])
def test_a_partner_leads_to_its_contact(kind: str, nordlys: Firm, anna: Client) -> None:  # noqa: F811
    """a.6, a.8: through the business relation."""
    partner = getattr(nordlys, kind.removesuffix("_account"))
    url = f"{NEW}?{kind}={partner.pk}"
    prefix = kind.replace("_", "-") + "s"

    assert url in Page(anna.get(f"/partners/{prefix}/{partner.pk}/")).links
    assert anna.get(url).headers["Location"] == f"{NEW}?contact={nordlys.contact.pk}"


def test_a_partner_without_contact_is_named(marketing: MarketingSetup, anna: Client) -> None:  # noqa: F811
    marketing.customer_relation = None
    marketing.save()
    with_none = CustomerFactory(name="Lone Ltd")
    page = Page(anna.get(f"{NEW}?customer={with_none.pk}"))

    assert (page.status, "has no contact; create one or link one first" in page.text) == (409, True)
    assert f"/partners/customers/{with_none.pk}/" in page.links


def test_save_and_new_starts_the_next_with_the_same_contact(anna: Client) -> None:  # noqa: F811
    letter()
    ada = CompanyFactory(salesperson=SalespersonFactory(code="AB"))
    url = f"{NEW}?contact={ada.pk}"

    answer = anna.post(url, Page(anna.get(url)).with_typed(template="LETTER", another="yes", note="Liked it"))

    entry = Interaction.objects.get()
    assert answer.headers["Location"] == url
    assert [(one.comment, one.user) for one in entry.comments.all()] == [("Liked it", entry.user)]


def test_bad_input_is_refused_with_a_sentence(anna: Client) -> None:  # noqa: F811
    """No negative costs, no blocked template, no unknown contact."""
    letter(blocked=True)
    typed = Page(anna.get(NEW)).with_typed(contact="Nobody", template="LETTER", cost="-1", minutes="-5", time="25:00")

    text = Page(anna.post(NEW, typed)).text

    assert "Nothing found for “Nobody”" in text
    assert "LETTER — Letter interaction is blocked" in text or "is blocked and cannot be chosen" in text
    assert "greater than or equal to 0" in text
    assert "Enter a valid time" in text
    assert not Interaction.objects.exists()
