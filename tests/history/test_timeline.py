"""The timeline on every card: newest first, by day, with filters, where it went, and cheap at any length (ux 3.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from contacts.interactions.models import Interaction
from crm.history.models import Change
from crm.kit.context import Door, gesture
from partners.models import BankAccount
from partners.trade.models import SalesOrder
from setup.models import Currency
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm, alone
from tests.factories.trade import document
from tests.history.replay import last_change
from tests.screens.conftest import anna, bo, cleo, nordlys  # noqa: F401
from tests.screens.pages import Page
from tests.trade.conftest import trade  # noqa: F401

pytestmark = pytest.mark.django_db


def moved(record: Any, city: str = "Bergen") -> None:
    """Anna typed another city."""
    with gesture(actor=User.objects.get(username="anna"), door=Door.FORM):
        record.city = city
        record.save()


def history(record: Any, **params: str) -> str:
    """The page with everything that happened to a firm's record."""
    place = {"contact": "/contacts/", "customer": "/partners/customers/", "bankaccount": "/partners/bank-accounts/"}
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{place[record._meta.model_name]}{record.pk}/history/?{query}"


def test_an_entry_names_the_records_that_it_was_written_to(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """F4.4: also written to contact, vendor and bank account, each a link."""
    moved(nordlys.customer)

    page = Page(anna.get(f"/partners/customers/{nordlys.customer.pk}/"))

    newest = page.html.partition('<section class="on-day">')[2].partition("</li>")[0]
    assert "Also written to:" in newest
    for record, url in ((nordlys.contact, "/contacts/"), (nordlys.vendor, "/partners/vendors/")):
        assert f'{record._meta.verbose_name} <a href="{url}{record.pk}/">{escape(record.title)}</a>' in newest


def test_an_entry_caused_elsewhere_says_so_and_leads_there(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """M27."""
    moved(nordlys.customer)

    page = Page(anna.get(history(nordlys.contact)))

    assert f"Updated from Customer {nordlys.customer.no}" in page.text
    assert page.html.count(f'<a href="/partners/customers/{nordlys.customer.pk}/">') > 0
    assert f"/history/{last_change(nordlys.contact).change_set}/" in page.links


def test_people_who_inherited_are_named_on_the_company(anna: Client) -> None:  # noqa: F811
    """S7: those who had another value are not."""
    company = CompanyFactory(city="Oslo")
    ada, bea = PersonFactory(company=company, city="Oslo"), PersonFactory(company=company, city="Rome")

    moved(company)

    newest = Page(anna.get(history(company))).html.partition("Also written to:")[2].partition("</p>")[0]
    assert ada.title in newest and bea.title not in newest


def test_filters_part_what_was_typed_from_what_came_from_elsewhere(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
) -> None:
    """The address says which; reference lists have nothing to filter."""
    moved(nordlys.contact, "Bergen")
    moved(nordlys.customer, "Rome")
    Currency(code="NOK", description="Krone").save()

    typed, synced = (Page(anna.get(history(nordlys.contact, show=one))).text for one in ("changes", "synchronization"))

    assert "Oslo → Bergen" in typed and "Bergen → Rome" not in typed
    assert "Bergen → Rome" in synced and "Oslo → Bergen" not in synced
    assert "Filter the history" not in Page(anna.get("/setup/lists/currency/NOK/")).html


def test_days_have_headings_and_times_are_relative(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """The exact time stands there too, for the mouse, the keyboard and paper."""
    moved(nordlys.contact)
    before = timezone.now() - timedelta(days=1)
    Change.objects.exclude(pk=last_change(nordlys.contact).pk).update(at=before)

    text = Page(anna.get(history(nordlys.contact))).text

    assert text.index("Today") < text.index("just now") < text.index("Yesterday") < text.index("1 day ago")
    assert timezone.localtime(before).strftime("%d/%m/%Y %H:%M") in text


def test_a_changed_iban_stands_out_and_is_masked(anna: Client, bo: Client) -> None:  # noqa: F811
    """P51, H4: fraud-sensitive."""
    bank = BankAccountFactory(iban="IT60X0542811101000000123456")
    bank.iban = "GB82WEST12345698765432"
    bank.save()

    full, masked = (Page(one.get(history(bank))) for one in (anna, bo))

    assert "Protected value" in full.text and "GB82 WEST 1234 5698 7654 32" in full.text
    assert "•••• 3456 → •••• 5432" in masked.text and "WEST" not in masked.html
    assert BankAccount.objects.get().iban == "GB82WEST12345698765432"


def test_who_may_not_see_the_record_sees_no_history(cleo: Client, nordlys: Firm) -> None:  # noqa: F811
    """H4."""
    assert cleo.get(history(nordlys.contact)).status_code == 403


def test_a_page_puts_the_part_alone_in_its_place(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """N5: every part is a page too."""
    part = anna.get(history(nordlys.contact), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith("<div") and "<html" not in part and 'id="timeline"' in part


@pytest.mark.parametrize("after", ["all:x", "all:99999999999999999999999", "all", "nothing:5~~:", "all:0"])
def test_an_address_that_somebody_made_up_is_no_error(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    after: str,
) -> None:
    assert anna.get(history(nordlys.contact, after=after, show="nonsense")).status_code == 200


def test_a_long_history_costs_what_a_short_one_does(
    anna: Client,  # noqa: F811
    statements: Statements,
) -> None:
    """The number of statements, and of the rows that they read from the history."""
    lonely = alone(CustomerFactory, name="Fjord AS", city="Oslo")
    url, counts = f"/partners/customers/{lonely.pk}/", []
    for turns in (25, 100):
        for turn in range(turns):
            moved(lonely, f"City {turn}")
        anna.get(url)
        with statements() as asked:
            anna.get(url)
        counts.append(len(asked))
        limited = [sql for sql in asked if 'FROM "history_change"' in sql and "LIMIT" not in sql]
        assert all("BETWEEN" in sql or "IN (" in sql for sql in limited), limited

    assert counts[0] == counts[1]


@pytest.mark.usefixtures("trade")
def test_interactions_and_documents_stand_among_the_changes(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """3.7: one list by time; each has a filter of its own; partners have those of their contact."""
    moved(nordlys.customer)
    order = document(SalesOrder, customer=nordlys.customer)
    call = template("CALL")
    Interaction(contact=nordlys.contact, template=call, description="Asked for a price").save()

    for record in (nordlys.contact, nordlys.customer):
        text = Page(anna.get(history(record))).text
        assert all(one in text for one in ("Asked for a price", f"Sales Order {order.no}", "Oslo → Bergen"))
        said, made = (Page(anna.get(history(record, show=one))).text for one in ("interactions", "documents"))
        assert "Asked for a price" in said and order.no not in said and "→ Bergen" not in said
        assert order.no in made and "Asked for a price" not in made
    assert "Filter the history" in Page(anna.get(f"/trade/sales-orders/{order.pk}/")).html


@pytest.mark.usefixtures("trade")
def test_show_more_goes_on_where_each_source_stood(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """Nothing twice, nothing left out, days headed once; every part is a page."""
    call = template("CALL")
    for turn in range(15):
        moved(nordlys.contact, f"City {turn}")
        Interaction(contact=nordlys.contact, template=call, description=f"Call {turn}!").save()

    told, url = [], history(nordlys.contact)
    while url:
        page = Page(anna.get(url))
        told.append(page.text)
        url = next((link for link in page.links if "after=" in link), "")

    assert [text.count("Today") for text in told] == [1, 0]
    for turn in range(15):
        assert sum(text.count(f"Call {turn}!") for text in told) == 1
        assert sum(text.count(f"→ City {turn} A") for text in told) == 1
