"""Changes as staff read them: who, when, why, and old → new with the captions of the fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from crm.history.ends import others_in_words
from crm.history.models import Action, Change, end_of
from crm.history.words import door_in_words, sentence, tie_sentence
from crm.kit.addresses import has_card, page_url
from crm.kit.codes import Titles, is_code_list, titles_of
from crm.kit.context import Cause
from crm.kit.display import as_printed, caption, text_of
from crm.kit.masking import mask, masked_fields
from crm.kit.permissions import may
from crm.kit.values import is_blank, owner_names

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from crm.history.words import Shown
    from crm.kit.permissions import User


class Line(NamedTuple):
    """One field that changed."""

    label: str
    old: str
    new: str


class Entry(NamedTuple):
    """One change of one record. ``url`` leads to the record while it exists and has a card.

    ``is_part`` where it is told of a record that the changed one belongs to, ``is_tie`` of one that it ties to another;
    ``change_set`` where the reader may try to undo it. ``names`` are the columns that ``lines`` tell of.
    """

    when: datetime
    who: str
    sentence: str
    door: str
    kind: str
    title: str
    url: str
    lines: list[Line]
    is_new: bool
    is_part: bool = False
    change_set: UUID | None = None
    is_tie: bool = False
    names: tuple[str, ...] = ()


Values = dict[type[models.Model], set[Any]]


def read(
    changes: Iterable[Change], user: User, of: models.Model | None = None, shown: Shown | None = None
) -> list[Entry]:
    """The changes in words; what ``user`` may not read is masked. A row that ties ``of`` is told as ``of`` sees it,
    one that belongs to ``of`` by its name; where values came from as ``shown``.

    One query for all codes, one for each kind of record that a value or a tie points to, one for those of them that
    are gone.
    """
    rows = list(changes)
    own = end_of(of) if of is not None else ""
    about = [change for change in rows if own and own in (change.one_end, change.other_end)]
    parts = {change.pk for change in about if _is_part(change)}
    ties = {change.pk: _other_end(change, own) for change in about if change.pk not in parts}
    titles = _titles([change for change in rows if change.pk not in ties])
    others = others_in_words(ties.values(), user)
    masked: dict[type[models.Model], frozenset[str]] = {}
    entries = []
    for change in rows:
        model = _model_of(change)
        if change.pk in ties:
            told = _tie(change, others.get(ties[change.pk], ""), shown)
            entries.append(told._replace(change_set=_undoable(change, model, user)))
            continue
        if model is not None and model not in masked:
            masked[model] = masked_fields(user, model)
        entry = _entry(change, model, titles, masked.get(model, frozenset()) if model else frozenset(), shown)
        entries.append(entry._replace(is_part=change.pk in parts, change_set=_undoable(change, model, user)))
    return entries


def _undoable(change: Change, model: type[models.Model] | None, user: User) -> UUID | None:
    """What can be asked to be undone by who may change such records; imports are taken back by a command."""
    can = model is not None and change.cause != Cause.IMPORTED and may(user, "change", model)
    return change.change_set if can else None


def _is_part(change: Change) -> bool:
    model = _model_of(change)
    return model is not None and bool(owner_names(model)) and not getattr(model, "ties", ())


def _other_end(change: Change, own: str) -> str:
    return (change.other_end if change.one_end == own else change.one_end) or ""


def _tie(change: Change, other: str, shown: Shown | None) -> Entry:
    said, door = tie_sentence(change, other, shown), door_in_words(change)
    return Entry(change.at, change.actor_name, said, door, "", change.title, "", [], False, is_tie=True)


def _entry(
    change: Change, model: type[models.Model] | None, titles: Titles, masked: frozenset[str], shown: Shown | None
) -> Entry:
    exists = change.action != Action.DELETE
    told = _told(change, model) if model else []
    return Entry(
        change.at,
        change.actor_name,
        sentence(change, shown),
        door_in_words(change),
        str(model._meta.verbose_name) if model else "",
        change.title,
        page_url(model, "card", change.object_id) if model and exists and has_card(model) else "",
        [_line(model, name, both, titles, name in masked) for name, both in told] if model else [],
        change.action == Action.CREATE,
        names=tuple(name for name, _both in told),
    )


def _told(change: Change, model: type[models.Model]) -> list[tuple[str, list[Any]]]:
    """The fields that say something: not those that a new record has nothing in, nor a deleted one had.

    What a row belongs to goes without saying, and a page kept as data is no value to read.
    """
    told = ((name, both) for name, both in change.diff.items() if name not in owner_names(model))
    return [(name, both) for name, both in told if not all(is_blank(one) or isinstance(one, dict) for one in both)]


def _line(model: type[models.Model], name: str, both: list[Any], titles: Titles, masked: bool) -> Line:
    field = _field(model, name)
    if field is None:
        return Line(name, *(str(value or "") for value in both))
    old, new = (mask(str(value or "")) if masked else _in_words(field, value, titles) for value in both)
    return Line(caption(model, name), old, new)


def _in_words(field: models.Field[Any, Any], value: Any, titles: Titles) -> str:
    try:
        held = field.to_python(value)
    except ValidationError:
        held = value
    return as_printed(field.name, text_of(field, held, titles))


def _titles(changes: list[Change]) -> Titles:
    wanted: Values = {}
    for change in changes:
        model = _model_of(change)
        for name, both in change.diff.items() if model else ():
            field = _field(model, name)
            if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type):
                wanted.setdefault(field.related_model, set()).update(key for key in both if key is not None)
    codes = {model: keys for model, keys in wanted.items() if is_code_list(model)}
    titles = titles_of(codes)
    for model, keys in wanted.items():
        if model not in codes:
            titles[model] = {key: str(row) for key, row in model._base_manager.in_bulk(keys).items()}
    return titles


def _model_of(change: Change) -> type[models.Model] | None:
    try:
        return apps.get_model(change.model)
    except LookupError:
        return None


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None
