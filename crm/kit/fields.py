"""Form fields for what records hold: codes of reference lists, other records by their number, and single lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from crm.kit.amounts import NUMBER_FIELDS, number_options
from crm.kit.blocking import why_blocked
from crm.kit.candidates import first_of
from crm.kit.codes import KnownTitles, Titles, is_code_list, titles_of
from crm.kit.days import ClockField, DayField, MomentField
from crm.kit.display import as_printed
from crm.kit.pictures import PictureField
from crm.kit.search import matching
from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    CodeBase = forms.ModelChoiceField[models.Model]
else:
    CodeBase = forms.ModelChoiceField

SUGGESTED = 5
BREAKS = re.compile(r"\s*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")
"""What no single line holds, with the blanks around it."""


class LineField(forms.CharField):
    """A single line: what would break it, which browsers never send but programs may, becomes a blank.

    A value of a column that is printed in groups, as phone numbers are, stands in them while it is edited too.
    """

    column = ""

    def prepare_value(self, value: Any) -> Any:
        """The line as it is printed; what cannot be is shown as it was typed."""
        return as_printed(self.column, value) if isinstance(value, str) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another line than the one that was shown."""
        return super().has_changed(initial, data) and self.prepare_value(initial) != data

    def to_python(self, value: Any) -> str | None:
        """The line without blanks around it."""
        text = super().to_python(value)
        return BREAKS.sub(" ", text) if text else text


TYPED_FIELDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    **NUMBER_FIELDS,
    models.CharField: {"form_class": LineField},
    models.ImageField: {"form_class": PictureField},
}
"""How columns of a kind are typed, in screens and in the admin."""


class LookupSelect(forms.Select):
    """Codes to choose from; the blocked ones are shown and say so, but only the one that is ``kept`` can be chosen."""

    blocked: Collection[str] = ()
    kept = ""

    def create_option(self, name: str, value: Any, label: int | str, *args: Any, **options: Any) -> dict[str, Any]:
        """A blocked code says why it cannot be chosen."""
        made = super().create_option(name, value, label, *args, **options)
        if value in self.blocked:
            made["label"] = _("%(code)s (blocked)") % {"code": label}
            if not made["selected"] and value != self.kept:
                made["attrs"]["disabled"] = True
        return made


class CodeField(CodeBase):
    """One code of a reference list, chosen by code and description. What it offers is read by ``offer_codes``."""

    widget: Any = LookupSelect
    create_url = ""
    """Where a missing code is made, for whoever may."""

    known: Mapping[object, models.Model] | None = None
    """All codes, where somebody has read them for many forms; else each is read when it was chosen."""

    def __init__(self, queryset: models.QuerySet[Any, Any], **options: Any) -> None:
        super().__init__(queryset, **options)
        self.list = queryset.model

    def to_python(self, value: Any) -> Any:
        """The code that was chosen. Raises ValidationError, naming the list and what is not in it."""
        if self.known is not None and value in self.known:
            return self.known[value]
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(unknown(self.list, value), code="invalid_choice") from error


class RecordField(forms.CharField):
    """Another record, entered by its number or by a part of its name that fits no other. Cleans to the record.

    One query to show the number of a record that is set, one or two to find the one that was typed; none for those
    that are ``known``, by key and by number in small letters.
    """

    known: Mapping[object, models.Model] = {}
    create_url = ""
    """Where a missing record is made, for whoever may."""

    def __init__(self, model: type[models.Model], **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.help_text = self.help_text or _("Number, or a part of the name.")
        self.widget.attrs |= {"autocomplete": "off", "class": "code"}

    def prepare_value(self, value: Any) -> Any:
        """The number of the record with the key ``value``; what was typed stays what it is."""
        if isinstance(value, int):
            if value in self.known:
                return self.known[value].no  # type: ignore[attr-defined]
            return self.model._base_manager.filter(pk=value).values_list("no", flat=True).first() or ""
        return value.no if isinstance(value, self.model) else value  # type: ignore[attr-defined]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another number stands there than before."""
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def clean(self, value: Any) -> Any:
        """The record that was meant, ``None`` for nothing typed. Raises ValidationError, naming the candidates."""
        typed = super().clean(value)
        if not typed:
            return None
        rows = self.model._default_manager.all()
        exact = self.known.get(typed.lower()) or rows.filter(no__in={typed, typed.upper()}).order_by("pk").first()
        if exact is not None:
            return exact
        found = first_of(rows.filter(matching(typed)), "no", False, SUGGESTED + 1, rows)
        meant = [one for one in found if one.no.lower() == typed.lower()] or found
        if len(meant) == 1:
            return meant[0]
        raise ValidationError(self._not_one(typed, found), code="not_one")

    def _not_one(self, typed: str, found: list[models.Model]) -> str:
        if not found:
            return _("Nothing found for “%(typed)s”. Enter the number, or a part of the name.") % {"typed": typed}
        listed = "; ".join(str(record) for record in found[:SUGGESTED])
        if len(found) > SUGGESTED:
            listed += "; …"
        return one_stop(_("Several records fit: %(records)s. Enter the number.") % {"records": listed})


def unknown(model: type[models.Model], typed: object) -> str:
    """There is no record of ``model`` with the key ``typed``."""
    return _("There is no %(kind)s %(no)s.") % {"kind": model._meta.verbose_name, "no": typed}


def form_field(column: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form field for a column of a record."""
    if isinstance(column, models.ForeignKey):
        model = column.related_model
        assert isinstance(model, type)
        if is_code_list(model):
            return column.formfield(form_class=CodeField, **options)
        if any(one.name == "no" for one in model._meta.concrete_fields):
            labelled = {"label": column.verbose_name, "required": not column.blank, "help_text": column.help_text}
            return RecordField(model, **labelled)
    if isinstance(column, models.DateField):
        typed = MomentField if isinstance(column, models.DateTimeField) else DayField
        return column.formfield(form_class=typed, localize=False)
    if isinstance(column, models.TimeField):
        return column.formfield(form_class=ClockField, localize=False)
    made = column.formfield(**_typed(column) | options)
    if isinstance(made, LineField):
        made.column = column.name
    return made


def offer_codes(fields: Iterable[forms.Field], titles: Titles | None = None) -> Titles:
    """Every code field offers the codes of its list. One query for all, none where ``titles`` holds them."""
    coded = [field for field in fields if isinstance(field, CodeField)]
    known = titles or titles_of({field.list: None for field in coded})
    blocked = known.blocked if isinstance(known, KnownTitles) else {}
    for field in coded:
        field.widget.blocked = blocked.get(field.list, ())
        field.choices = [("", "—"), *known[field.list].items()]
    return known


def keep_chosen(fields: Mapping[str, forms.Field], held: Mapping[str, Any]) -> None:
    """What a record holds can be chosen again, blocked or not."""
    for name, field in fields.items():
        if isinstance(field.widget, LookupSelect):
            field.widget.kept = str(held.get(name) or "")


def is_blocked(field: forms.Field, chosen: Any, spares_records: bool) -> bool:
    """``chosen`` can no longer be chosen in ``field``; of records that is not asked where ``spares_records``."""
    if isinstance(field, CodeField):
        return bool(getattr(chosen, "blocked", False))
    return isinstance(field, RecordField) and not spares_records and chosen is not None and bool(why_blocked(chosen))


def _typed(column: models.Field[Any, Any]) -> dict[str, Any]:
    kinds = (models.CharField, models.ImageField) if column.choices is None else ()
    own = next((TYPED_FIELDS[kind] for kind in kinds if isinstance(column, kind)), {})
    return number_options(column) | own
