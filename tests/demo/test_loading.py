"""Loading again: the same rows, and nothing that was there before is changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from crm.demo import company, larger_set
from crm.demo.codes import load_codes
from crm.history.models import Change
from crm.kit.models import Record
from crm.kit.unit import unit
from setup.models import Country, MarketingSetup
from tests.factories.setup import open_for_business

CHANGING = frozenset({"id", "modified_at", "revision", "last_date_used", "last_used", "last_printed_at", "at", "file"})


def natural(value: object) -> object:
    """A record by what people know it by, and not by its key."""
    return value.title if isinstance(value, Record) else value


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """The values of every record, by model."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for model in apps.get_models():
        if issubclass(model, Record):
            keys = [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
            names = [field.name for field in model._meta.concrete_fields if field.name not in CHANGING]
            rows = model._base_manager.select_related(*keys).order_by("pk")
            found[model._meta.label] = [tuple(natural(getattr(row, name)) for name in names) for row in rows]
    return found


def schema() -> list[tuple[str, ...]]:
    """Every key and index of the tables that were loaded, as PostgreSQL describes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conname, conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        found: list[tuple[str, ...]] = cursor.fetchall()
    return found


def loaded_and_gone() -> dict[str, list[tuple[Any, ...]]]:
    """What the demo company is in an empty database, which is empty again afterwards."""
    with transaction.atomic():
        company.load(size=50)
        found = everything()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_two_loads_give_the_same_rows() -> None:
    first = loaded_and_gone()

    second = loaded_and_gone()

    assert sum(map(len, first.values())) > 700
    assert first == second


@pytest.mark.django_db
def test_codes_and_settings_that_were_there_stay() -> None:
    Country._base_manager.create(code="IT", description="Bel Paese", uses_county=True)
    open_for_business()
    before = MarketingSetup.current()

    loaded = company.load()

    after = MarketingSetup.current()
    assert loaded.links == 71
    assert Country._base_manager.get(code="IT").description == "Bel Paese"
    assert (after.contact_nos, after.customer_relation) == (before.contact_nos, before.customer_relation)
    assert after.person_salutation_id == "UNISEX"


@pytest.mark.django_db
def test_reference_lists_alone_leave_room_for_the_demo_company() -> None:
    Country._base_manager.create(code="IT", description="Italy")

    assert company.is_empty()


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("stopped")

    monkeypatch.setattr(company, "load_contacts", fail)

    with pytest.raises(RuntimeError, match="stopped"):
        company.load()

    assert company.is_empty()
    assert not Country._base_manager.exists()
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_progress_is_told_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr(larger_set, "BATCH", 20)

    with unit():
        load_codes()
        larger_set.add(50, lambda done, size: heard.append((done, size)))

    assert heard[-1] == (50, 50)
    assert len(heard) == 3


@pytest.mark.postgres
@pytest.mark.django_db
def test_keys_and_indexes_are_as_before_when_the_set_is_there() -> None:
    before = schema()

    with unit():
        load_codes()
        larger_set.add(50, company.quietly)

    assert any("USING gin" in definition for _name, definition in before)
    assert any("FOREIGN KEY" in definition for _name, definition in before)
    assert schema() == before
