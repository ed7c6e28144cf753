"""The first page of a view is found by the index of that view (goal 7), on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection

from contacts.models import Contact
from crm.kit.shipped import in_view
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db

SEQUENTIAL = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
"""PostgreSQL reads a small table through whatever indexes there are."""


@pytest.mark.parametrize(
    ("view", "index"),
    [
        ("companies", "contact_companies"),
        ("people", "contact_people"),
        ("not_linked", "contact_not_linked"),
        ("private", "contact_private"),
    ],
)
def test_the_first_page_of_a_view_is_read_from_its_own_index(view: str, index: str) -> None:
    """Given contacts, when a view of them is opened, then no contact outside of the view is looked at."""
    CompanyFactory()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SEQUENTIAL)

    page = in_view(Contact.objects.all(), view, User()).order_by("sort_name", "pk")[:51]

    assert index in page.explain()
