"""What a record needs to be numbered: its number, the series it came from, and when it gets them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit.codes import refuse_unaddressable
from crm.kit.models import Record
from setup.numbering import engine
from setup.numbering.by_hand import is_undoing
from setup.numbering.errors import ManualNumberRefused, NumberRequired, NumbersNotAutomatic, SeriesMissing
from setup.numbering.models.series import NumberSeries

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

READABLE = re.compile(r"[A-Za-z0-9._/-]+")
"""What a number that is typed may consist of."""


class NumberedRecord(Record):
    """Gets a number from a series where none was typed, as the last thing before it is inserted (I2, N1).

    The series is the one preset in ``no_series``, by the user or a template, else that of the setup.
    """

    no = models.CharField(_("No."), max_length=20, unique=True, blank=True)
    no_series = models.ForeignKey(
        NumberSeries,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("Series Code"),
    )

    number_series_setting: ClassVar[str | Promise] = _("the setup")
    """The caption of the setup field that names the series."""

    number_warning = ""
    """After a save that took a number: what staff should know about its series, mostly nothing."""

    along: type[NumberedRecord] | None = None
    """While a new one is saved: what will be made for it; a number from its own series is taken with this one's."""

    taken_along: Sequence[engine.Taken] = ()
    """That number, until it is borne."""

    _assigned_no = ""
    _taken_no = ""

    class Meta:
        abstract = True

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """The series that the setup names; ``None`` where it names none, and any number may be typed."""
        return None

    @classmethod
    def take_numbers(cls, count: int, *, series: NumberSeries | None = None, partial: bool = False) -> list[str]:
        """A block of numbers that no record bears, for ``assign``; see ``engine.next_numbers``."""
        chosen = cls._automatic(series or cls.default_series())
        return engine.next_numbers(chosen, count, partial=partial, among=cls.bearers())

    @classmethod
    def bearers(cls) -> models.QuerySet[Any]:
        """The records whose numbers may not be given again."""
        return cls._base_manager.all()

    def assign(self, number: str, series: NumberSeries) -> None:
        """Bear ``number``, which was taken from ``series`` before: it does not count as typed."""
        self.no, self.no_series, self._assigned_no = number, series, number

    def numbered_on(self) -> date:
        """The date that decides which line of the series counts."""
        return timezone.localdate()

    def derive(self) -> None:
        """A typed number is allowed and belongs to no series; a number cannot be removed."""
        super().derive()
        self.no = self.no.strip()
        if self.stored is None and self.no == self._taken_no:
            self.no = ""  # the save that took it failed, and the series has it back
        before = self.stored.no if self.stored else ""
        if before and not self.no:
            raise NumberRequired(before)
        if self.no != before and self.no != self._assigned_no and not is_undoing():
            self._accept_typed()

    def clean_fields(self, exclude: object = None) -> None:
        """A number that is typed can be read out, sorted and found again; stored ones are left alone."""
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
        if not isinstance(exclude, Container) or "no" not in exclude:
            _refuse_odd(self.no.strip())

    def take_number(self) -> None:
        """A new record without a number has one, and so has what is made ``along`` with it.

        Two statements, besides those that find the series.
        """
        super().take_number()
        along, self.along, self.taken_along = self.along, None, ()
        if self.no:
            return
        series = self._automatic(self.no_series or self.default_series())
        if along is None:
            taken = engine.take_number(series, self.numbered_on(), among=self.bearers())
        else:
            others = along._automatic(along.default_series())
            wanted = engine.Wanted(series, type(self)), engine.Wanted(others, along)
            taken, *self.taken_along = engine.take_each(wanted, self.numbered_on())
        self.no, self.number_warning = taken
        self.no_series, self._taken_no = series, self.no

    def _accept_typed(self) -> None:
        series = self.default_series()
        if series is not None and not series.manual_nos:
            raise ManualNumberRefused(series)
        self.no_series = None

    @classmethod
    def _automatic(cls, series: NumberSeries | None) -> NumberSeries:
        if series is None:
            raise SeriesMissing(cls.number_series_setting)
        if not series.default_nos:
            raise NumbersNotAutomatic(series)
        return series


def _refuse_odd(number: str) -> None:
    if number and not READABLE.fullmatch(number):
        sentence = now_("A number consists of letters without accents, digits, and . - _ / only.")
        raise ValidationError({"no": ValidationError(sentence, code="odd_number")})
    refuse_unaddressable(number, "no")
