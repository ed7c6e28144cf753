"""Two administrators at one record: nobody's edit is lost (H3)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from contacts.models import AlternativeAddress, Contact
from tests.admin.conftest import sent_by
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client) -> Client:
    """A browser with an administrator at it."""
    client.force_login(User.objects.create_superuser("root"))
    return client


def opened(client: Client, url: str) -> dict[str, str]:
    """What the form at ``url`` would send back untouched."""
    form = client.get(url).context["adminform"].form
    sent: dict[str, str] = {}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = "" if value is None or value is False else str(value)
        if value is False:
            del sent[bound.html_name]
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = "" if value is None else str(value)
    for prefix in ("relations", "alternative_addresses"):
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return sent


def test_edits_of_different_fields_are_both_there(root: Client) -> None:
    """The form left open writes only what was changed in it."""
    nordlys = CompanyFactory(city="Oslo", phone_no="1")
    url = f"/admin/contacts/contact/{nordlys.pk}/change/"
    form = opened(root, url)
    nordlys.phone_no = "+4722334455"
    nordlys.save()

    answer = root.post(url, {**form, "city": "Bergen"})

    assert answer.status_code == 302, answer.context["errors"]
    stored = Contact.objects.get()
    assert (stored.city, stored.phone_no) == ("Bergen", "+4722334455")


def test_the_same_field_changed_twice_is_named_and_nothing_saved(root: Client) -> None:
    """The sentence says what it holds now."""
    nordlys = CompanyFactory(city="Oslo")
    url = f"/admin/contacts/contact/{nordlys.pk}/change/"
    form = opened(root, url)
    nordlys.city = "Madrid"
    nordlys.save()

    answer = root.post(url, {**form, "city": "Bergen"})

    assert "Madrid" in str(answer.context["errors"])
    assert Contact.objects.get().city == "Madrid"


@pytest.mark.parametrize("typed", ["Bergen", ""])
def test_without_what_it_was_opened_with_nothing_is_saved(root: Client, typed: str) -> None:
    """Nobody knows what was changed since: the sentence says so."""
    nordlys = CompanyFactory(city="Oslo")
    url = f"/admin/contacts/contact/{nordlys.pk}/change/"
    form = {name: value for name, value in opened(root, url).items() if name != "initial-city"}

    answer = root.post(url, {**form, "city": typed})

    assert "This form is incomplete" in str(answer.context["errors"])
    assert Contact.objects.get().city == "Oslo"


def test_what_stands_there_already_may_be_sent_by_anybody(root: Client) -> None:
    """A program that sends the values alone changes nothing by sending what is there."""
    nordlys = CompanyFactory(city="Oslo")
    url = f"/admin/contacts/contact/{nordlys.pk}/change/"
    form = {name: value for name, value in opened(root, url).items() if not name.startswith("initial-")}

    answer = root.post(url, form)

    assert answer.status_code == 302, answer.context["errors"]


@pytest.fixture
def warehouse(db: None) -> AlternativeAddress:
    """Another address, edited on the form of its contact."""
    made = AlternativeAddress(contact=CompanyFactory(), code="STORE", city="Oslo")
    made.save()
    return made


def test_edits_of_different_fields_of_a_row_are_both_there(root: Client, warehouse: AlternativeAddress) -> None:
    """Rows are treated like records."""
    url = f"/admin/contacts/contact/{warehouse.contact_id}/change/"
    form = sent_by(root.get(url), **{"alternative_addresses-0-city": "Bergen"})
    warehouse.address = "Storgata 1"
    warehouse.save()

    root.post(url, form)

    warehouse.refresh_from_db()
    assert (warehouse.city, warehouse.address) == ("Bergen", "Storgata 1")


@pytest.mark.parametrize("left_out", ["", "initial-alternative_addresses-0-city"])
def test_the_same_field_of_a_row_changed_twice_is_not_saved(
    root: Client, warehouse: AlternativeAddress, left_out: str
) -> None:
    """Whether or not the form says what it was opened with."""
    url = f"/admin/contacts/contact/{warehouse.contact_id}/change/"
    form = sent_by(root.get(url), **{"alternative_addresses-0-city": "Bergen"})
    warehouse.city = "Madrid"
    warehouse.save()

    answer = root.post(url, {name: value for name, value in form.items() if name != left_out})

    assert ("incomplete" if left_out else "Madrid") in str(answer.context["errors"])
    assert AlternativeAddress.objects.get().city == "Madrid"
