"""The header of a series: its code, its two ways to number, what goes with it and what holds it (I2, D6)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.kit.deletion import DeletionRefused
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine, NumberSeriesRelationship
from tests.setup.numbering.making import make_line, make_series

pytestmark = pytest.mark.django_db


def test_codes_are_stored_in_capitals_without_blanks() -> None:
    made = make_series(" cust ")

    assert NumberSeries._base_manager.get().code == made.code == "CUST"


def test_a_code_that_differs_only_in_capitals_is_taken() -> None:
    make_series("CUST")

    with pytest.raises(ValidationError) as refused:
        NumberSeries(code="cust").full_clean()

    assert "code" in refused.value.message_dict


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((True, False), (False, False), (False, True)),
        ((False, True), (False, False), (True, False)),
        ((True, True), (False, False), (True, False)),
        ((True, True), (False, True), (False, True)),
        ((True, True), (True, False), (True, False)),
    ],
)
def test_switching_off_the_only_way_to_number_switches_on_the_other(
    before: tuple[bool, bool], after: tuple[bool, bool], expected: tuple[bool, bool]
) -> None:
    """I2, header: Default and Manual cannot both be off."""
    series = make_series(default_nos=before[0], manual_nos=before[1])
    series.default_nos, series.manual_nos = after

    series.save()

    stored = NumberSeries._base_manager.get()
    assert (stored.default_nos, stored.manual_nos) == expected


def test_the_other_way_is_written_along_with_a_narrow_save() -> None:
    series = make_series()
    series.default_nos = False

    series.save(update_fields=["default_nos"])

    stored = NumberSeries._base_manager.get()
    assert (stored.default_nos, stored.manual_nos) == (False, True)


def test_a_form_that_switches_off_the_only_way_is_valid() -> None:
    series = make_series(default_nos=False, manual_nos=True)
    series.manual_nos = False

    series.full_clean()

    assert (series.default_nos, series.manual_nos) == (True, False)


def test_a_new_series_without_any_way_accepts_typed_numbers() -> None:
    series = NumberSeries(code="CUST", default_nos=False)

    series.full_clean()

    assert series.manual_nos


def test_the_database_itself_refuses_a_series_without_any_way() -> None:
    series = make_series()

    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeries._base_manager.filter(pk=series.pk).update(default_nos=False)


def test_deleting_a_series_deletes_its_lines_and_relationships() -> None:
    series, other = make_series("CUST"), make_series("VIP")
    make_line(series, "C1")
    kept = make_line(other, "V1")
    NumberSeriesRelationship(series=series, related=other).save()
    NumberSeriesRelationship(series=other, related=series).save()

    series.delete()

    assert list(NumberSeriesLine._base_manager.all()) == [kept]
    assert not NumberSeriesRelationship._base_manager.exists()


def test_a_series_in_use_cannot_be_deleted() -> None:
    """D6."""
    series = make_series()
    make_line(series, "C1")
    setup = MarketingSetup.current()
    setup.contact_nos = series
    setup.save()

    with pytest.raises(DeletionRefused):
        series.delete()

    assert NumberSeriesLine._base_manager.filter(series=series).exists()


def test_related_series_may_be_chosen_in_place_of_a_series_but_not_the_other_way_round() -> None:
    """I2, relationships."""
    series, vip, export = make_series("CUST"), make_series("VIP"), make_series("EXPORT")
    NumberSeriesRelationship(series=series, related=vip).save()
    NumberSeriesRelationship(series=series, related=export).save()

    assert list(series.alternatives()) == [export, vip]
    assert not vip.alternatives().exists()


@pytest.mark.parametrize("related", ["CUST", "VIP"])
def test_a_series_is_related_to_another_one_once(related: str) -> None:
    series = make_series("CUST")
    NumberSeriesRelationship(series=series, related=make_series("VIP")).save()

    with pytest.raises(ValidationError) as refused:
        NumberSeriesRelationship(series=series, related_id=related).full_clean()

    assert "related" in str(refused.value)


def test_a_series_is_named_by_code_and_description() -> None:
    assert NumberSeries(code="CUST", description="Customers").title == "CUST — Customers"
    assert NumberSeries(code="CUST").title == str(NumberSeries(code="CUST")) == "CUST"
