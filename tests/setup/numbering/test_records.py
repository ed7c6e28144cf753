"""Records that are numbered: automatic and typed numbers, shown with contacts (I2)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Cause, gesture
from setup.models import MarketingSetup
from setup.numbering.engine import next_number
from setup.numbering.errors import (
    ManualNumberRefused,
    NumberRequired,
    NumbersNotAutomatic,
    SeriesExhausted,
    SeriesMissing,
)
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.conftest import Statements
from tests.setup.numbering.making import make_line, make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(marketing: MarketingSetup) -> NumberSeries:
    """Contact Nos.: assigned from CT00001 on, not typed."""
    chosen = marketing.contact_nos
    assert isinstance(chosen, NumberSeries)
    chosen.manual_nos = False
    chosen.save()
    return chosen


def _saved(no: str = "", no_series: NumberSeries | None = None) -> Contact:
    contact = Contact(name="Nordlys AS", no=no, no_series=no_series)
    contact.save()
    return Contact._base_manager.get(pk=contact.pk)


def _last_used(series: NumberSeries) -> str:
    return NumberSeriesLine._base_manager.get(series=series).last_no_used


def test_a_record_without_a_number_gets_the_next_one_and_knows_its_series(series: NumberSeries) -> None:
    first, second = _saved(), _saved(no="  ")

    assert [(contact.no, contact.no_series) for contact in (first, second)] == [
        ("CT00001", series),
        ("CT00002", series),
    ]


def test_the_history_of_a_new_record_tells_its_number(series: NumberSeries) -> None:
    contact = _saved()

    created = Change.objects.of(contact).get()
    assert created.diff["no"] == [None, "CT00001"]
    assert created.diff["no_series"] == [None, series.code]


def test_a_series_chosen_beforehand_gives_the_number(series: NumberSeries) -> None:
    """E3, relationships: a template's series, or a related one."""
    vip = make_series("VIP")
    make_line(vip, "VIP1")

    contact = _saved(no_series=vip)

    assert (contact.no, contact.no_series) == ("VIP1", vip)
    assert _last_used(series) == ""


def test_without_a_series_the_missing_setup_field_is_named(marketing: MarketingSetup) -> None:
    marketing.contact_nos = None
    marketing.save()

    with pytest.raises(SeriesMissing, match="first choose a number series in Contact Nos"):
        _saved()


def test_a_series_for_typed_numbers_assigns_none(series: NumberSeries) -> None:
    series.default_nos = False
    series.save()

    with pytest.raises(NumbersNotAutomatic, match="CT does not assign numbers automatically"):
        _saved()


def test_a_typed_number_is_refused_where_the_series_assigns_them(series: NumberSeries) -> None:
    """M08."""
    with pytest.raises(ManualNumberRefused) as refused:
        _saved(no="X1")

    assert refused.value.sentence == "Series CT assigns numbers automatically. Leave the number empty."
    assert refused.value.field == "no"


def test_a_typed_number_belongs_to_no_series(series: NumberSeries) -> None:
    series.manual_nos = True
    series.save()

    contact = _saved(no=" My-7 ", no_series=series)

    assert contact.no == "My-7"
    assert contact.no_series is None


def test_any_number_may_be_typed_where_the_setup_names_no_series(marketing: MarketingSetup) -> None:
    marketing.contact_nos = None
    marketing.save()

    assert _saved(no="X1").no == "X1"


def test_another_number_typed_later_is_checked_like_a_new_one(series: NumberSeries) -> None:
    contact = _saved()
    contact.no = "X1"

    with pytest.raises(ManualNumberRefused):
        contact.save()


def test_another_number_typed_later_leaves_the_series(series: NumberSeries) -> None:
    series.manual_nos = True
    series.save()
    contact = _saved()
    contact.no = "X1"

    contact.save(update_fields=["no"])

    assert Contact._base_manager.filter(no="X1", no_series=None).exists()


