"""A line of a series: what may be typed, what adapts, and when it is open (I2, validation and "Open")."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.kit.refusal import Refused
from setup.numbering.engine import next_number, next_numbers
from setup.numbering.models import NumberSeriesLine, NumberSeriesRelationship
from tests.setup.numbering.making import make_line, make_series

pytestmark = pytest.mark.django_db


def _new(**values: Any) -> NumberSeriesLine:
    return NumberSeriesLine(series=make_series(), **values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starting_no": ""}, "starting_no"),
        ({"starting_no": "ABC"}, "starting_no"),
        ({"starting_no": "A1", "ending_no": "END"}, "ending_no"),
        ({"starting_no": "A" + "1" * 20}, "starting_no"),
        ({"starting_no": "A10", "ending_no": "A9"}, "ending_no"),
        ({"starting_no": "A1", "warning_no": "A5"}, "warning_no"),
        ({"starting_no": "A1", "ending_no": "A9", "warning_no": "A10"}, "warning_no"),
        ({"starting_no": "A5", "ending_no": "A9", "warning_no": "A4"}, "warning_no"),
        ({"starting_no": "A5", "last_no_used": "A3"}, "last_no_used"),
        ({"starting_no": "A5", "ending_no": "A9", "last_no_used": "A10"}, "last_no_used"),
        ({"starting_no": "A1", "increment_by": 0}, "increment_by"),
        ({"starting_no": "A" + "1" * 19, "allow_gaps": True}, "starting_no"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _new(**values).full_clean()

    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    "values",
    [
        {"starting_no": "A1"},
        {"starting_no": " A1 ", "ending_no": "A99", "warning_no": "A90", "last_no_used": "A50"},
        {"starting_no": "1", "ending_no": "10", "warning_no": "9"},
        {"starting_no": "A5", "last_no_used": "A4"},
        {"starting_no": "A" + "1" * 18, "allow_gaps": True},
    ],
)
def test_what_can_be_is_accepted(values: dict[str, Any]) -> None:
    _new(**values).full_clean()


def test_the_other_numbers_of_a_new_line_adapt_to_its_starting_number() -> None:
    line = _new(starting_no="CT001", ending_no="9999", warning_no="X-50", last_no_used="7")

    line.full_clean()

    assert line.starting_no == "CT0001"
    assert (line.ending_no, line.warning_no, line.last_no_used) == ("CT9999", "CT0050", "CT0007")


def test_numbers_of_digits_only_are_not_padded() -> None:
    line = _new(starting_no="1", ending_no="100")

    line.full_clean()

    assert (line.starting_no, line.ending_no) == ("1", "100")


def test_the_number_that_was_changed_leads() -> None:
    line = make_line(make_series(), "A001", "A999", warning_no="A900")
    line.ending_no = "B99999"

    line.full_clean()

    assert (line.starting_no, line.ending_no, line.warning_no) == ("B00001", "B99999", "B00900")


@pytest.mark.parametrize(("field", "number"), [("starting_no", "B001"), ("ending_no", "A9999")])
def test_a_change_that_would_alter_the_form_of_the_last_number_used_is_refused(field: str, number: str) -> None:
    line = make_line(make_series(), "A001", "A999", last_no_used="A017")
    setattr(line, field, number)

    with pytest.raises(ValidationError) as refused:
        line.full_clean()

    assert set(refused.value.message_dict) == {field}
    assert "A017" in str(refused.value)


def test_the_last_number_used_may_itself_be_changed() -> None:
    line = make_line(make_series(), "A001", "A999", last_no_used="A017")
    line.last_no_used = "A20"

    line.full_clean()

    assert line.last_no_used == "A020"


@pytest.mark.parametrize("allow_gaps", [False, True])
def test_a_line_read_before_others_took_numbers_does_not_turn_them_back(allow_gaps: bool) -> None:
    """N1: what nobody typed is not written, however old the instance is."""
    series = make_series()
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 3)
    line.increment_by = 10

    line.save()

    assert next_number(series) == "A13"


@pytest.mark.parametrize("allow_gaps", [False, True])
@pytest.mark.parametrize(
    ("typed", "why"), [("A1", "up to A3 are used"), ("", "up to A3 are used"), ("ZZ5", "look like")]
)
def test_a_number_typed_as_last_used_never_sets_the_line_back(typed: str, why: str, allow_gaps: bool) -> None:
    """Ruling 10, from the shell too."""
    series = make_series()
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 3)
    line = NumberSeriesLine._base_manager.get(pk=line.pk)
    line.last_no_used = typed

    with suppress(Refused) if typed == line.last_no_read else pytest.raises(Refused, match=why):
        line.save()

    assert next_number(series) == "A4"


def test_a_number_that_grows_past_twenty_characters_by_adapting_is_refused() -> None:
    line = _new(starting_no="A1", ending_no="ABCDEFGHIJKLMNOPQ1")
    line.starting_no, line.last_no_used = "ABCDEFGHIJKLMNOPQ1", "1234567"

    with pytest.raises(ValidationError) as refused:
        line.full_clean()

    assert "last_no_used" in refused.value.message_dict


@pytest.mark.parametrize("through_a_form", [True, False])
def test_clearing_the_ending_number_clears_the_warning_number(through_a_form: bool) -> None:
    line = make_line(make_series(), "A1", "A9", warning_no="A8")
    line.ending_no = ""

    if through_a_form:
        line.full_clean()
        line.save()
    else:
        line.save(update_fields=["ending_no"])

    assert NumberSeriesLine._base_manager.get().warning_no == ""


@pytest.mark.parametrize(
    ("values", "is_open"),
    [
        ({"ending_no": ""}, True),
        ({"ending_no": "", "last_no_used": "A9"}, True),
        ({"ending_no": "A5"}, True),
        ({"ending_no": "A5", "last_no_used": "A4"}, True),
        ({"ending_no": "A5", "last_no_used": "A5"}, False),
        ({"ending_no": "A5", "last_no_used": "A4", "increment_by": 2}, False),
        ({"ending_no": "A9", "last_no_used": "A9", "increment_by": 1}, False),
    ],
)
def test_a_line_is_open_as_long_as_the_next_step_stays_inside(values: dict[str, Any], is_open: bool) -> None:
    """I2, "Open"."""
    assert NumberSeriesLine(starting_no="A1", **values).open is is_open


def test_a_line_starts_twice_neither_on_a_date_nor_without_one() -> None:
    series = make_series()
    make_line(series, "A1")
    make_line(series, "A1", starting_date="2026-01-01")

    for date in (None, "2026-01-01"):
        with pytest.raises(ValidationError, match="already has a line"):
            NumberSeriesLine(series=series, starting_no="A1", starting_date=date).full_clean()


@pytest.mark.parametrize("values", [{"increment_by": 0}, {"warning_no": "A5"}, {"starting_no": "A2"}])
def test_the_database_itself_refuses_what_no_form_has_seen(values: dict[str, Any]) -> None:
    series = make_series()
    make_line(series, "A2")
    line = make_line(series, "A1")

    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeriesLine._base_manager.filter(pk=line.pk).update(**values)


def test_lines_and_relationships_are_named_by_what_they_join() -> None:
    assert str(NumberSeriesLine(series_id="CUST", starting_no="C1")) == "CUST C1"
    assert str(NumberSeriesRelationship(series_id="CUST", related_id="VIP")) == "CUST → VIP"
