"""The pages of number series: how many numbers are left, which come next, and where they are used (P61, N2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.kit.cards import Card, Panel, Section, register_panel
from crm.kit.screens.declaration import Column, Inline, Screens
from crm.kit.unit import unit
from setup.assisted.proposals import uses
from setup.filters import NumberSeriesFilters
from setup.numbering import numbers, turns
from setup.numbering.errors import NumberingError
from setup.numbering.models import NumberSeries, NumberSeriesLine, NumberSeriesRelationship
from setup.numbering.outlook import FEW, peek_numbers
from setup.screens import FOUND_BY, GENERAL, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

RANGE = ("starting_date", "starting_no", "ending_no", "warning_no", "increment_by", "last_no_used")
TRIED = 3
"""How many of the next numbers the card shows."""


def _line_of(series: NumberSeries) -> NumberSeriesLine | None:
    lines = turns.in_force(series.lines.all(), timezone.localdate())
    return next((line for line in lines if line.open), lines[-1] if lines else None)


def _of_line(name: str) -> Column:
    def cell(series: NumberSeries) -> str:
        value = getattr(_line_of(series), name, "")
        return "" if value is None else str(value)

    labels = {"next_no": _("Next No.")}
    label = labels.get(name) or NumberSeriesLine._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Column(name, cell, label)


def left(series: NumberSeries) -> str | SafeString:
    """How many numbers are left, as a bar and in words: few and none are told apart by more than a colour."""
    line = _line_of(series)
    if line is None:
        return format_html('<span class="state bad">{}</span>', now_("no line"))
    number = line.numbers_left
    if number is None:
        return now_("without end")
    total = numbers.left(line.starting_no, line.ending_no, "", line.increment_by) or 1
    words = ngettext("%(count)s left", "%(count)s left", number) % {"count": number_format(number, force_grouping=True)}
    if number == 0:
        return format_html('<span class="state bad">{}</span>', now_("none left"))
    warned = bool(line.warning_no and line.last_no_used and line.warns_at(line.last_no_used)) or number < FEW
    low = number + 1 if warned else 0
    bar = format_html(
        '<meter min="0" max="{}" low="{}" optimum="{}" value="{}" aria-hidden="true"></meter> {}',
        total,
        low,
        total,
        number,
        words,
    )
    return format_html('{} <span class="state warn">{}</span>', bar, now_("running out")) if warned else bar


LEFT = Column(
    "numbers_left", left, _("Numbers left"), plain=lambda series: getattr(_line_of(series), "numbers_left", "")
)
USED_FOR = Column("used_for", lambda series: series.used_for, _("Used for"))


class NumberSeriesScreens(Screens):
    """Number series with their lines and the series that may stand in for them."""

    model = NumberSeries
    prefix = "number-series/"
    shelf = SETTINGS
    columns = (
        "code",
        "description",
        *(_of_line(name) for name in ("starting_no", "last_no_used", "next_no")),
        LEFT,
        USED_FOR,
        "default_nos",
        "manual_nos",
    )
    usual = ("code", "description", "last_no_used", "next_no", "numbers_left", "used_for", "default_nos")
    sortable = {"code": "code"}
    default_sort = "code"
    filterset = NumberSeriesFilters
    is_searchable = True
    searched = FOUND_BY
    empty = _("There are no number series yet.")
    purpose = _("Contacts, partners and documents get their numbers from series; each says how many are left.")
    about = _("Contacts, partners and documents get their numbers from series. Assisted Setup creates the usual ones.")
    card = Card((
        Section(
            GENERAL,
            ("code", "description", "default_nos", "manual_nos", "date_order"),
            help=_(
                "Default numbers are assigned by themselves, manual ones are typed; with both, whoever makes a record"
                " chooses. In date order no number is dated before the one used last."
            ),
        ),
    ))  # fmt: skip
    inlines = (
        Inline(
            NumberSeriesLine,
            (*RANGE, "allow_gaps"),
            (*RANGE, "last_date_used", "allow_gaps"),
        ),
        Inline(NumberSeriesRelationship, ("related",), key="series"),
    )

    def rows(self) -> QuerySet[Any, Any]:
        """Series with their lines and what they are used for: five queries more, however many there are."""
        found: dict[str, list[str]] = {}
        with unit():
            for use in uses():
                if use.chosen is not None:
                    found.setdefault(use.chosen.pk, []).append(use.caption)
        named = [When(pk=code, then=Value(", ".join(captions))) for code, captions in found.items()]
        words = Case(*named, default=Value(""), output_field=CharField())
        rows: QuerySet[Any, Any] = super().rows().prefetch_related("lines").annotate(used_for=words)
        return rows


def tried(series: NumberSeries, request: HttpRequest) -> Mapping[str, Any]:
    """The numbers that come next; none of them is used by looking. One query."""
    try:
        return {"numbers": peek_numbers(series, TRIED), "problem": ""}
    except NumberingError as error:
        return {"numbers": [], "problem": str(error)}


def register() -> None:
    """Cards test their series."""
    register_panel(NumberSeries, Panel(_("Next numbers"), "numbering/next.html", tried, order=10))
