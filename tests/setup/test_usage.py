"""Settings say where they are used: codes by how many records, number series by what they number (P15, P61, P63)."""

from __future__ import annotations

import pytest
from django.test import Client

from partners.models import Customer
from setup.models import MarketingSetup, PaymentTerms, SalesSetup
from setup.numbering.models import NumberSeriesLine
from tests.conftest import Statements
from tests.factories.partners import CustomerFactory, VendorFactory
from tests.factories.setup import series
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

TERMS = "/setup/lists/payment-terms/"


@pytest.fixture
def net() -> PaymentTerms:
    """Terms that two customers and a vendor have."""
    terms = PaymentTerms(code="30D", description="30 days")
    terms.save()
    for no in ("C1", "C2"):
        CustomerFactory(no=no, payment_terms=terms)
    VendorFactory(no="V1", payment_terms=terms)
    return terms


def test_a_list_counts_the_records_that_use_each_entry(anna: Client, net: PaymentTerms) -> None:
    """P63: in the list's own query."""
    PaymentTerms(code="NONE").save()

    lines = anna.get(TERMS).context["lines"]

    used = {line.pk: next(cell.value for cell in line.cells if cell.name == "used") for line in lines}
    assert used == {"30D": f'<a href="{TERMS}30D/#box-setup-uses">3</a>', "NONE": ""}
    assert 'id="box-setup-uses"' in Page(anna.get(f"{TERMS}30D/")).html


def test_a_number_leads_to_the_list_of_just_those(anna: Client) -> None:
    """P63: given terms that customers alone have, the number leads to those customers."""
    PaymentTerms(code="7D").save()
    CustomerFactory(no="C1", payment_terms_id="7D")
    CustomerFactory(no="C2")

    [line] = anna.get(TERMS).context["lines"]
    url = next(cell.value for cell in line.cells if cell.name == "used").split('"')[1]

    assert [one.pk for one in anna.get(url).context["page"].rows] == [Customer.objects.get(no="C1").pk]


def test_a_card_leads_to_the_records_that_use_it(anna: Client, net: PaymentTerms) -> None:
    """P63: and the list there shows as many; what cannot be listed is counted only."""
    page = Page(anna.get(f"{TERMS}30D/"))

    (url,) = [link for link in page.links if link.startswith("/partners/customers/?payment_terms=")]
    assert str(anna.get(url).context["page"].total) == "2" == str(Customer.objects.count())
    assert "Vendors · Payment Terms Code" in page.text


def test_an_entry_that_nothing_uses_says_so(anna: Client) -> None:
    """It can be deleted."""
    PaymentTerms(code="NONE").save()

    assert "Nothing uses it yet, so it can be deleted." in Page(anna.get(f"{TERMS}NONE/")).text


def test_counting_costs_the_list_no_query(anna: Client, net: PaymentTerms, statements: Statements) -> None:
    """The same statements for few entries and many."""
    counts = []
    for more in (1, 30):
        for number in range(more):
            PaymentTerms(code=f"T{more}-{number}").save()
        with statements() as asked:
            anna.get(TERMS)
        counts.append(len(asked))

    assert counts[0] == counts[1], counts


def test_number_series_say_what_they_number_and_how_many_are_left(anna: Client, marketing: MarketingSetup) -> None:
    """P61, N2: in words beside the bar."""
    series("FEW", "F1", "F20")
    NumberSeriesLine._base_manager.filter(series="FEW").update(last_no_used="F15")
    series("NONE", "N1", "N2")
    NumberSeriesLine._base_manager.filter(series="NONE").update(last_no_used="N2")

    page = Page(anna.get("/setup/number-series/"))

    assert "5 left running out" in page.text and "none left" in page.text
    assert "Contact Nos." in page.text and "<meter" in page.html and "style=" not in page.html


def test_the_next_three_numbers_are_shown_and_none_is_used(anna: Client, marketing: MarketingSetup) -> None:
    """P61: test a series."""
    before = list(NumberSeriesLine.objects.values())

    page = Page(anna.get("/setup/number-series/CT/"))

    assert "CT00001 CT00002 CT00003" in page.text
    assert list(NumberSeriesLine.objects.values()) == before
    assert "/setup/marketing/1/edit/#id_contact_nos" in page.links


def test_each_series_of_a_setup_says_its_next_number(anna: Client, marketing: MarketingSetup) -> None:
    """P60: sales, purchases and service like marketing; and what happens without one."""
    setup = SalesSetup.current()
    setup.quote_nos = series("SQ", "SQ100")
    setup.save()

    page = Page(anna.get("/setup/sales/1/edit/"))

    assert "The next number is SQ100." in page.text and "Without a series the number is typed." in page.text


def test_a_series_without_numbers_says_why(anna: Client) -> None:
    """R6."""
    series("NONE", "N1", "N2")
    NumberSeriesLine._base_manager.update(last_no_used="N2")

    assert "no numbers left" in Page(anna.get("/setup/number-series/NONE/")).text


def test_the_settings_page_has_what_concerns_the_house_first(anna: Client, bo: Client) -> None:
    """Users and Assisted Setup are offered to who may use them."""
    page, seen = Page(anna.get("/setup/")), Page(bo.get("/setup/"))

    assert page.text.index("rules of the house") < page.text.index("how they are greeted")
    assert {"/setup/users/", "/setup/assisted/"} <= set(page.links)
    assert not {"/setup/users/", "/setup/assisted/"} & set(seen.links)
