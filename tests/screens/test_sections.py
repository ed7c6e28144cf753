"""Sections of cards close and stay closed, say what matters while they are; boxes come by themselves (3.2, N20)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import Contact
from crm.kit.cards import panels_of
from setup.models import Salesperson
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm
from tests.screens.pages import Page

PART = {"HX-Request": "true"}


def fold(client: Client, section: str, *, is_open: bool = False) -> None:
    """What the script posts when somebody closes or opens a section."""
    client.post(reverse("desk-fold"), {"section": section, "open": "yes" if is_open else ""})


def section_of(page: Page, name: str) -> str:
    """The tag that says whether the section stands open."""
    return page.html.partition(f'data-section="{name}"')[2].partition(">")[0]


def test_a_section_that_was_closed_stays_closed_for_whoever_closed_it(anna: Client, bo: Client) -> None:
    company = CompanyFactory()
    fold(anna, "contacts.contact:address")

    of_anna, of_bo = (Page(one.get(f"/contacts/{company.pk}/")) for one in (anna, bo))

    assert not section_of(of_anna, "contacts.contact:address").endswith(" open")
    assert section_of(of_anna, "contacts.contact:no").endswith(" open")
    assert section_of(of_bo, "contacts.contact:address").endswith(" open")


def test_it_is_one_section_of_one_kind_of_card(anna: Client) -> None:
    """Closed on contacts, it is open on customers; panels close too."""
    company, customer = CompanyFactory(), CustomerFactory()
    fold(anna, "contacts.contact:no")
    fold(anna, "contacts.contact:history-panel")

    contact, other = Page(anna.get(f"/contacts/{company.pk}/")), Page(anna.get(f"/partners/customers/{customer.pk}/"))

    assert not section_of(contact, "contacts.contact:history-panel").endswith(" open")
    assert section_of(other, "partners.customer:no").endswith(" open")


def test_a_closed_section_tells_its_promoted_values(anna: Client) -> None:
    """P11: bold in the inventory; blank ones are left out."""
    Salesperson(code="GL", description="Giulia Lai").save()
    company = CompanyFactory(name="Nordlys AS", salesperson_id="GL")

    page = Page(anna.get(f"/contacts/{company.pk}/"))

    assert 'class="promoted"' in page.html
    promoted = page.html.partition('class="promoted"')[2].partition("</summary>")[0]
    assert "Nordlys AS" in promoted and "GL" in promoted
    assert "None" not in promoted


def test_a_long_card_has_an_index_and_a_short_one_none(anna: Client) -> None:
    long, short = CompanyFactory(), Salesperson(code="GL", description="Giulia Lai")
    short.save()

    page, other = Page(anna.get(f"/contacts/{long.pk}/")), Page(anna.get("/setup/salespeople/GL/"))

    assert {"#section-no", "#section-address", "#box-history-panel"} <= set(page.links)
    assert "#section-code" not in other.links


def test_the_head_leads_to_linked_records_and_says_how_they_stand(anna: Client, nordlys: Firm) -> None:
    """P11: chips."""
    type(nordlys.vendor)._base_manager.filter(pk=nordlys.vendor.pk).update(city="Bergen", address="Torget 1")

    contact, vendor = (
        Page(anna.get(url)).html.partition('class="chips"')[2].partition("</p>")[0]
        for url in (f"/contacts/{nordlys.contact.pk}/", f"/partners/vendors/{nordlys.vendor.pk}/")
    )

    assert f'href="/partners/customers/{nordlys.customer.pk}/">Customer<' in contact
    assert "Out of Sync: 2 fields" in contact
    assert f'href="/contacts/{nordlys.contact.pk}/">Contact<' in vendor


@pytest.mark.parametrize(("state", "words"), [("paused", "Paused"), ("alone", "Not Linked"), ("live", "In Sync")])
def test_the_head_says_paused_not_linked_or_in_sync(anna: Client, nordlys: Firm, state: str, words: str) -> None:
    if state == "paused":
        relation = nordlys.contact.relations.get(customer=nordlys.customer)
        relation.paused = True
        relation.save()
    contact = CompanyFactory() if state == "alone" else nordlys.contact

    page = Page(anna.get(f"/contacts/{contact.pk}/"))

    assert words in page.html.partition('class="chips"')[2].partition("</p>")[0]


def test_the_head_says_what_is_blocked(anna: Client) -> None:
    """P11, P31: for privacy, or for what."""
    company, customer, bank = CompanyFactory(), CustomerFactory(), BankAccountFactory(blocked=True)
    company.privacy_blocked, customer.blocked = True, "ship"
    company.save()
    customer.save()

    of_company, of_customer, of_bank = (
        Page(anna.get(url)).html.partition("<h1>")[2].partition("</h1>")[0]
        for url in (
            f"/contacts/{company.pk}/",
            f"/partners/customers/{customer.pk}/",
            f"/partners/bank-accounts/{bank.pk}/",
        )
    )

    assert "Privacy Blocked</span>" in of_company
    assert "Blocked: Ship" in of_customer
    assert "Blocked</span>" in of_bank


def test_the_first_button_is_what_is_usually_done(anna: Client, bo: Client) -> None:
    """R8, P11: a quote; editing is beside it."""
    company = CompanyFactory()

    page, of_bo = (Page(one.get(f"/contacts/{company.pk}/")) for one in (anna, bo))

    assert f'class="button first" href="/trade/sales-quotes/new/?contact={company.pk}"' in page.html
    assert "Create Sales Quote" not in of_bo.text


def test_values_that_are_taken_along_can_be_copied_unless_masked(anna: Client, bo: Client) -> None:
    """3.4: phones, addresses, VAT numbers and IBANs."""
    bank = BankAccountFactory(iban="GB82WEST12345698765432", phone_no="+39021234567")

    full, masked = (Page(one.get(f"/partners/bank-accounts/{bank.pk}/")).html for one in (anna, bo))

    assert 'data-copy="GB82WEST12345698765432"' in full and 'data-copy="+39021234567"' in full
    assert "WEST" not in masked


def test_a_box_comes_by_itself_and_is_a_page_too(anna: Client) -> None:
    """13: without a script its title leads there."""
    company = CompanyFactory()
    url = f"/contacts/{company.pk}/box/interactions-figures/"

    card, part, page = (
        Page(anna.get(f"/contacts/{company.pk}/")),
        Page(anna.get(url, headers=PART)),
        Page(anna.get(url)),
    )

    assert url in card.links and "Cost (LCY)" not in card.text
    assert "Cost (LCY)" in part.text and "<html" not in part.html
    assert "Cost (LCY)" in page.text and f"/contacts/{company.pk}/" in page.links


def test_a_box_that_fails_leaves_the_card_alone(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """3.2: it says so, and can be asked again."""

    def broken(*_: Any) -> None:
        raise RuntimeError("no statistics today")

    company = CompanyFactory()
    (panel,) = (one for one in panels_of(Contact) if one.name == "interactions-figures")
    monkeypatch.setitem(panel.__dict__, "context", broken)
    url = f"/contacts/{company.pk}/box/interactions-figures/"

    card, part, page = (
        Page(anna.get(f"/contacts/{company.pk}/")),
        Page(anna.get(url, headers=PART)),
        Page(anna.get(url)),
    )

    assert (card.status, part.status, page.status) == (200, 200, 503)
    assert "This part is not available now. Try again" in part.text
    assert "no statistics today" not in part.html + page.html


def test_boxes_that_do_not_exist_are_not_found(anna: Client, cleo: Client) -> None:
    company = CompanyFactory()

    assert anna.get(f"/contacts/{company.pk}/box/links-panel/").status_code == 404
    assert cleo.get(f"/contacts/{company.pk}/box/interactions-figures/").status_code == 403


def test_hidden_boxes_stay_hidden(anna: Client) -> None:
    """Alt+F2: the frame says so, and the card's styles obey."""
    company = CompanyFactory()
    anna.post(reverse("desk-arrange"), {"hides_facts": "yes"})

    page = Page(anna.get(f"/contacts/{company.pk}/"))

    assert "data-no-facts" in page.html.partition("<head>")[0]
    assert 'data-keys="Alt+F2"' in page.html and 'aria-pressed="false"' in page.html


def test_editing_begins_at_the_value_that_was_wanted(anna: Client) -> None:
    """3.2: even where it is behind Show More."""
    company = CompanyFactory(pager="")

    page = Page(anna.get(f"/contacts/{company.pk}/edit/?focus=pager"))

    shown = (
        page.html.partition("Show More")[0] + page.html.partition('id="section-address"')[2].partition("Show More")[0]
    )
    assert 'name="pager"' in shown and "autofocus" in shown


def test_sections_say_how_many_errors_they_hold(anna: Client) -> None:
    """3.2: in the index of a long form."""
    customer = CustomerFactory(name="Nordlys AS")
    url = f"/partners/customers/{customer.pk}/edit/"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(name="", email="nobody")))

    index = page.html.partition('class="index"')[2].partition("</nav>")[0]
    assert index.count("1 error") == 2


def test_a_box_costs_the_same_with_few_and_many(anna: Client, statements: Statements) -> None:
    company = CompanyFactory()
    url = f"/contacts/{company.pk}/box/interactions-figures/"
    anna.get(url)

    with statements() as few:
        anna.get(url, headers=PART)
    for _ in range(10):
        PersonFactory(company=company)
    with statements() as many:
        anna.get(url, headers=PART)

    assert len(few) == len(many)
