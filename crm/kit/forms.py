"""The form of a record: writes what its user changed and nothing else, and never over somebody else's edit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm.kit import snapshot
from crm.kit.cards import Card, Section
from crm.kit.contests import MINE, THEIRS, Conflict, RowForm, fingerprint
from crm.kit.fields import form_field, is_blocked, keep_chosen, offer_codes
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.functional import Promise

    from crm.kit.codes import Titles
    from crm.kit.models import Record
    from crm.kit.proposals import Proposal
    from crm.kit.refusal import Refused


class Group(NamedTuple):
    """A section of the form: its bound fields, and those behind *Show More*, which are blank and free of errors."""

    title: str | Promise
    help: str | Promise
    fields: list[forms.BoundField]
    more: list[forms.BoundField]
    folded: bool = False
    opened: bool = False
    """A folded one is open: something in it is wrong, or wanted."""
    anchor: str = ""
    errors: int = 0
    """How many fields are wrong."""


class RecordForm(RowForm):
    """All fields of a card that can be edited.

    A new record takes every field. An existing one takes the fields whose value differs from what the form was opened
    with (``touched``); all others are neither validated nor written. Rules go into ``clean`` of a subclass.
    """

    sections: tuple[Section, ...] = ()

    heading = ""
    """What a form is called among the rows of a set; blank for the record's own."""

    checked_fields: frozenset[str] = frozenset()
    """Fields that are looked at as soon as they are left; the others wait until all are saved."""

    records_may_refuse = False
    """Saving refuses blocked records by itself, in better words."""

    is_spared = False
    """The row was to be deleted, but what somebody else changed on it was kept instead."""

    def __init__(self, *args: Any, titles: Titles | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.titles = offer_codes(self.fields.values(), titles)
        keep_chosen(self.fields, self.initial)
        self.conflicts: list[Conflict] = []
        self.merged: list[Conflict] = []
        self.warnings: list[str] = []
        self.doubts: dict[str, list[str]] = {}
        self.ways_out: list[tuple[str, str]] = []

    @property
    def is_new(self) -> bool:
        """The record does not exist yet."""
        return self.instance._state.adding

    @cached_property
    def now(self) -> snapshot.Values:
        """What the record holds before anything typed is put into it."""
        return snapshot.values_on(self.instance, [name for name in self.fields if self._is_column(name)])

    @cached_property
    def sent_snapshot(self) -> snapshot.Values | None:
        """What the form says it was opened with; ``None`` where it does not say, or not in our words."""
        sent = self.data.get(self.add_prefix("opened")) if self.is_bound else None
        return snapshot.unpacked(sent) if sent else None

    @cached_property
    def opened(self) -> snapshot.Values:
        """What the form was opened with; what the record holds now, where the form does not say."""
        return self.now | (self.sent_snapshot or {})

    @property
    def is_incomplete(self) -> bool:
        """An existing record was sent without what its form was opened with: nobody knows what was changed since."""
        if not self.is_bound or self.is_new:
            return False
        known = self.sent_snapshot
        return known is None or any(name in self.now and name not in known for name in self.touched)

    @property
    def opened_with(self) -> str:
        """``opened`` for the hidden field that carries it along."""
        return snapshot.packed(self.opened)

    @cached_property
    def touched(self) -> frozenset[str]:
        """Fields that the user changed. A field that was not sent at all is not touched."""
        return frozenset(name for name in self.fields if self._is_touched(name))

    @property
    def changed_data(self) -> list[str]:
        """What Django calls changed is what the user touched."""
        return [name for name in self.fields if name in self.touched]

    def _clean_fields(self) -> None:
        """Of an existing record only what was touched is looked at: nothing is asked for the rest."""
        every = self.fields
        if not self.is_new:
            self.fields = {name: field for name, field in every.items() if name in self.touched}
        try:
            super()._clean_fields()  # type: ignore[misc]
        finally:
            self.fields = every

    def clean(self) -> dict[str, Any]:
        """Untouched fields are out of the game; touched ones are free of conflicts and of blocked codes."""
        cleaned = super().clean()
        if not self.is_new:
            self._leave_untouched()
            self._find_conflicts()
            if self.is_incomplete:
                self.add_error(None, _("This form is incomplete; look at the values and save again."))
        self._refuse_blocked()
        return cleaned

    def final(self, name: str) -> Any:
        """What the column will hold: the typed value, or the one that stays."""
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        return getattr(self.instance, name)

    def warn(self, sentence: str, field: str = "") -> None:
        """Ask for another click before saving, because of ``sentence``, which may be about one field."""
        self.warnings.append(sentence)
        self.doubts.setdefault(field, []).append(sentence)

    def proposals(self, name: str) -> list[Proposal]:
        """What the value typed into the field ``name`` proposes for others."""
        return []

    @property
    def warned_of(self) -> str:
        """A fingerprint of the warnings; sent back by the click that accepts them."""
        return hashlib.sha256("\n".join(self.warnings).encode()).hexdigest()[:16] if self.warnings else ""

    @property
    def must_ask(self) -> bool:
        """There are warnings which have not been accepted."""
        return bool(self.warnings) and self.data.get(self.add_prefix("accept")) != self.warned_of

    def refuse(self, refused: Refused) -> None:
        """Show why saving was refused, at the field it belongs to."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)

    def save(self, commit: bool = True) -> Record:
        """The record holds what was typed. Of an existing one just touched columns are written, and what followed."""
        if not commit:
            return super().save(commit=False)
        editing = not self.is_new
        self.instance.save(update_fields=self.touched | self.followed if editing else None)
        return self.instance

    def groups(self, wanted: str = "") -> Iterator[Group]:
        """The sections with their fields; those without any are left out. The field ``wanted`` is never hidden."""
        for section in self.sections:
            fields, more = self._bound(section.fields), self._bound(section.more)
            fields += [field for field in more if field.errors or field.value() or field.name == wanted]
            more = [field for field in more if field not in fields]
            if fields or more:
                errors = sum(1 for field in fields if field.errors)
                opened = errors > 0 or any(field.name == wanted for field in fields)
                anchor = f"section-{section.key}"
                yield Group(section.title, section.help, fields, more, section.folded, opened, anchor, errors)

    def _bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def _is_column(self, name: str) -> bool:
        try:
            return isinstance(self._meta.model._meta.get_field(name), models.Field)
        except FieldDoesNotExist:
            return False

    def _is_touched(self, name: str) -> bool:
        bound = self[name]
        if bound.field.widget.value_omitted_from_data(self.data, self.files, bound.html_name):
            return False
        if (self.is_new and not self.is_lost) or name not in self.opened:
            initial = bound.initial
        else:
            initial = snapshot.python_value(self.instance, name, self.opened[name])
        return bound.field.has_changed(initial, bound.data)

    def _leave_untouched(self) -> None:
        for name in self.fields.keys() - self.touched:
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)

    def _find_conflicts(self) -> None:
        if self.cleaned_data.get(DELETION_FIELD_NAME):
            self._meet_deletion()
            return
        for name in self.fields:
            if name not in self.opened or self.opened[name] == self.now[name]:
                continue
            if name not in self.touched:
                label = str(self.fields[name].label)
                self.merged.append(Conflict(name, label, self.opened[name], self.now[name], None, ""))
            elif name in self.cleaned_data and not self._is_agreed(name):
                self._meet(name)

    def _is_agreed(self, name: str) -> bool:
        typed = self.cleaned_data[name]
        key = typed.pk if isinstance(typed, models.Model) else typed
        held = getattr(self.instance, self._meta.model._meta.get_field(name).attname)  # type: ignore[union-attr]
        return bool(key == held)

    def _meet(self, name: str) -> None:
        if self._is_undecided(name, self.now[name]):
            label = str(self.fields[name].label)
            mine = str(self[name].value() or "")
            seen = fingerprint(self.now[name])
            self.conflicts.append(Conflict(name, label, self.opened[name], self.now[name], mine, seen))

    def _meet_deletion(self) -> None:
        """A row is not deleted over what somebody else has just changed on it."""
        now = {name: self.now[name] for name, was in self.opened.items() if name in self.now and was != self.now[name]}
        if now and self._is_undecided(DELETION_FIELD_NAME, now):
            label, was = str(self.fields[DELETION_FIELD_NAME].label), {name: self.opened[name] for name in now}
            self.conflicts.append(Conflict(DELETION_FIELD_NAME, label, was, now, "", fingerprint(now)))

    def _is_undecided(self, name: str, now: Any) -> bool:
        """Nobody has chosen yet between what was typed and what stands ``now``; a choice for theirs is carried out."""
        choice = self.data.get(self.add_prefix(f"keep-{name}"))
        if choice == f"{THEIRS}:{fingerprint(now)}":
            self.cleaned_data.pop(name)
            self.touched = self.touched - {name}
            self.is_spared = self.is_spared or name == DELETION_FIELD_NAME
            return False
        return choice != f"{MINE}:{fingerprint(now)}"

    def _refuse_blocked(self) -> None:
        for name in self.touched:
            chosen = self.cleaned_data.get(name)
            if is_blocked(self.fields[name], chosen, self.records_may_refuse):
                self.add_error(name, _("%(code)s is blocked and cannot be chosen.") % {"code": chosen})

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if self.is_new else excluded | (self.fields.keys() - self.touched)


def form_class(
    model: type[models.Model], card: Card, base: type[RecordForm] = RecordForm, without: frozenset[str] = frozenset()
) -> type[RecordForm]:
    """The form for the fields of ``card`` that can be edited, leaving out ``without``."""
    names = [name for name in card.fields if name not in without and _is_editable(model, name)]
    made: Any = forms.modelform_factory(  # of the class given, which the stubs cannot say
        model, form=base, fields=names, formfield_callback=form_field, localized_fields="__all__"
    )
    made.sections = card.sections
    found: type[RecordForm] = made
    return found


def preset_values(model: type[models.Model], names: tuple[str, ...], params: Mapping[str, Any]) -> dict[str, Any]:
    """What a new record starts with: the parameters that are columns one may preset. Nonsense is left out."""
    found: dict[str, Any] = {}
    for name in names:
        if params.get(name):
            field = column(model, name)
            try:
                found[field.attname] = field.to_python(params[name])
            except ValidationError:
                continue
    return found


def _is_editable(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, models.Field) and field.editable and not field.generated
