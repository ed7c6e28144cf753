"""What two people typed into the same field, side by side, for the one who came second (M10, F12)."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm.kit.codes import Titles, is_code_list, titles_of
from crm.kit.contests import MINE, ROW, THEIRS
from crm.kit.display import as_printed, text_of
from crm.kit.fields import RecordField
from crm.kit.forms import RecordForm
from crm.kit.snapshot import python_value
from crm.kit.values import column
from crm.kit.witness import epitaph, last_change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.kit.contests import Conflict
    from crm.kit.witness import Testimony

ALIKE = 0.5
"""Texts that have less in common differ as a whole."""

LONG = 250_000
"""Texts whose lengths multiply to more are not compared by character."""


Parts = list[tuple[str, bool]]
"""A text in pieces, each with whether it is what differs."""


class Meeting(NamedTuple):
    """One field that somebody changed, in words; ``result`` is what saving would leave, blank until it is chosen.

    ``mine`` and ``theirs`` are ``None`` where that side left the field alone. ``take_theirs`` and ``keep_mine`` are
    what the choice is called in the form, where there is one.
    """

    label: str
    was: str
    mine: Parts | None
    theirs: Parts | None
    by: str = ""
    """Who saved it, where that is somebody else than the heading says."""
    choice: str = ""
    take_theirs: str = ""
    keep_mine: str = ""
    chosen: str = ""

    @property
    def is_open(self) -> bool:
        """Both changed it: somebody must choose."""
        return bool(self.choice)

    @property
    def my_text(self) -> str:
        """The value of whoever is asked."""
        return "".join(text for text, _differs in self.mine or ())

    @property
    def their_text(self) -> str:
        """The value that is stored."""
        return "".join(text for text, _differs in self.theirs or ())


class Meetings(NamedTuple):
    """All that two people changed on a page: the sentence, the heading of what is stored, fields open and settled."""

    sentence: str
    saved_by: str
    fields: list[Meeting]
    merged: list[Meeting]
    own: list[Meeting]


def meetings(forms: Iterable[RecordForm], *, asked: bool = False) -> Meetings | None:
    """What two people changed in the ``forms`` of a page, a record's own and those of its rows.

    ``None`` where they changed no field both, unless the comparison was ``asked`` for. One query for each field.
    """
    found = [form for form in forms if form.conflicts or (asked and not form.is_new)]
    if not any(form.conflicts or form.merged for form in found):
        return None
    witnessed = _witnessed(found)
    latest = max((one for one in witnessed.values() if one), key=lambda one: one.when, default=None)
    open_ones = [_meeting(form, one) for form in found for one in form.conflicts]
    merged = [
        _merged(form, one, _by(witnessed.get((form.prefix, one.name)), latest)) for form in found for one in form.merged
    ]
    own = [_own(form, name) for form in found for name in form.fields if _is_own(form, name)]
    return Meetings(_sentence(found, latest), _saved_by(latest), open_ones, merged, own)


def _witnessed(forms: list[RecordForm]) -> dict[tuple[str | None, str], Testimony | None]:
    """Who changed each field that somebody else changed."""
    return {
        (form.prefix, one.name): last_change(form.instance, [form.noted_as.get(name, name) for name in _columns(one)])
        for form in forms
        if not form.is_lost
        for one in (*form.conflicts, *form.merged)
    }


def _sentence(forms: list[RecordForm], latest: Testimony | None) -> str:
    form = next((form for form in forms if not form.is_lost), forms[0])
    if form.is_lost and (said := epitaph(type(form.instance), form.data.get(form.add_prefix("id")))):
        return said
    values = {"user": _name(latest), "time": _time(latest)}
    if not any(form.conflicts for form in forms):
        said = _(
            "%(user)s changed this record at %(time)s while you were editing. Saving keeps what both of you changed."
        )
        unknown = _("Somebody changed this record while you were editing. Saving keeps what both of you changed.")
    else:
        said = _(
            "%(user)s changed this record at %(time)s while you were editing."
            " Nothing has been overwritten: compare and choose."
        )
        unknown = _(
            "Somebody changed this record while you were editing. Nothing has been overwritten: compare and choose."
        )
    return said % values if latest is not None else unknown


def _saved_by(latest: Testimony | None) -> str:
    if latest is None:
        return _("Saved by somebody else")
    return _("Saved by %(user)s %(time)s") % {"user": _name(latest), "time": _time(latest)}


def _by(found: Testimony | None, latest: Testimony | None) -> str:
    return _saved_by(found) if found is not None and latest is not None and found.who != latest.who else ""


def _name(found: Testimony | None) -> str:
    return found.who if found is not None and found.who else _("Somebody")


def _time(found: Testimony | None) -> str:
    return time_format(localtime(found.when), "TIME_FORMAT") if found is not None else ""


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
    was, theirs, mine = words
    choice = form.add_prefix(f"keep-{one.name}")
    return Meeting(
        _called(form, one.label),
        was,
        differing(mine, theirs),
        differing(theirs, mine),
        choice=choice,
        take_theirs=f"{THEIRS}:{one.seen}",
        keep_mine=f"{MINE}:{one.seen}",
        chosen=str(form.data.get(choice, "")),
    )


def _merged(form: RecordForm, one: Conflict, by: str) -> Meeting:
    was, now = _in_words(form, one.name, one.was), _in_words(form, one.name, one.theirs)
    return Meeting(_called(form, one.label), was, None, differing(now, was), by)


def _own(form: RecordForm, name: str) -> Meeting:
    was, mine = _in_words(form, name, form.opened[name]), _typed_in_words(form, name)
    return Meeting(_called(form, str(form.fields[name].label)), was, differing(mine, was), None)


def _is_own(form: RecordForm, name: str) -> bool:
    """The user alone changed it."""
    if form.is_lost or name not in form.touched or name not in form.opened or name not in form.now:
        return False
    return name in form.cleaned_data and form.opened[name] == form.now[name]


def differing(text: str, other: str) -> Parts:
    """``text`` in pieces: which of them ``other`` does not have."""
    if len(text) * len(other) > LONG:
        return [(text, text != other)]
    found = SequenceMatcher(None, other, text, autojunk=False)
    if found.ratio() < ALIKE:
        return [(text, True)] if text else []
    steps = found.get_opcodes()
    return [(text[start:end], step != "equal") for step, _from, _to, start, end in steps if start != end]


def _called(form: RecordForm, label: str) -> str:
    return " · ".join(word for word in (str(form.heading), label) if word)


def _row_in_words(form: RecordForm, values: dict[str, Any]) -> str:
    return ", ".join(f"{form.fields[name].label}: {_in_words(form, name, value)}" for name, value in values.items())


def _in_words(form: RecordForm, name: str, value: Any) -> str:
    if (told := form.in_words(name, value)) is not None:
        return told
    field = column(type(form.instance), name)
    held = python_value(form.instance, name, value)
    if isinstance(form.fields[name], RecordField):
        found = field.related_model._base_manager.filter(pk=held).first() if held else None  # type: ignore[union-attr]
        return str(found or "")
    return as_printed(name, text_of(field, held, _titles(field, held)))


def _kept_in_words(form: RecordForm, one: Conflict) -> str:
    typed = ", ".join(f"{form.fields[name].label}: {_typed_in_words(form, name)}" for name in one.mine)
    return ": ".join(word for word in (_("Keep it as a new row"), typed) if word)


def _typed_in_words(form: RecordForm, name: str) -> str:
    if (told := form.in_words(name, form.cleaned_data.get(name))) is not None:
        return told
    field = column(type(form.instance), name)
    typed = form.cleaned_data.get(name)
    if isinstance(typed, models.Model):
        return getattr(typed, "title", str(typed))
    return as_printed(name, text_of(field, typed, {}))


def _titles(field: Any, key: Any) -> Titles:
    model = field.related_model
    return titles_of({model: [key]}) if key and model is not None and is_code_list(model) else {}
