"""Rows of another record, edited with the one they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from crm.kit.codes import titles_of
from crm.kit.fields import CodeField, form_field

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.screens.declaration import Inline

    SetBase = forms.BaseInlineFormSet[Record, Record, RecordForm]
else:
    SetBase = forms.BaseInlineFormSet

WINDOW = "rows"
"""The parameter that says which window of rows is shown, from 1."""


class RowField(forms.Field):
    """The row that a form of a set is about, by its key; the set has read it. None for one that is gone."""

    widget = forms.HiddenInput

    def __init__(self, rows: Mapping[Any, Record], **options: Any) -> None:
        super().__init__(required=False, **options)
        self.rows = rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A row never becomes another one."""
        return False

    def to_python(self, value: Any) -> Record | None:
        """The row."""
        return self.rows.get(str(value))

    def validate(self, value: Any) -> None:
        """A row that is gone is no error of this field, though sets require one."""


class InlineSet(SetBase):
    """The rows of one inline; each row writes what its user touched, like any form of a record."""

    inline: Inline

    def __init__(self, *args: Any, params: Mapping[str, str] | None = None, **options: Any) -> None:
        self.params = params or {}
        super().__init__(*args, **options)

    @property
    def title(self) -> str:
        """The heading of the table."""
        assert self.model is not None
        return str(self.model._meta.verbose_name_plural)

    @property
    def captions(self) -> list[str]:
        """The headings of the columns."""
        return [str(field.label) for field in self.empty_form.visible_fields() if field.name != "DELETE"]

    @cached_property
    def standing(self) -> QuerySet[Record]:
        """All rows, in order."""
        return super().get_queryset()

    @cached_property
    def count(self) -> int:
        """How many rows there are. One query where they are shown by windows."""
        return self.standing.count() if self.inline.window else len(self.get_queryset())

    @property
    def windows(self) -> int:
        """By how many windows all rows are shown."""
        return max(1, -(-self.count // self.inline.window)) if self.inline.window else 1

    @cached_property
    def window(self) -> int:
        """Which of them is shown, from 1."""
        asked = self.params.get(WINDOW, "")
        return min(max(int(asked), 1), self.windows) if asked.isdecimal() and len(asked) < 6 else 1

    @property
    def first(self) -> int:
        """The place of the first row that is shown, from 0."""
        return (self.window - 1) * self.inline.window

    @cached_property
    def by_key(self) -> dict[str, Any]:
        """The rows that are shown."""
        return {str(row.pk): row for row in self.get_queryset()}

    def get_queryset(self) -> Any:
        """The rows that are shown; of rows that were sent, those that still exist. One query."""
        if not hasattr(self, "_shown"):
            self._shown = list(self._rows())
        return self._shown

    def add_fields(self, form: Any, index: int | None) -> None:
        """A row is known by its key without asking for each."""
        super().add_fields(form, index)
        assert self.model is not None
        name = self.model._meta.pk.name
        if isinstance(form.fields.get(name), forms.ModelChoiceField):
            form.fields[name] = RowField(self.by_key, initial=form.fields[name].initial)
        form.heading = self.heading_of(self.first + (index or 0) + 1)
        if self.is_bound and index is not None and index < self.initial_form_count() and form.is_new:
            form.lose()

    @property
    def initial_forms(self) -> list[RecordForm]:
        """Those of rows that exist."""
        return [form for form in super().initial_forms if not form.is_lost]

    @property
    def extra_forms(self) -> list[RecordForm]:
        """Those that may make a row: of one that somebody else deleted too, unless it is let go."""
        lost = [form for form in super().initial_forms if form.is_lost and not form.is_let_go]
        return [*lost, *super().extra_forms]

    def heading_of(self, place: int) -> str:
        """What the row at ``place``, counted from 1, is called."""
        return _("Row %(number)s") % {"number": place}

    def _rows(self) -> Any:
        window = self.inline.window
        if not window:
            return self.standing
        if not self.is_bound:
            return self.standing[self.first : self.first + window]
        assert self.model is not None
        name = self.model._meta.pk.name
        keys = (self.data.get(f"{self.add_prefix(place)}-{name}", "") for place in range(self.initial_form_count()))
        return self.standing.filter(pk__in=[key for key in keys if key.isdecimal()])


def inline_sets(
    inlines: tuple[Inline, ...], record: Record, data: Any, params: Mapping[str, str] | None = None
) -> list[InlineSet]:
    """One set of rows for each inline of ``record``, with what was sent if anything was.

    ``params`` are those of the address. One query for all their codes, one for the rows of each.
    """
    made = [_made(inline, record) for inline in inlines]
    fields = [field for one in made for field in one.form.base_fields.values()]
    titles = titles_of({field.list: None for field in fields if isinstance(field, CodeField)})
    prefixes = (str(one.model._meta.model_name) for one in inlines)
    options: dict[str, Any] = {"instance": record, "form_kwargs": {"titles": titles}, "params": params}
    return [one(data, prefix=prefix, **options) for one, prefix in zip(made, prefixes, strict=True)]


def _made(inline: Inline, record: Record) -> type[InlineSet]:
    made: Any = forms.inlineformset_factory(  # of the class given, which the stubs cannot say
        type(record),
        inline.model,
        form=inline.form,
        formset=inline.rows,
        fields=inline.fields,
        fk_name=inline.key,
        extra=inline.extra,
        can_order=inline.ordered,
        formfield_callback=form_field,
        localized_fields="__all__",
    )
    made.inline = inline
    found: type[InlineSet] = made
    return found
