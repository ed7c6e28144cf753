"""Marketing Setup is one row (I1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.migrations.state import ProjectState

from crm.history.models import Change
from crm.kit.refusal import Refused
from crm.kit.single import establish
from crm.kit.unit import unit
from setup.models import MarketingSetup
from tests.commands.running import run

pytestmark = pytest.mark.django_db

WAYS: dict[str, Callable[[], object]] = {
    "create": lambda: MarketingSetup.objects.create(default_format_region="Italy"),
    "save": lambda: MarketingSetup(default_format_region="Italy").save(),
}


@pytest.fixture
def missing() -> None:
    """The row is gone, by other hands than ours."""
    MarketingSetup._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)


@pytest.mark.parametrize("way", WAYS)
def test_a_second_one_is_refused_in_words(way: str) -> None:
    standing = MarketingSetup.current()

    with pytest.raises(Refused, match="Marketing Setup is there already") as refused:
        WAYS[way]()

    assert refused.value.record == standing
    assert MarketingSetup.objects.get().default_format_region == ""
    assert not Change.objects.of(standing).exists()


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
def test_the_first_one_is_the_setup(way: str, missing: None) -> None:
    WAYS[way]()

    assert MarketingSetup.current().default_format_region == "Italy"


def test_it_is_there_with_its_table() -> None:
    """Nobody has asked for it yet."""
    assert MarketingSetup.objects.count() == 1


def test_it_is_there_as_soon_as_it_is_asked_for(missing: None) -> None:
    assert MarketingSetup.current() == MarketingSetup.objects.get()


def test_whoever_reads_first_has_changed_nothing(missing: None) -> None:
    """A list of differences writes nothing to the history, although its cause would be a repair."""
    ran = run("sync")

    assert ran.code == 0
    assert MarketingSetup.current().inherit_address
    assert not Change.objects.exists()


def test_it_is_made_once_and_left_alone_after() -> None:
    """By every `migrate`."""
    setup = MarketingSetup.current()
    setup.default_format_region = "Italy"
    setup.save()

    establish(apps.get_app_config("setup"), apps=apps, using="default")

    assert MarketingSetup.objects.get().default_format_region == "Italy"


def test_where_its_table_is_not_there_it_is_not_either() -> None:
    """`migrate setup zero`."""
    establish(apps.get_app_config("setup"), apps=ProjectState().apps, using="default")

    assert MarketingSetup.objects.count() == 1
