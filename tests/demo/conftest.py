"""The demo company, loaded once for the tests that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from crm.demo import company

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from crm.demo.company import Summary

SIZE = 500


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The demo company is there for the tests of a module, which leave it as it is."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield company.load()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def enlarged(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The same with 500 generated contacts."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield company.load(size=SIZE)
        transaction.set_rollback(True)
