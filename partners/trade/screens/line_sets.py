"""The lines of a document as rows of its form: by windows, in an order that can be changed, each error at its cell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext as _

from crm.kit.addresses import page_url
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.fields import CodeField
from crm.kit.refusal import Refused
from crm.kit.screens.inlines import InlineSet
from crm.kit.unit import unit
from partners.trade import calculate, guard, ordering, prices
from partners.trade.forms import Known, LineForm
from partners.trade.models import DocumentLine, Item
from partners.trade.screens.lines import stored_sums, windows
from partners.trade.spreadsheet import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partners.trade.models import Document


class LineSet(InlineSet):
    """The lines of the window that is shown, and blank rows for more."""

    instance: Document

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_closed:
            self.extra = 0

    @cached_property
    def known(self) -> Known:
        """Items and codes that the rows refer to. One query a list, two for items; none for a form to be shown."""
        if not self.is_bound:
            return Known({}, {})
        items: dict[object, Any] = {}
        for item in self._items():
            items |= {item.pk: item, item.no.lower(): item}
        lists = {field.list for field in self.form.base_fields.values() if isinstance(field, CodeField)}
        return Known(items, {each: each._base_manager.in_bulk() for each in lists})

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Rows share what is known."""
        return super().get_form_kwargs(index) | {"known": self.known}

    def add_fields(self, form: Any, index: int | None) -> None:
        """Places are counted over the whole document."""
        super().add_fields(form, index)
        place = form.fields[ORDERING_FIELD_NAME]
        place.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        if place.initial is not None:
            place.initial += self.first
        self._label(form)

    def heading_of(self, place: int) -> str:
        """As the grid numbers it."""
        return _("Line %(number)s") % {"number": place}

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The names and headings of the cells, from left to right."""
        return [(field.name, str(field.label)) for field in self.empty_form.cells]  # type: ignore[attr-defined]  # a LineForm

    @property
    def pasted(self) -> list[tuple[str, str]]:
        """Those that can be pasted."""
        return [(name, label) for name, label in self.columns if name in COLUMNS]

    @cached_property
    def sums(self) -> dict[str, Any]:
        """What all lines come to as they are stored. One query, and one for the rates."""
        document = self.instance
        lines = (
            []
            if document._state.adding
            else list(DocumentLine._base_manager.filter(document=document).order_by("line_no"))
        )
        for line in lines:
            line.document = document
        return stored_sums(document, lines)

    @property
    def plan_url(self) -> str:
        """Where the grid asks what the form comes to."""
        return self._url("plan") if self.instance._state.adding else self._url("plan", self.instance.pk)

    @property
    def read_url(self) -> str:
        """Where it asks what was pasted."""
        return self._url("read-lines")

    @property
    def paste_url(self) -> str:
        """Where many lines are pasted at once; blank for a document that is not stored yet."""
        return "" if self.instance._state.adding else self._url("paste", self.instance.pk)

    @property
    def suggest_url(self) -> str:
        """Where it asks for items."""
        return page_url(Item, "suggest")

    def _url(self, *page: Any) -> str:
        return page_url(type(self.instance), *page)

    @property
    def is_closed(self) -> bool:
        """The lines are shown only, for the document is not open."""
        return not (self.instance._state.adding or self.instance.is_open)

    def _label(self, form: Any) -> None:
        """Each cell is called by its column and its row; those of a closed document are shown only.

        What was sent for them all the same is looked at, to be refused aloud. A browser sends nothing of what is
        disabled, so what says which row it is never is.
        """
        for name, field in form.fields.items():
            field.widget.attrs["aria-labelledby"] = f"{self.prefix}-col-{name} {form.prefix}-row"
            sent = self.is_bound and form.add_prefix(name) in self.data
            is_free = name in guard.DONE_ON or field.widget.is_hidden
            field.disabled = self.is_closed and not (is_free or sent)
        form.fields["item"].widget.attrs["list"] = f"{self.prefix}-items"

    @property
    def pages(self) -> list[tuple[int, int, str]]:
        """The windows of all lines; none where one shows them all."""
        return windows(self.count, self.inline.window, self.window)

    def sent(self) -> list[LineForm]:
        """The rows that hold something and stay, in the order that was asked for."""
        rows: list[tuple[tuple[float, int, int], LineForm]] = []
        for index, form in enumerate(self.forms):
            assert isinstance(form, LineForm)
            if form.is_gone or (form.is_new and not form.has_changed()):
                continue
            own = form.fields[ORDERING_FIELD_NAME].initial
            place = form.place or own or float("inf")
            moved = 0 if place == own else (1 if own is not None and place > own else -1)
            rows.append(((place, moved, index), form))
        return [form for _key, form in sorted(rows, key=lambda row: row[0])]

    def save(self, commit: bool = True) -> Any:
        """Lines hold what was typed and stand where they were put. Raises Refused, said at its row too."""
        with unit():
            for form in self.forms:
                form.instance.document = self.instance  # type: ignore[attr-defined]  # nobody reads it for each
            self._follow()
            moved = self._number()
            saved = super().save(commit)
            if moved:
                guard.check_line(moved[0].record, frozenset({"line_no"}))  # type: ignore[arg-type]
                write_rows(moved)
                calculate.later(self.instance)
            return saved

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new line. Raises Refused."""
        return self._saying(form, lambda: super(LineSet, self).save_new(form, commit))

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """A changed line. Raises Refused."""
        return self._saying(form, lambda: super(LineSet, self).save_existing(form, obj, commit))

    def _follow(self) -> None:
        """Rows hold what saving the header made of their lines, except for what was typed. One query where it did."""
        if prices.DECISIVE.isdisjoint(self.instance.diff):
            return
        standing = self.instance.lines.in_bulk([form.instance.pk for form in self.initial_forms])
        for form in self.initial_forms:
            for name in set(prices.FOLLOWING) - form.touched:
                setattr(form.instance, name, getattr(standing[form.instance.pk], name))

    def _saying(self, form: LineForm, save: Any) -> Any:
        try:
            return save()
        except Refused as refused:
            form.refuse(refused)
            raise

    def _number(self) -> list[Write]:
        """New lines get numbers that put them where they belong; what is to be written for those that are there."""
        lines: list[DocumentLine] = [form.instance for form in self.sent()]  # type: ignore[misc]
        held = [0 if line._state.adding else line.line_no for line in lines]
        if not lines or (all(held) and held == sorted(held)):
            return []
        after, before = self._around()
        found = ordering.numbers(held, after=after, before=before)
        later: list[DocumentLine] = []
        if found is None:
            later = list(self.instance.lines.filter(line_no__gt=after).exclude(pk__in=[line.pk for line in lines]))
            found = ordering.anew(len(lines) + len(later), after=after)
        writes = []
        for line, number in zip([*lines, *later], found, strict=True):
            if line._state.adding:
                line.line_no = number
            elif line.line_no != number:
                writes.append(Write(line, (FieldChange("line_no", line.line_no, number),)))
        return writes

    def _around(self) -> tuple[int, int | None]:
        """The numbers of the lines before and after those of the window. One query each."""
        if self.instance._state.adding or self.instance.pk is None:
            return 0, None
        rows = self.instance.lines.order_by()
        shown = [row.line_no for row in self.get_queryset()]
        if not shown:
            return rows.aggregate(last=Max("line_no"))["last"] or 0, None
        first, last = min(shown), max(shown)
        before: int | None = rows.filter(line_no__lt=first).aggregate(last=Max("line_no"))["last"]
        after: int | None = rows.filter(line_no__gt=last).aggregate(first=Min("line_no"))["first"]
        return before or 0, after

    def _items(self) -> Iterable[Item]:
        rows = range(self.total_form_count())
        typed = {str(self.data.get(f"{self.add_prefix(row)}-item", "")).strip() for row in rows} - {""}
        spelt = typed | {one.upper() for one in typed}
        return Item.objects.filter(no__in=spelt).prefetch_related("translations") if typed else ()
