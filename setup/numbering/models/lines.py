"""A line of a number series: a range of numbers, from when it counts and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit.models import Record
from crm.kit.prepared import Given, Prepared
from crm.kit.refusal import Refused
from setup.numbering import numbers, sequences
from setup.numbering.by_hand import LAST, adapted_last, refuse_going_back
from setup.numbering.models.series import NumberSeries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

NUMBERS = ("starting_no", "ending_no", "warning_no", "last_no_used")
LARGEST_STEP = 1_000_000
COUNTING = frozenset({"allow_gaps", "starting_no", "increment_by", "last_no_used"})
"""Columns that decide which number is next."""


def validate_has_digit(number: str) -> None:
    """Something in ``number`` counts."""
    if not numbers.has_digit(number):
        raise ValidationError(_("A number needs at least one digit."), code="no_digit")


def _number(label: StrOrPromise, *, blank: bool = True) -> models.CharField[str, str]:
    return models.CharField(label, max_length=numbers.MAX_LENGTH, blank=blank, validators=[validate_has_digit])


class NumberSeriesLine(Record):
    """A range of numbers that counts from ``starting_date``, or always where that is blank (I2).

    What was used last is bookkeeping of the engine: it is written without a note in the history, because the
    record that bears the number has one. A change by hand is noted like any other.
    """

    series = models.ForeignKey(NumberSeries, models.CASCADE, related_name="lines", verbose_name=_("Series Code"))
    starting_date = models.DateField(_("Starting Date"), null=True, blank=True)
    starting_no = _number(_("Starting No."), blank=False)
    ending_no = _number(_("Ending No."))
    warning_no = _number(_("Warning No."))
    increment_by = models.PositiveIntegerField(
        _("Increment-by No."), default=1, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_STEP)]
    )
    last_no_used = _number(_("Last No. Used"))
    last_date_used = models.DateField(_("Last Date Used"), null=True, blank=True, editable=False)
    allow_gaps = models.BooleanField(_("Allow Gaps in Nos."), default=False)

    kept_by_others: ClassVar[frozenset[str]] = Record.kept_by_others | {"last_date_used"}

    last_no_read: str | None = None
    """``last_no_used`` as it was read; while it still says so, a save leaves alone how far others have come."""

    class Meta:
        ordering = ("series", models.F("starting_date").asc(nulls_first=True), "starting_no")
        verbose_name = _("Number Series Line")
        verbose_name_plural = _("Number Series Lines")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "starting_date", "starting_no"),
                name="series_line_once",
                violation_error_message=_("This series already has a line with this date and starting number."),
            ),
            models.UniqueConstraint(
                fields=("series", "starting_no"),
                condition=models.Q(starting_date=None),
                name="series_line_without_date_once",
                violation_error_message=_("This series already has a line with this starting number."),
            ),
            models.CheckConstraint(
                condition=models.Q(increment_by__gte=1),
                name="series_line_counts_up",
                violation_error_message=_("The increment must be at least 1."),
            ),
            models.CheckConstraint(
                condition=models.Q(warning_no="") | ~models.Q(ending_no=""),
                name="series_line_warns_before_an_end",
                violation_error_message=_("A warning number needs an ending number."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.starting_no}"

    @property
    def open(self) -> bool:
        """Another number can be taken. Follows from other columns: it is not stored and cannot disagree."""
        return not self.ending_no or self.numbers_left != 0

    @property
    def next_no(self) -> str:
        """The number that comes next, blank where none does."""
        return next(self.upcoming(), "")

    @property
    def numbers_left(self) -> int | None:
        """How many numbers are left; ``None`` without an ending number."""
        return numbers.left(self.starting_no, self.ending_no, self.last_no_used, self.increment_by)

    def upcoming(self) -> Iterator[str]:
        """The numbers that come next, in order; without an ending number more than anybody will use."""
        return numbers.upcoming(self.starting_no, self.ending_no, self.last_no_used, self.increment_by)

    def warns_at(self, number: str) -> bool:
        """``number`` has reached the warning number."""
        return bool(self.warning_no) and numbers.value_of(number) >= numbers.value_of(self.warning_no)

    def clean_fields(self, exclude: object = None) -> None:
        """Numbers have no blanks around them before they are checked."""
        for name in NUMBERS:
            setattr(self, name, getattr(self, name).strip())
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]

    def clean(self) -> None:
        """The numbers of the line have one form and stand in order. Reads the stored row if there is one."""
        super().clean()
        before = None if self._state.adding else NumberSeriesLine._base_manager.filter(pk=self.pk).first()
        given = [getattr(self, name) for name in NUMBERS if getattr(self, name)]
        if not self.starting_no or not all(map(numbers.has_digit, given)):
            return
        self._end_warning(before)
        self._adapt(before)
        self._check_order()
        self._check_lengths()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """The line remembers what it was read with."""
        line = super().from_db(*args, **kwargs)
        line.last_no_read = line.__dict__.get("last_no_used")
        return line

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """The line remembers what it was read with anew."""
        super().refresh_from_db(*args, **kwargs)
        self.last_no_read = self.__dict__.get("last_no_used")

    @classmethod
    def hold(cls, series: Any, *, no_key: bool = True) -> list[Self]:
        """The lines of ``series``, locked in the order of their keys until the transaction ends. One query.

        None for a series with a line that counts in a sequence: nobody waits there. Without ``no_key`` locked so
        that nobody draws from a sequence either.
        """
        code = getattr(series, "pk", series)
        if no_key:
            return cls.hold_each(code, code)
        found: models.QuerySet[Any] = _takeable(models.Q(series=code)).select_for_update()
        return list(found.order_by("pk"))

    @classmethod
    def hold_each(cls, first: str, then: str) -> list[Self]:
        """The lines that ``hold`` would return for the one series and after it for the other. One query."""
        found: list[Self] = _held(first=first, then=then)
        return found

    def _read_stored(self) -> Any:
        """Whoever changes a line by hand waits for those who take numbers; all lines are locked as takers lock them."""
        if not self._state.adding and self not in self.hold(self.series_id, no_key=False):
            list(type(self)._base_manager.select_for_update().filter(pk=self.pk).values_list("pk"))
        return super()._read_stored()

    def derive(self) -> None:
        """No warning without an end; the line goes on where others have come to, unless somebody typed where.

        Raises Refused for a number typed while others took some: it was meant for another one.
        """
        super().derive()
        self._end_warning(self.stored)
        if self.stored is not None:
            self._go_on_after(self.stored)
        self.last_no_read = self.last_no_used

    def _go_on_after(self, before: Self) -> None:
        if self.last_no_used in (self.last_no_read, before.last_no_used):
            self.last_no_used = before.last_no_used
        elif self.last_no_read not in (None, before.last_no_used):
            sentence = now_(
                "Somebody changed this to “%(value)s” meanwhile. Nothing was saved: compare and save again."
            )
            raise Refused(sentence % {"value": before.last_no_used}, field="last_no_used", record=self)
        if any(getattr(before, name) != getattr(self, name) for name in COUNTING):
            is_typed = self.last_no_used != before.last_no_used
            before.last_no_used = sequences.settle(before)
            self.last_no_used = self.last_no_used if is_typed else before.last_no_used
            if is_typed:
                refuse_going_back(self, before)

    def _end_warning(self, before: NumberSeriesLine | None) -> None:
        if before is not None and before.ending_no and not self.ending_no:
            self.warning_no = ""

    def _adapt(self, before: NumberSeriesLine | None) -> None:
        changed = [name for name in NUMBERS if getattr(self, name) != (getattr(before, name) if before else "")]
        leader = next((name for name in changed if getattr(self, name)), None)
        if leader is None:
            return
        if leader == LAST:
            self.last_no_used = adapted_last(self)
            return
        adapted = numbers.adapted(getattr(self, leader), [getattr(self, name) for name in NUMBERS])
        if "last_no_used" not in changed and adapted[-1] != self.last_no_used:
            sentence = now_("This would change the form of the last number used, %(last)s.")
            raise ValidationError({leader: sentence % {"last": self.last_no_used}}, code="form_of_last")
        for name, number in zip(NUMBERS, adapted, strict=True):
            setattr(self, name, number)
        if LAST in changed and self.last_no_used:
            self.last_no_used = adapted_last(self)

    def _check_order(self) -> None:
        first, last = numbers.value_of(self.starting_no), numbers.value_of(self.ending_no or self.starting_no)
        problems: dict[str, str] = {}
        if last < first:
            problems["ending_no"] = now_("The ending number comes before the starting number.")
        if self.warning_no and not self.ending_no:
            problems["warning_no"] = now_("A warning number needs an ending number.")
        elif self.warning_no and not first <= numbers.value_of(self.warning_no) <= last:
            problems["warning_no"] = now_("The warning number lies outside the range of the line.")
        if self.last_no_used and numbers.value_of(self.last_no_used) + (self.increment_by or 1) < first:
            problems["last_no_used"] = now_("The last number used comes before the starting number.")
        if problems:
            raise ValidationError(problems)

    def _check_lengths(self) -> None:
        too_long = now_("A number has at most %(length)s characters.") % {"length": numbers.MAX_LENGTH}
        problems = {name: too_long for name in NUMBERS if len(getattr(self, name)) > numbers.MAX_LENGTH}
        if self.allow_gaps and len(numbers.split(self.starting_no).digits) > sequences.MAX_DIGITS:
            sentence = now_("Where gaps are allowed, at most %(digits)s digits count.")
            problems["starting_no"] = sentence % {"digits": sequences.MAX_DIGITS}
        if problems:
            raise ValidationError(problems)


def _takeable(series: models.Q) -> models.QuerySet[NumberSeriesLine]:
    rows = NumberSeriesLine._base_manager.filter(series)
    if sequences.are_supported():
        beside = NumberSeriesLine._base_manager.filter(series=models.OuterRef("series"), allow_gaps=True)
        rows = rows.filter(~models.Exists(beside))
    return rows


def _ordered() -> models.QuerySet[NumberSeriesLine]:
    rows = _takeable(models.Q(series=Given("first")) | models.Q(series=Given("then"))).select_for_update(no_key=True)
    is_second = models.Case(models.When(series=Given("first"), then=0), default=1)
    return rows.order_by(is_second, "pk")


_held: Prepared[Any] = Prepared(_ordered)
