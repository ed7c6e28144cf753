"""Record: a row staff work with, which knows what a save changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, ClassVar, Self, TypeVar
from weakref import ref

from django.db import models
from django.db.models.base import ModelBase
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.kit import deletion
from crm.kit.bulk import Write, insert_row, write_with
from crm.kit.context import Cause, because
from crm.kit.prepared import Given, Prepared
from crm.kit.refusal import Refused
from crm.kit.unit import Diff, End, if_undone, note, unit
from crm.kit.values import Fields, owner_names, value_of

R = TypeVar("R", bound="Record")

before_write = Signal()
"""Sent inside the transaction before anything is written; the place to lock in the order of the house."""

before_delete = Signal()
"""Sent inside the transaction before a record and what hangs on it are deleted; likewise the place to lock."""


class RecordQuerySet(models.QuerySet[R]):
    """Rows of a record; deleting them follows the deletion plan of each."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete every row by its plan, in one unit; see ``deletion.delete_many``. Refused rows refuse all."""
        with unit():
            rows = list(self)
            for row in rows:
                before_delete.send(type(row), instance=row)
            return deletion.delete_many(rows)

    def update(self, **values: Any) -> int:
        """Refused: nobody would be told. Set-based writes go to the base manager, and write the history."""
        raise Refused(_("Records are changed one by one, so that their history and their links follow."))

    def bulk_create(self, *rows: Any, **options: Any) -> Any:
        """Refused like ``update``."""
        return self.update()

    def bulk_update(self, *rows: Any, **options: Any) -> Any:
        """Refused like ``update``."""
        return self.update()


RecordManager = models.Manager.from_queryset(RecordQuerySet)


@cache
def _stored(model: type[Record]) -> Prepared[Any]:
    return Prepared(lambda: model.stored_rows().order_by().filter(pk=Given("pk")))


@cache
def _columns(model: type[Record]) -> Fields:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if not (field.generated or field.primary_key or field.name in model.kept_by_others)
    )


