"""Codes and records that are chosen in forms: blocked ones, and new ones made beside the form (3.4)."""

from __future__ import annotations

import json
import re

from django.test import Client

from contacts.models import Contact
from setup.models import PaymentTerms
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory
from tests.factories.setup import SalespersonFactory
from tests.screens.pages import Page

BESIDE = {"HX-Request": "true", "HX-Target": "making"}
TERMS = "/setup/lists/payment-terms/new/"


def option(page: Page, code: str) -> str:
    """The option of the salesperson ``code``."""
    return str(next(one for one in re.findall(r"<option[^<]*</option>", page.html) if f'value="{code}"' in one))


def test_a_blocked_code_is_shown_but_cannot_be_chosen(anna: Client) -> None:
    """3.4; the code that the card holds stays what it is."""
    gone, kept = (SalespersonFactory(code=code, description="", blocked=True) for code in ("GONE", "KEPT"))
    contact = CompanyFactory(salesperson=kept)

    page = Page(anna.get(f"/contacts/{contact.pk}/edit/"))

    assert option(page, gone.pk) == '<option value="GONE" disabled>GONE (blocked)</option>'
    assert option(page, kept.pk) == '<option value="KEPT" selected>KEPT (blocked)</option>'


def test_a_blocked_record_is_refused_where_its_number_is_typed(anna: Client) -> None:
    company = CompanyFactory(privacy_blocked=True)
    person = PersonFactory(company=None)
    page = Page(anna.get(f"/contacts/{person.pk}/edit/"))

    answer = Page(anna.post(f"/contacts/{person.pk}/edit/", page.with_typed(company=company.no)))

    assert f"{company.title} is blocked and cannot be chosen." in answer.text
    assert Contact.objects.get(pk=person.pk).company_id is None


def test_a_field_knows_where_a_missing_code_is_made(anna: Client) -> None:
    """R6: for whoever may make one; without a script it is a link."""
    customer = CustomerFactory()

    page = Page(anna.get(f"/partners/customers/{customer.pk}/edit/"))

    assert f'data-create="{TERMS}" data-create-words="Create new…"' in page.html
    assert f'<a class="plainly-only" href="{TERMS}" target="_blank">' in page.html


def test_a_code_is_made_beside_the_form_and_announced(anna: Client) -> None:
    """Its form is that of its page, without the frame; the page below learns key and title."""
    page = Page(anna.get(TERMS, headers=BESIDE))
    values = page.with_typed(code="45D", description="45 days")

    answers = [anna.post(TERMS, values, headers=BESIDE) for _ in range(2)]

    assert "<html" not in page.html and "data-create" not in page.html
    assert PaymentTerms.objects.filter(code="45D").count() == 1
    known = {"key": "45D", "no": "", "title": "45D — 45 days"}
    assert [json.loads(one["HX-Trigger"]) for one in answers] == [{"crm:made": known}] * 2


def test_what_is_wrong_is_said_in_the_dialog(anna: Client) -> None:
    page = Page(anna.get(TERMS, headers=BESIDE))

    answer = anna.post(TERMS, page.sends, headers=BESIDE)

    assert "This could not be saved" in Page(answer).text and "<html" not in Page(answer).html
    assert "HX-Trigger" not in answer.headers


def test_who_may_not_make_one_is_refused(bo: Client) -> None:
    assert bo.get(TERMS, headers=BESIDE).status_code == 403


def test_a_field_knows_where_what_it_holds_is_read(anna: Client) -> None:
    """3.4: a code by its card, a record by the number that is typed; a number that nobody has leads to the list."""
    company = CompanyFactory()
    person = PersonFactory(company=company)
    page = Page(anna.get(f"/contacts/{person.pk}/edit/"))

    assert 'data-opens="/setup/lists/salesperson/KEY-OF-THE-CODE/"' in page.html
    assert 'data-opens="/contacts/suggestions/"' in page.html
    assert anna.get("/contacts/suggestions/", {"no": company.no}).headers["Location"] == f"/contacts/{company.pk}/"
    assert anna.get("/contacts/suggestions/", {"no": "NONE"}).headers["Location"] == "/contacts/?q=NONE"
