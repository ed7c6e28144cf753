"""Two administrators at one record: nobody's edit is lost (H3)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from contacts.models import Contact
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client) -> Client:
    """A browser with an administrator at it."""
    client.force_login(User.objects.create_superuser("root", "root@example.org", "x"))
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
