"""Filters by any field: field, operator in words, value. ``city.contains=mil`` is one in the address of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from crm.kit import expressions
from crm.kit.codes import Titles, is_code_list
from crm.kit.condition_values import plain, shown, value_of
from crm.kit.display import BY_NAME, caption
from crm.kit.fields import unknown
from crm.kit.narrowing import alike, narrowed
from crm.kit.search import matching

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

DOT = "."
BETWEEN_DIGITS = re.compile(r"[\s()/-]+")
"""What stands between the parts of a phone number or an IBAN where it is shown."""


class Op(StrEnum):
    """How a value is compared."""

    CONTAINS = "contains"
    IS = "is"
    NOT = "not"
    STARTS = "starts"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    EMPTY = "empty"
    FILLED = "filled"


WORDS: dict[Op, str | Promise] = {
    Op.CONTAINS: pgettext_lazy("operator", "contains"),
    Op.IS: pgettext_lazy("operator", "is"),
    Op.NOT: pgettext_lazy("operator", "is not"),
    Op.STARTS: pgettext_lazy("operator", "starts with"),
    Op.BETWEEN: pgettext_lazy("operator", "between"),
    Op.BEFORE: pgettext_lazy("operator", "before"),
    Op.AFTER: pgettext_lazy("operator", "after"),
    Op.EMPTY: pgettext_lazy("operator", "is empty"),
    Op.FILLED: pgettext_lazy("operator", "is not empty"),
}
NUMBER_WORDS: dict[Op, str | Promise] = {
    Op.BEFORE: pgettext_lazy("operator", "less than"),
    Op.AFTER: pgettext_lazy("operator", "more than"),
}
WITHOUT_VALUE = frozenset({Op.EMPTY, Op.FILLED})
TEXT_OPS = (Op.CONTAINS, Op.IS, Op.NOT, Op.STARTS, Op.EMPTY, Op.FILLED)
CODE_OPS = (Op.IS, Op.NOT, Op.EMPTY, Op.FILLED)
ORDERED_OPS = (Op.IS, Op.BETWEEN, Op.BEFORE, Op.AFTER, Op.EMPTY, Op.FILLED)


def is_record(field: models.Field[Any, Any]) -> bool:
    """The column holds the key of another record, which people know by its number or name."""
    model = field.related_model
    return isinstance(model, type) and not is_code_list(model)


def is_number(field: models.Field[Any, Any]) -> bool:
    """The column holds a number."""
    return isinstance(field, models.DecimalField | models.IntegerField) and field.related_model is None


def operators_of(field: models.Field[Any, Any]) -> tuple[Op, ...]:
    """How values of ``field`` can be compared, the usual way first; a column without gaps is never empty."""
    if isinstance(field, models.BooleanField):
        return (Op.IS,)
    if field.related_model is not None or field.flatchoices:
        found: tuple[Op, ...] = CODE_OPS
    elif isinstance(field, models.CharField | models.TextField):
        return TEXT_OPS
    else:
        found = ORDERED_OPS
    return found if field.null or field.blank and field.flatchoices else found[:-2]


def words_of(op: Op, field: models.Field[Any, Any]) -> str:
    """The operator as people say it of such a value."""
    return str((NUMBER_WORDS if is_number(field) else {}).get(op, WORDS[op]))


@dataclass(frozen=True)
class Condition:
    """One filter. ``typed`` is plain: as it stands in every language."""

    field: models.Field[Any, Any]
    op: Op
    typed: str

    @property
    def param(self) -> str:
        """What the filter is called in an address."""
        return f"{self.field.name}{DOT}{self.op}"

    @property
    def label(self) -> str:
        """The caption of its field."""
        return caption(self.field.model, self.field.name)

    def said(self, titles: Titles) -> str:
        """The operator and the value, as people read them."""
        words = words_of(self.op, self.field)
        if self.op in WITHOUT_VALUE:
            return words
        if self.op in (Op.CONTAINS, Op.STARTS):
            return f"{words} “{self.typed}”"
        values = expressions.rewritten(self.typed, lambda one: shown(self.field, one, titles))
        if self.op == Op.BETWEEN:
            low, _dots, high = values.partition(expressions.RANGE)
            return _("between %(low)s and %(high)s") % {"low": low, "high": high}
        if self.op == Op.IS:
            return values
        return f"{words} {values}"

    @property
    def is_sought(self) -> bool:
        """No index tells which rows it lets through: those that hold a text, or the key of a record that does."""
        field = self.field
        is_text = _is_text(field) and not field.flatchoices or is_record(field)
        return is_text and self.op in (Op.CONTAINS, Op.STARTS, Op.IS)

    def rows(self) -> Q:
        """The rows that it lets through. Raises ValidationError where the value makes no sense."""
        name, field = self.field.name, self.field
        if self.op in WITHOUT_VALUE:
            empty = Q(**{f"{name}__isnull": True}) if field.null else Q(pk__in=())
            blank = Q(**{name: ""}) if field.related_model is None and _is_text(field) else Q(pk__in=())
            return ~(empty | blank) if self.op == Op.FILLED else empty | blank
        if self.op in (Op.CONTAINS, Op.STARTS):
            return self._fragments()
        if self.op == Op.NOT:
            return ~self._equal(self.typed)
        if self.op in (Op.BEFORE, Op.AFTER):
            return self._equal(f"{'<' if self.op == Op.BEFORE else '>'}{self.typed}")
        is_known = _is_text(self.field) and not self.field.flatchoices and name not in BY_NAME
        return self._equal(self.typed) & (alike(field, self.typed) if is_known else Q())

    def objection(self, titles: Titles) -> str:
        """Why the value makes no sense; blank where it does. The codes of ``titles`` are all that there are."""
        try:
            self.rows()
            if self.field.related_model in titles and self.op not in WITHOUT_VALUE:
                expressions.rewritten(self.typed, lambda one: self._known(one, titles))
        except ValidationError as error:
            return str(error.messages[0])
        return ""

    def _known(self, code: str, titles: Titles) -> str:
        model: Any = self.field.related_model
        codes = {one.lower() for one in titles[model]}
        if expressions.ANY not in code and code.lower() not in codes:
            raise ValidationError(unknown(model, code))
        return code

    def _fragments(self) -> Q:
        lookup = "icontains" if self.op == Op.CONTAINS else "istartswith"
        found = Q()
        for fragment in self.typed.split(expressions.OR):
            found |= Q(**{f"{self.field.name}__{lookup}": fragment.strip()}) & narrowed(self.field, fragment)
        return found

    def _equal(self, typed: str) -> Q:
        field, name = self.field, self.field.name
        if is_record(field):
            return _of_records(field, typed)
        if isinstance(field, models.DateTimeField):
            return _of_moments(name, typed)
        found = expressions.meaning(_column(field), typed, lambda one: value_of(field, one), field)
        bare = BETWEEN_DIGITS.sub("", typed)
        if name in BY_NAME and bare != typed and bare and not typed.startswith(expressions.SIGNS):
            found |= expressions.meaning(name, bare, str, field)  # as it is shown, and as it is stored
        return found


def conditions_in(
    params: QueryDict, fields: Mapping[str, models.Field[Any, Any]]
) -> Iterator[tuple[str, Condition | None]]:
    """The filters by field that an address names, by parameter; ``None`` for one that there is not."""
    for param in params:
        name, dot, word = param.partition(DOT)
        typed = params.get(param, "")
        if not dot or (not typed and word not in WITHOUT_VALUE):
            continue
        field = fields.get(name)
        is_known = field is not None and word in operators_of(field) and "\0" not in typed
        yield param, Condition(field, Op(word), typed) if field is not None and is_known else None


def made(field: models.Field[Any, Any], op: str, typed: str, high: str = "") -> tuple[str, str]:
    """The name and the value that a filter has in an address, from what a reader typed. Raises ValidationError."""
    if op not in operators_of(field):
        raise ValidationError(_("Choose how to compare."))
    if op in WITHOUT_VALUE:
        return f"{field.name}{DOT}{op}", "yes"
    if op == Op.BETWEEN and (typed or high) and expressions.RANGE not in typed:
        typed = f"{typed}{expressions.RANGE}{high}"
    if not typed.strip():
        raise ValidationError(_("Enter a value."))
    if op in (Op.CONTAINS, Op.STARTS) or is_record(field):
        return f"{field.name}{DOT}{op}", typed.strip()
    value = expressions.rewritten(typed, lambda one: plain(field, one))
    Condition(field, Op(op), value).rows()
    return f"{field.name}{DOT}{op}", value


def filterable(
    model: type[models.Model], names: Iterable[str], masked: frozenset[str]
) -> dict[str, models.Field[Any, Any]]:
    """Those of the columns ``names`` that one may filter by: plain ones that may be read in full."""
    known = {field.name: field for field in model._meta.concrete_fields}
    found = {name: known[name] for name in names if name in known and name not in masked}
    return {name: field for name, field in found.items() if is_plain(field)}


def is_plain(field: models.Field[Any, Any]) -> bool:
    """The column holds one value that people can read."""
    return not isinstance(field, models.GeneratedField | models.JSONField | models.FileField | models.AutoField)


def _is_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField)


def _column(field: models.Field[Any, Any]) -> str:
    """A code as it stands in the row: no other table is read."""
    return f"{field.name}__{field.target_field.name}" if isinstance(field, models.ForeignKey) else field.name


def _of_records(field: models.Field[Any, Any], typed: str) -> Q:
    model: Any = field.related_model
    names = {one.name for one in model._meta.concrete_fields}
    found = Q()
    for one in typed.split(expressions.OR):
        text = one.strip()
        if "username" in names:
            found |= Q(**{f"{field.name}__username__iexact": text})
            continue
        alike = Q(**{f"{field.name}__no__iexact": text}) if "no" in names else Q(pk__in=())
        found |= alike | (matching(text, f"{field.name}__search") if "search" in names else Q(pk__in=()))
    return found


def _of_moments(name: str, typed: str) -> Q:
    found = Q()
    for part in expressions.parts_of(typed):
        low = expressions.day_of(part.low) if part.low else None
        high = expressions.day_of(part.high) if part.high else None
        if part.sign == expressions.RANGE:
            found |= expressions.on_days(name, low, high)
        elif part.sign in ("<", ">="):
            on = Q(**{f"{name}__isnull": False}) & expressions.on_days(name, low, None)
            found |= (
                on if part.sign == ">=" else Q(**{f"{name}__isnull": False}) & ~expressions.on_days(name, low, None)
            )
        elif part.sign in (">", "<="):
            until = expressions.on_days(name, None, low)
            found |= until if part.sign == "<=" else Q(**{f"{name}__isnull": False}) & ~until
        else:
            on = expressions.on_days(name, low, low)
            found |= ~on if part.sign == "<>" else on
    return found
