"""The demo company, loaded once for all tests of a module that leave it as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from crm.demo import company
from crm.demo.company import Summary


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The demo company, in Italian. What the tests of the module do to it is taken back at their ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("it"):
            summary = company.load()
        yield summary
        transaction.set_rollback(True)
