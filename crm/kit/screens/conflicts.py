"""What two people typed into the same field, side by side, for the one who came second (M10, F12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm.kit.codes import Titles, is_code_list, titles_of
from crm.kit.contests import MINE, ROW, THEIRS
from crm.kit.display import text_of
from crm.kit.fields import RecordField
from crm.kit.forms import RecordForm
from crm.kit.snapshot import python_value
from crm.kit.values import column
from crm.kit.witness import epitaph, last_change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.kit.contests import Conflict


class Meeting(NamedTuple):
    """One field in conflict in words; ``mine`` and ``theirs`` are what the choice is called in the form."""

    label: str
    choice: str
    was: str
    theirs: str
    mine: str
    take_theirs: str
    keep_mine: str


class Meetings(NamedTuple):
    """Every conflict of a page, and the sentence that says who else was there."""

    sentence: str
    fields: list[Meeting]
    merged: list[str]


def meetings(forms: Iterable[RecordForm]) -> Meetings | None:
    """The conflicts of the ``forms`` of a page, a record's own and those of its rows; ``None`` where there are none."""
    in_conflict = [form for form in forms if form.conflicts]
    if not in_conflict:
        return None
    fields = [_meeting(form, one) for form in in_conflict for one in form.conflicts]
    merged = [_called(form, label) for form in in_conflict for label in form.merged]
    return Meetings(_sentence(in_conflict), fields, merged)


def _sentence(forms: list[RecordForm]) -> str:
    form = next((form for form in forms if not form.is_lost), forms[0])
    if form.is_lost and (said := epitaph(type(form.instance), form.data.get(form.add_prefix("id")))):
        return said
    found = last_change(form.instance, [name for one in form.conflicts for name in _columns(one)])
    if found is None:
        return _(
            "Somebody changed this record while you were editing. Nothing has been overwritten: compare and choose."
        )
    said = _(
        "%(user)s changed this record at %(time)s while you were editing."
        " Nothing has been overwritten: compare and choose."
    )
    who = found.who or _("Somebody")
    return said % {"user": who, "time": time_format(localtime(found.when), "TIME_FORMAT")}


def _columns(one: Conflict) -> Iterable[str]:
    if one.name == ROW:
        return []
    return one.theirs if one.name == DELETION_FIELD_NAME else [one.name]


def _meeting(form: RecordForm, one: Conflict) -> Meeting:
    if one.name == DELETION_FIELD_NAME:
        words = _row_in_words(form, one.was), _row_in_words(form, one.theirs), _("Delete the row")
    elif one.name == ROW:
        words = _row_in_words(form, one.was), _("Let the row go"), _kept_in_words(form, one)
    else:
        words = (
            _in_words(form, one.name, one.was),
            _in_words(form, one.name, one.theirs),
            _typed_in_words(form, one.name),
        )
    choice = form.add_prefix(f"keep-{one.name}")
    return Meeting(_called(form, one.label), choice, *words, f"{THEIRS}:{one.seen}", f"{MINE}:{one.seen}")


def _called(form: RecordForm, label: str) -> str:
    return " · ".join(word for word in (str(form.heading), label) if word)


def _row_in_words(form: RecordForm, values: dict[str, Any]) -> str:
    return ", ".join(f"{form.fields[name].label}: {_in_words(form, name, value)}" for name, value in values.items())


def _in_words(form: RecordForm, name: str, value: Any) -> str:
    field = column(type(form.instance), name)
    held = python_value(form.instance, name, value)
    if isinstance(form.fields[name], RecordField):
        found = field.related_model._base_manager.filter(pk=held).first() if held else None  # type: ignore[union-attr]
        return str(found or "")
    return text_of(field, held, _titles(field, held))


def _kept_in_words(form: RecordForm, one: Conflict) -> str:
    typed = ", ".join(f"{form.fields[name].label}: {_typed_in_words(form, name)}" for name in one.mine)
    return ": ".join(word for word in (_("Keep it as a new row"), typed) if word)


def _typed_in_words(form: RecordForm, name: str) -> str:
    field = column(type(form.instance), name)
    typed = form.cleaned_data.get(name)
    if isinstance(typed, models.Model):
        return getattr(typed, "title", str(typed))
    return text_of(field, typed, {})


def _titles(field: Any, key: Any) -> Titles:
    model = field.related_model
    return titles_of({model: [key]}) if key and model is not None and is_code_list(model) else {}
