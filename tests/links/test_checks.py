"""The declaration of shared fields is guarded (design C.5), and the health check names what is missing (C1)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import models
from django.test.utils import isolate_apps

from contacts.links.checks import check_kind, check_setup, check_shared_fields
from contacts.links.kinds import Shared, all_kinds, kind_named, register
from contacts.shared_fields import AddressBlock, NameBlock
from contacts.sharing import SharingRecord
from setup.models import MarketingSetup

CUSTOMER = kind_named("customer")


def ids(kind: object) -> set[str | None]:
    """What is wrong with a kind."""
    return {error.id for error in check_kind(kind)}  # type: ignore[arg-type]


def test_the_house_keeps_its_own_rules() -> None:
    """E001–E004."""
    assert check_shared_fields() == []


@isolate_apps()
def test_a_model_that_overrides_a_shared_column_is_refused() -> None:
    """E003: type or length could differ."""

    class Agent(NameBlock, AddressBlock, SharingRecord):
        city = models.CharField(max_length=5)

        class Meta:
            app_label = "elsewhere"

    assert "links.E003" in ids(replace(CUSTOMER, model=Agent, renamed=()))


@isolate_apps()
def test_a_kind_without_a_block_or_a_column_of_its_own_is_refused() -> None:
    """E001, E002."""

    class Robot(SharingRecord):
        class Meta:
            app_label = "elsewhere"

    assert ids(replace(CUSTOMER, name="robot", model=Robot, renamed=())) == {"links.E001", "links.E002"}


def test_a_renamed_pair_of_two_types_is_refused() -> None:
    """E004."""
    assert ids(replace(CUSTOMER, renamed=(Shared("type", "prices_including_vat"),))) == {"links.E004"}


def test_a_kind_is_registered_once() -> None:
    """C.4: registries raise on a second registration."""
    with pytest.raises(ValueError, match="customer"):
        register(all_kinds()[0])


@pytest.mark.django_db
def test_the_health_check_names_what_is_missing(closed: MarketingSetup) -> None:
    """C1: which kinds have no code, and that contacts have no series; only where the database is asked."""
    assert [warning.id for warning in check_setup(databases=["default"])] == ["links.W001", "links.W002"]
    assert check_setup() == []


@pytest.mark.django_db
def test_a_firm_at_work_is_healthy(marketing: MarketingSetup) -> None:
    """C1."""
    assert check_setup(databases=["default"]) == []
