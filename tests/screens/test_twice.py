"""Two clicks at the same time on real PostgreSQL: one record (N1)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from contacts.models import Contact
from tests.factories.setup import open_for_business
from tests.screens.conftest import browser, member
from tests.screens.pages import Page


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_record() -> None:
    open_for_business()
    user = member("Anna")
    user.is_superuser = True
    user.save()
    first = browser(user)
    typed = Page(first.get("/contacts/new/")).with_typed(name="Nordlys AS")
    second = Client()
    second.cookies[settings.SESSION_COOKIE_NAME] = first.cookies[settings.SESSION_COOKIE_NAME].value

    def click(client: Client) -> str:
        try:
            return client.post("/contacts/new/", typed).headers["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(click, (first, second)))

    assert Contact.objects.count() == 1
    assert len(set(answers)) == 1
