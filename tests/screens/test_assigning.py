"""One value for many records: seen before it is written, one gesture, and what follows from each is kept in step."""

from __future__ import annotations

from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from setup.models import PaymentTerms, Salesperson
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm
from tests.screens.pages import Page

URL = "/contacts/assign-salesperson/"


def test_what_will_be_written_is_shown_before_anything_is(anna: Client, nordlys: Firm) -> None:
    """R2: how many change, how many have it already, and what synchronizing writes besides."""
    Salesperson(code="GL", description="Giulia").save()
    CompanyFactory(name="Has it", salesperson_id="GL")

    page = Page(anna.get(URL, {"value": "GL", "preview": "1"}))

    assert "1 record will be changed" in page.text and "1 record has this value already." in page.text
    assert "Synchronizing will also write to 1 record" in page.text
    assert not Contact.objects.filter(pk=nordlys.contact.pk, salesperson="GL").exists()


def test_the_ticked_records_hold_it_and_their_customers_follow(anna: Client, nordlys: Firm) -> None:
    """One change set, so that it is undone as one; a second click does nothing."""
    Salesperson(code="GL", description="Giulia").save()
    other, left_out = CompanyFactory(name="Other"), CompanyFactory(name="Left out")
    query = f"?pick={nordlys.contact.pk}&pick={other.pk}&value=GL&preview=1"
    sends = Page(anna.get(URL + query)).sends
    known = set(Change.objects.values_list("change_set", flat=True))

    anna.post(URL + query, sends)
    anna.post(URL + query, sends)

    for one in (nordlys.contact, nordlys.customer, other, left_out):
        one.refresh_from_db()
    assert [one.salesperson_id for one in (nordlys.contact, nordlys.customer, other)] == ["GL"] * 3
    assert left_out.salesperson_id is None
    assert len(set(Change.objects.values_list("change_set", flat=True)) - known) == 1


def test_a_record_that_refuses_the_value_stays_and_is_named(anna: Client) -> None:
    """Who is blocked for privacy is not unblocked by the way (K4)."""
    private, plain = CustomerFactory(name="Private", privacy_blocked=True), CustomerFactory(name="Plain", blocked="all")
    url = "/partners/customers/block/?preview=1&value="

    page = Page(anna.get(url))
    anna.post(url, page.sends)

    assert "These stay as they are" in page.text and "Private" in page.text
    private.refresh_from_db()
    plain.refresh_from_db()
    assert (private.blocked, plain.blocked) == ("all", "")


def test_only_those_who_may_change_them_and_never_all_by_mistake(anna: Client, bo: Client) -> None:
    """A filter that makes no sense leads back with the reason."""
    PaymentTerms(code="30D", description="30 days").save()
    customer = CustomerFactory()
    url = "/partners/customers/assign-terms/?city.like=x&preview=1&value=30D"

    answer = anna.post(url, {"value": "30D"}, follow=True)

    assert "There is no such filter: city.like." in Page(answer).text
    assert bo.get("/partners/customers/assign-terms/").status_code == 403
    customer.refresh_from_db()
    assert customer.payment_terms_id is None