class Record(models.Model):
    """Compares itself with its stored row, writes only what changed, and notes it for the history.

    ``stored`` and ``diff`` say after a save what stood there before and what was written.
    """

    modified_at = models.DateTimeField(gettext_lazy("Last Modified"), default=timezone.now, editable=False)

    objects = RecordManager()

    unrecorded: ClassVar[frozenset[str]] = frozenset({"modified_at"})
    """Columns that follow from others and are left out of the history."""

    ties: ClassVar[tuple[str, ...]] = ()
    """Keys of the (at most two) records that a row ties together: what happens to it is part of their history too."""

    kept_by_others: ClassVar[frozenset[str]] = frozenset({"modified_at"})
    """Columns that set-based SQL keeps right; a save never writes them."""

    always_there: ClassVar[bool] = False
    """Rows are never deleted: before one was made and where it was missing, it counts as holding the defaults."""

    stored: Self | None = None
    diff: Diff
    borrowed: dict[str, tuple[Cause, str]]
    """Columns that derive() filled for another reason than that of the gesture: cause and origin."""

    following: Callable[[], Sequence[Write]] | None = None
    """While it is saved: says what else is written in the same statement. Whoever sets it notes that afterwards."""

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """The stored row equals this record; only columns that differ from it were written.

        One read of the stored row, one write, one history row for the whole unit. Nothing changed: one read.
        """
        with unit():
            self.borrowed, self.following = {}, None
            self.stored = self._read_stored()
            self.diff = self._derive_and_compare(None if update_fields is None else set(update_fields))
            if self.stored is not None and not self.diff:
                return
            self._refuse_too_long()
            before_write.send(type(self), instance=self)
            self._store_uploads()
            if self.stored is None:
                self.take_number()
                if_undone(partial(_unmake, ref(self), self.pk))
                super().save(force_insert=True, using=using)
            elif self.diff:
                self.modified_at = timezone.now()
                super().save(using=using, update_fields=[*self.diff, "modified_at"])

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *_: Any) -> bool:  # type: ignore[override]  # the stubs are Django 6's
        """In the place of Django's own: the row and what follows are written at once. Raises Refused for a lost row."""
        following = self.following() if self.following is not None else ()
        if not write_with(self, {field.name: value for field, _model, value in values}, following):
            raise self._gone()
        return True

    def _do_insert(self, manager: Any, using: Any, fields: Any, returning_fields: Any, raw: bool) -> list[Any]:
        """In the place of Django's own, like ``_do_update``."""
        values = {field.name: getattr(self, field.attname) if raw else field.pre_save(self, True) for field in fields}
        return insert_row(self, values, returning_fields)

    def delete(
        self, using: str | None = None, keep_parents: bool = False, *, also: frozenset[str] = frozenset()
    ) -> tuple[int, dict[str, int]]:
        """The record is gone and what its deletion plan says has happened. Raises DeletionRefused.

        ``also`` names what the user wants gone with it; see ``deletion.plan``.
        """
        with unit():
            done = deletion.apply(deletion.plan(self.locked_to_delete(), also))
        self.pk = None
        return done

    def locked(self, *, to_delete: bool = False) -> Self:
        """The row as it stands, locked against other writers. Raises Refused where it is gone."""
        standing = type(self)._base_manager.select_for_update(no_key=not to_delete).filter(pk=self.pk).first()
        if standing is None:
            raise self._gone()
        return standing

    def locked_to_delete(self) -> Self:
        """The row as it stands, locked after all that will be written with it. Raises Refused where it is gone."""
        before_delete.send(type(self), instance=self)
        return self.locked(to_delete=True)

    def derive(self) -> None:
        """Fill the columns that follow from others. Runs once per save, after the stored row was read."""

    def take_number(self) -> None:
        """Give a new record its number. Runs last before the insert: whoever takes a number makes others wait."""

    def rebase(self, stored: Self) -> None:
        """Compare with ``stored`` instead: the row as it is now that it is locked."""
        self.stored = stored
        self.diff = {name: change for name, change in self._compare(None).items() if name in self.diff}

    @property
    def title(self) -> str:
        """How people name this record in a sentence: number or code, and name."""
        return str(self)

    @classmethod
    def stored_rows(cls) -> models.QuerySet[Self]:
        """Where the stored row is read from; a record that others hang on locks it here."""
        return cls._base_manager.all()

    @classmethod
    def columns(cls) -> Fields:
        """The columns a save may write, generated ones and bookkeeping left out, in order of declaration."""
        return _columns(cls)

    def recorded_diff(self) -> Diff:
        """``diff`` without the columns that the history leaves out."""
        return {name: change for name, change in self.diff.items() if name not in self.unrecorded}

    def ends(self, diff: Diff) -> tuple[End, ...]:
        """The records that this row ties together, or what it belongs to; those before ``diff`` too. No queries."""
        found: dict[tuple[str, Any], End] = {}
        for name in self.ties or owner_names(type(self)):
            field = self._meta.get_field(name)
            known = self._state.fields_cache.get(name) if self.ties else None
            for key in (value_of(self, field), *diff.get(name, ())):  # type: ignore[arg-type]  # a key is a field
                title = known.title if known is not None and known.pk == key else ""
                if key is not None:
                    label = field.related_model._meta.label_lower  # type: ignore[union-attr]  # of a record
                    found.setdefault((label, key), End(label, key, title))
        return tuple(found.values())

    def note_saved(self, action: str) -> None:
        """Note what this save wrote; columns with another cause than the gesture's in notes of their own."""
        diff = self._diff_from_nothing() if action == "create" else self.recorded_diff()
        by_cause: dict[tuple[Cause, str], Diff] = {}
        for name in [name for name in self.borrowed if name in diff and action != "create"]:
            by_cause.setdefault(self.borrowed[name], {})[name] = diff.pop(name)
        if diff or action == "create":
            note(self._meta.label_lower, self.pk, self.title, action, diff, self.ends(diff))
        for (cause, origin), part in by_cause.items():
            with because(cause, origin):
                note(self._meta.label_lower, self.pk, self.title, action, part)

    def _read_stored(self) -> Any:
        if self._state.adding:
            return None
        stored = _stored(type(self))(pk=self.pk)
        if not stored:
            raise self._gone()
        return stored[0]

    def _gone(self) -> Refused:
        return Refused(_("%(record)s was deleted meanwhile.") % {"record": self.title})

    def _refuse_too_long(self) -> None:
        for field in self.columns():
            length = field.max_length if isinstance(field, models.CharField) else None
            written = self.stored is None or field.name in self.diff
            if length and written and len(str(getattr(self, field.attname) or "")) > length:
                sentence = _("%(field)s takes at most %(length)s characters.")
                raise Refused(sentence % {"field": field.verbose_name, "length": length}, field=field.name)

    def _derive_and_compare(self, only: set[str] | None) -> Diff:
        before = self._values() if only is not None else {}
        self.derive()
        if only is not None:
            only |= {name for name, value in self._values().items() if value != before.get(name, value)}
        return self._compare(only)

    def _store_uploads(self) -> None:
        """Uploads are stored once nothing refuses the save, and compared by the names they got."""
        for field in self.columns():
            if isinstance(field, models.FileField) and field.attname not in self.get_deferred_fields():
                field.pre_save(self, self.stored is None)
                if field.name in self.diff:
                    self.diff[field.name] = (self.diff[field.name][0], value_of(self, field))

    def _values(self) -> dict[str, Any]:
        deferred = self.get_deferred_fields()
        return {field.name: value_of(self, field) for field in self.columns() if field.attname not in deferred}

    def _compare(self, only: set[str] | None) -> Diff:
        if self.stored is None:
            return {}
        deferred = self.get_deferred_fields()
        diff: Diff = {}
        for field in self.columns():
            if field.attname in deferred or (only is not None and not {field.name, field.attname} & only):
                continue
            old, new = value_of(self.stored, field), value_of(self, field)
            if old != new or _is_upload(self, field):
                diff[field.name] = (old, new)
        return diff

    def _diff_from_nothing(self) -> Diff:
        values = {field.name: value_of(self, field) for field in self.columns() if field.name not in self.unrecorded}
        return {name: (None, value) for name, value in values.items() if value not in ("", None)}


def _unmake(found: ref[Record], key: Any) -> None:
    """The record is new again, because its insert was rolled back; nothing where nobody holds it any longer."""
    record = found()
    if record is not None:
        record.pk, record._state.adding, record._state.db = key, True, None


def _is_upload(record: Record, field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.FileField) and not getattr(record, field.attname)._committed


def note_saved(sender: type[models.Model], instance: models.Model, created: bool, raw: bool, **_: Any) -> None:
    """Records note what they wrote before any other receiver acts on it."""
    if isinstance(instance, Record) and not raw:
        instance.note_saved("create" if created else "update")
