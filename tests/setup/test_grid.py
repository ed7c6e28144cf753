"""Reference lists are edited in place: rows turn into fields and back; without a script there are forms (P63, 3.1)."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from crm.history.models import Change
from crm.kit.addresses import page_url
from crm.kit.screens.registry import all_screens
from setup.models import CodeList, Currency, Language, PaymentTerms
from tests.conftest import Statements
from tests.factories.setup import BusinessRelationFactory
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

TERMS = "/setup/lists/payment-terms/"
ROW = f"{TERMS}30D/row/"
SCRIPT = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{TERMS}?q=30"}


@pytest.fixture(autouse=True)
def net() -> PaymentTerms:
    """Terms to edit."""
    terms = PaymentTerms(code="30D", description="30 days", due_days=30)
    terms.save()
    return terms


def saved(client: Client, **typed: str) -> HttpResponse:
    """The row after these values were typed into it."""
    opened = Page(client.get(ROW, headers=SCRIPT))
    return client.post(ROW, opened.with_typed(**typed), headers=SCRIPT)  # type: ignore[return-value]


def test_every_list_says_what_it_is_for(anna: Client) -> None:
    """In a sentence above it, for whoever meets it for the first time."""
    lists = [one for one in all_screens() if issubclass(one.model, CodeList)]

    assert len(lists) > 25
    for one in lists:
        assert one.purpose and str(one.purpose) in Page(anna.get(page_url(one.model, "list"))).text.replace(
            "&#x27;", "'"
        )


def test_a_row_turns_into_fields(anna: Client) -> None:
    """Of its columns; the code is never changed, and how often it is used is no field."""
    page = Page(anna.get(ROW, headers=SCRIPT))

    assert {"description", "due_days"} <= page.sends.keys() and not {"code", "used"} & page.sends.keys()
    assert page.html.lstrip().startswith("<tr") and "30D" in page.text


def test_without_a_script_there_is_the_form(anna: Client) -> None:
    """Whoever opens the addresses of rows in a browser is led to the forms, and a row sent there is saved too."""
    assert anna.get(ROW).headers["Location"] == f"{TERMS}30D/edit/"
    assert anna.get(f"{TERMS}row/").headers["Location"] == f"{TERMS}new/"

    opened = Page(anna.get(ROW, headers=SCRIPT))
    anna.post(ROW, opened.with_typed(description="A month"))

    assert PaymentTerms.objects.get().description == "A month"


def test_a_saved_row_is_read_again_with_its_undo(anna: Client) -> None:
    """F4: one change, one gesture; the undo leads back to the list as it was."""
    answer = saved(anna, description="A month")
    page = Page(anna.get(answer.headers["Location"], headers=SCRIPT))

    assert "A month" in page.text and "Saved." in page.text
    [change] = Change.objects.filter(model="setup.paymentterms", action="update")
    assert f"/history/undo/{change.change_set}/?next=http%3A//testserver{TERMS}%3Fq%3D30" in page.html


def test_what_is_wrong_stands_at_its_field(anna: Client) -> None:
    """3.3.1: the row stays open with what was typed."""
    answer = saved(anna, due_days="soon")

    html = answer.content.decode()
    assert 'value="soon"' in html and 'aria-invalid="true"' in html and "errorlist" in html
    assert PaymentTerms.objects.get().due_days == 30


def test_nothing_of_others_is_overwritten(anna: Client, dario: Client) -> None:
    """H3: given that Dario saved the same field meanwhile, Anna is told, and compares in the form."""
    opened = Page(anna.get(ROW, headers=SCRIPT))
    saved(dario, description="One month")

    answer = anna.post(ROW, opened.with_typed(description="A month"), headers=SCRIPT)
    html = answer.content.decode()

    assert "Somebody else changed this meanwhile" in html and "data-whole" in html
    assert PaymentTerms.objects.get().description == "One month"
    compared = anna.post(f"{TERMS}30D/edit/", opened.with_typed(description="A month"))
    assert compared.status_code == 409 and "One month" in compared.content.decode()


def test_a_row_that_is_gone_renews_the_list(anna: Client, net: PaymentTerms) -> None:
    """N7: and says who deleted it."""
    opened = Page(anna.get(ROW, headers=SCRIPT))
    net.delete()

    answer = anna.post(ROW, opened.with_typed(description="A month"), headers=SCRIPT)

    assert answer.headers["HX-Refresh"] == "true"
    assert "30D" in Page(anna.get(TERMS)).text.split("Search")[1]


def test_a_new_row_that_is_sent_twice_is_made_once(anna: Client) -> None:
    """N1: its code in capitals, as everywhere."""
    sent = Page(anna.get(f"{TERMS}row/", headers=SCRIPT)).with_typed(code="60d", description="60 days")

    answers = [anna.post(f"{TERMS}row/", sent, headers=SCRIPT).headers["Location"] for _time in range(2)]

    assert answers == [f"{TERMS}60D/row/?shown=yes"] * 2
    assert PaymentTerms.objects.filter(code="60D").count() == 1


def test_the_rules_of_the_forms_hold_in_rows(anna: Client) -> None:
    """A language has a tag that exists."""
    Language(code="IT", description="Italian", tag="it").save()
    url = "/setup/lists/language/IT/row/"

    answer = anna.post(url, Page(anna.get(url, headers=SCRIPT)).with_typed(tag="zz-99-zz"), headers=SCRIPT)

    assert "errorlist" in answer.content.decode() and Language.objects.get().tag == "it"


def test_bo_sees_rows_and_no_pencil(bo: Client) -> None:
    """H4: readers read."""
    html = Page(bo.get(TERMS)).html

    assert "data-row-edit" not in html and "data-row-new" not in html
    assert bo.get(ROW, headers=SCRIPT).status_code == bo.post(ROW, headers=SCRIPT).status_code == 403


def test_a_row_is_typed_only_where_the_columns_hold_all_it_needs(anna: Client) -> None:
    """Given columns without the code, New leads to the form."""
    assert "data-row-new" in Page(anna.get(TERMS)).html

    anna.post("/my/columns/setup.paymentterms/", {"order": ["description"], "columns": ["description"]})

    page = Page(anna.get(TERMS))
    assert "data-row-new" not in page.html and f"{TERMS}new/" in page.links


def test_a_row_costs_the_same_in_a_long_list(anna: Client, statements: Statements) -> None:
    """Performance: however many entries there are."""
    counts = []
    for more in (1, 40):
        for number in range(more):
            BusinessRelationFactory(code=f"R{more}-{number}")
            PaymentTerms(code=f"T{more}-{number}").save()
        with statements() as asked:
            anna.get(ROW, headers=SCRIPT)
        counts.append(len(asked))

    assert counts[0] == counts[1], counts


def test_nought_is_a_number_too(anna: Client) -> None:
    """N9: a currency without decimal places says 0, not nothing."""
    Currency(code="JPY", decimals=0).save()

    [line] = anna.get("/setup/lists/currency/").context["lines"]

    assert next(cell.value for cell in line.cells if cell.name == "decimals") == "0"
