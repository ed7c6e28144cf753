"""Home's lists: what is due, what is mine, what changed today; and a part that fails alone (section 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contacts.interactions.models import Interaction
from crm.kit import overview
from crm.kit.overview import ChartOffer, Cues, HomePanel
from partners.trade.models import PurchaseOrder, SalesQuote
from setup.models import CompanyInformation, Salesperson
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.interactions import template
from tests.factories.partners import Firm, firm
from tests.factories.trade import document, item, open_for_trade
from tests.screens.conftest import browser, member, settle
from tests.screens.pages import Page


@pytest.fixture(autouse=True)
def trade(nordlys: Firm) -> CompanyInformation:
    """Nordlys buys from us and sells to us; nothing is left to set up."""
    settle()
    return open_for_trade()


def broken(*_: Any) -> Any:
    """What cannot be read."""
    raise RuntimeError("broken on purpose")


def listed(client: Client, title: str) -> str:
    """What the list called ``title`` says."""
    html = Page(client.get("/")).html
    assert f"<h2>{title}</h2>" in html
    return html.split(f"<h2>{title}</h2>")[1].split("</section>")[0]


def test_what_was_changed_today_is_told_with_what_it_reached(anna: Client, nordlys: Firm) -> None:
    """One row for a gesture; the records it reached lead to their cards."""
    url = f"/contacts/{nordlys.contact.pk}/edit/"
    anna.post(url, Page(anna.get(url)).with_typed(phone_no="+39 02 7654321"))

    told = listed(anna, "What changed today").split("</li>")[0]

    assert "Anna changed Phone No. on <a href=" in told and nordlys.contact.no in told
    assert told.count("<a href=") == 4 and 'href="/history/' in told
    assert f'href="/partners/customers/{nordlys.customer.pk}/">{nordlys.customer.no}</a>' in told


def test_what_one_may_not_see_is_not_told(nordlys: Firm, cleo: Client) -> None:
    """H4."""
    assert nordlys.contact.no not in Page(cleo.get("/")).text


def test_open_quotes_stand_by_expiry_with_what_is_near_in_words(anna: Client, nordlys: Firm) -> None:
    """1.4.1: not by colour alone."""
    for number, days in enumerate((30, 0, 3)):
        until = timezone.localdate() + timedelta(days=days)
        document(SalesQuote, (item(f"D{number}"), 1), customer=nordlys.customer, no=f"Q{days}", valid_until=until)

    found = listed(anna, "Open quotes by expiry")

    assert found.index("Q0 ") < found.index("Q3 ") < found.index("Q30 ")
    assert ">today</span>" in found and ">in 3 days</span>" in found


def test_who_has_open_quotes_sees_those_only(nordlys: Firm) -> None:
    """A salesperson is a user with the same mailbox."""
    Salesperson(code="ANNA", email="anna@example.com").save()
    document(SalesQuote, (item(), 1), customer=nordlys.customer, no="MINE", salesperson_id="ANNA")
    document(SalesQuote, (item("D2"), 1), customer=nordlys.customer, no="OTHER")

    found = listed(browser(member("Anna", "Sales")), "My open quotes by expiry")

    assert "MINE" in found and "OTHER" not in found and "view=mine" in found


def test_who_looks_after_contacts_sees_what_was_said_with_them(nordlys: Firm) -> None:
    """Section 6: latest interactions of my contacts."""
    Salesperson(code="ANNA", email="anna@example.com").save()
    template()
    mine = CompanyFactory(name="Mine", salesperson_id="ANNA")
    for contact, said in ((mine, "Called mine"), (nordlys.contact, "Called others")):
        Interaction(contact=contact, template_id="SALES", description=said).save()

    found = listed(browser(member("Anna", "Sales")), "Latest interactions of my contacts")

    assert "Called mine" in found and "Called others" not in found


@pytest.mark.parametrize(
    ("role", "first", "panel"),
    [
        ("Administrator", "Attention", "Open quotes by expiry"),
        ("Sales", "Sales", "Open quotes by expiry"),
        ("Purchasing", "Purchases", "Open purchase orders by receipt"),
        ("Reader", "Contacts", "Open quotes by expiry"),
    ],
)
def test_everybody_sees_the_own_part_first(nordlys: Firm, role: str, first: str, panel: str) -> None:
    """Section 6: presets by role."""
    document(PurchaseOrder, (item(), 1), vendor=nordlys.vendor)

    page = browser(member("Dora", role)).get("/")

    assert page.context["groups"][0].title == first
    titles = [str(one.title) for one in page.context["panels"] if one.panel.works]
    assert titles[0] == panel


def test_a_part_that_fails_says_so_and_the_others_live(
    anna: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """N4, N7: numbers, charts and lists fail alone, in words, with a way on; the log knows why."""
    monkeypatch.setattr(overview, "_cues", [*overview._cues, Cues("Broken", broken)])
    monkeypatch.setattr(overview, "_charts", [ChartOffer("broken", "", "", broken, 1), *overview._charts])
    monkeypatch.setattr(overview, "_panels", [HomePanel("Broken list", "home/failed.html", broken)])

    page = Page(anna.get("/"))

    assert page.status == 200 and "Companies" in page.text
    assert page.text.count("This part is not available now.") == 3
    assert "broken on purpose" in caplog.text


def test_lists_ask_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements) -> None:
    """Performance: the same queries for few and for many changes, quotes and interactions of today."""
    counts = []
    for more in (1, 30):
        for number in range(more):
            made = firm(name=f"Firm {more} {number}")
            document(SalesQuote, (item(f"{more}-{number}"), 1), customer=made.customer)
        anna.get("/")
        with statements() as asked:
            anna.get("/")
        counts.append(len(asked))

    assert counts[0] == counts[1], counts
