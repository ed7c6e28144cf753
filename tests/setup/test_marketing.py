"""Marketing Setup is one row (I1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from crm.history.models import Change
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from setup.models import MarketingSetup

pytestmark = pytest.mark.django_db

WAYS: dict[str, Callable[[], object]] = {
    "create": lambda: MarketingSetup.objects.create(default_format_region="Italy"),
    "save": lambda: MarketingSetup(default_format_region="Italy").save(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_second_one_is_refused_in_words(way: str) -> None:
    standing = MarketingSetup.current()

    with pytest.raises(Refused, match="There is a Marketing Setup already; change that one") as refused:
        WAYS[way]()

    assert refused.value.record == standing
    assert MarketingSetup.objects.get().default_format_region == ""
    assert Change.objects.of(standing).count() == 1


def test_the_refusal_takes_nothing_else_back() -> None:
    """Inside a unit and a transaction, on PostgreSQL too."""
    setup = MarketingSetup.current()

    with transaction.atomic(), unit():
        with pytest.raises(Refused):
            MarketingSetup().save()
        setup.default_format_region = "Italy"
        setup.save()

    assert MarketingSetup.objects.get().default_format_region == "Italy"


@pytest.mark.parametrize("way", WAYS)
def test_the_first_one_is_the_setup(way: str) -> None:
    WAYS[way]()

    assert MarketingSetup.current().default_format_region == "Italy"


def test_it_is_there_as_soon_as_it_is_asked_for() -> None:
    assert MarketingSetup.current() == MarketingSetup.objects.get()