def test_a_number_once_saved_cannot_be_removed(series: NumberSeries) -> None:
    contact = _saved()
    contact.no = " "

    with pytest.raises(NumberRequired, match="CT00001 already has its number"):
        contact.save()


def test_a_record_is_saved_again_whatever_the_series_says_by_then(series: NumberSeries) -> None:
    contact = _saved()
    series.default_nos = False
    series.save()
    contact.name = "Nordlys Group"

    contact.save()

    assert Contact._base_manager.values_list("no", "no_series").get() == ("CT00001", "CT")


def test_numbers_that_records_bear_are_skipped(series: NumberSeries, statements: Statements) -> None:
    """N1."""
    Contact._base_manager.bulk_create(Contact(name="Old", no=f"CT0000{n}", search_name="OLD") for n in (1, 2, 4))

    assert [_saved().no, _saved().no] == ["CT00003", "CT00005"]


def test_the_number_costs_two_statements_used_ones_included(series: NumberSeries, statements: Statements) -> None:
    _saved()

    with statements() as seen:
        _saved()

    assert len([sql for sql in seen if "numbering_numberseriesline" in sql]) == 2


def test_an_exhausted_series_refuses_the_record(series: NumberSeries) -> None:
    """Ruling 9: nothing is saved."""
    line = NumberSeriesLine._base_manager.get(series=series)
    line.ending_no = line.last_no_used = "CT00001"
    line.save()

    with pytest.raises(SeriesExhausted), transaction.atomic():
        _saved()

    assert not Contact._base_manager.exists()


def test_a_warning_is_kept_for_whoever_saved_the_record(series: NumberSeries) -> None:
    """I2.7."""
    line = NumberSeriesLine._base_manager.get(series=series)
    line.ending_no, line.warning_no = "CT00003", "CT00002"
    line.save()
    first, second = Contact(name="First"), Contact(name="Second")

    first.save()
    second.save()

    assert first.number_warning == ""
    assert second.number_warning == "Number series CT is running out: 1 number left."


def test_a_failed_save_gives_the_number_back_and_may_be_tried_again(series: NumberSeries) -> None:
    """I2.8, N1."""
    contact = Contact(name="Nordlys AS", pinned=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        contact.save()
    other = _saved()

    contact.pinned = []
    contact.save()

    assert (other.no, contact.no) == ("CT00001", "CT00002")


def test_numbers_taken_in_a_block_do_not_count_as_typed(series: NumberSeries) -> None:
    """C5."""
    _saved()
    block = Contact.take_numbers(2)

    for number in block:
        contact = Contact(name="Nordlys AS")
        contact.assign(number, series)
        contact.save()

    found = Contact._base_manager.order_by("no").values_list("no", "no_series")
    assert list(found) == [("CT00001", "CT"), ("CT00002", "CT"), ("CT00003", "CT")]


def test_a_block_skips_numbers_that_records_bear(series: NumberSeries) -> None:
    """N1."""
    Contact._base_manager.bulk_create([Contact(name="Old", no="CT00002", search_name="OLD")])

    assert Contact.take_numbers(2) == ["CT00001", "CT00003"]


def test_what_comes_back_by_undo_brings_its_number_along(series: NumberSeries) -> None:
    """H2, ruling 10: a number once used stays used."""
    contact = _saved()
    contact.delete()

    with gesture(cause=Cause.UNDONE):
        restored = Contact(name="Nordlys AS", no="CT00001", no_series=series)
        restored.save()

    assert (restored.no, restored.no_series) == ("CT00001", series)
    assert next_number(series) == "CT00002"


def test_the_date_of_the_day_decides_which_line_counts(series: NumberSeries, monkeypatch: pytest.MonkeyPatch) -> None:
    """I2.2: a document answers with its own date instead."""
    make_line(series, "CT26-001", starting_date=date(2026, 1, 1))
    monkeypatch.setattr(Contact, "numbered_on", lambda contact: date(2025, 12, 31))

    assert _saved().no == "CT00001"
