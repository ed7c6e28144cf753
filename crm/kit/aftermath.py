"""What a gesture did besides what somebody asked for, read off what its unit of work noted; and that in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.addresses import has_card, page_url

if TYPE_CHECKING:
    from uuid import UUID

    from django.db import models
    from django.utils.safestring import SafeString

    from crm.kit.models import Record
    from crm.kit.unit import Note

NAMED = 20
"""Records that a notice names."""


class Fate(IntEnum):
    """What happened to a record; the last that applies is what is told."""

    UPDATED = 1
    UNLINKED = 2
    LINKED = 3
    CREATED = 4
    DELETED = 5


class Trace(NamedTuple):
    """A record that was written, or an end of a row that was; it need not have been read."""

    model: type[models.Model]
    pk: Any
    title: str

    @property
    def link(self) -> SafeString:
        """Kind and title, leading to the card."""
        url = page_url(self.model, "card", self.pk)
        return format_html('{} <a href="{}">{}</a>', self.model._meta.verbose_name, url, self.title)


@dataclass(frozen=True)
class Aftermath:
    """Records by their fate, each once, in the order in which they were written."""

    traces: Mapping[Fate, Sequence[Trace]]
    change_set: UUID | None = None

    def of(self, fate: Fate) -> Sequence[Trace]:
        """The records that this happened to."""
        return self.traces.get(fate, ())


def aftermath(notes: Sequence[Note], apart: Iterable[Record] = ()) -> Aftermath:
    """What ``notes`` say of records that have a card, but for those ``apart``, which staff know of.

    Ends whose titles nobody had at hand are read, one query for each kind of them; none for anything else.
    """
    known = {(one._meta.label_lower, str(one.pk)) for one in apart}
    fates: dict[tuple[str, str], Fate] = {}
    titles: dict[tuple[str, str], str] = {}
    for label, pk, title, fate in _told(notes):
        key = (label, str(pk))
        if key not in known:
            fates[key] = max(fate, fates.get(key, fate))
            titles[key] = title or titles.get(key, "")
    told = {key: fate for key, fate in fates.items() if fate is not Fate.DELETED and has_card(apps.get_model(key[0]))}
    titles |= titles_of_rows(key for key in told if not titles[key])
    traces: dict[Fate, list[Trace]] = {}
    for (label, pk), fate in told.items():
        traces.setdefault(fate, []).append(Trace(apps.get_model(label), pk, titles[label, pk]))
    return Aftermath(traces, notes[-1].gesture.change_set if notes else None)


def in_words(after: Aftermath, show: Callable[[Trace], str], rest_url: str = "") -> list[str]:
    """A sentence for each fate, and after it the records as ``show`` has them."""
    told = ((fate, after.of(fate)) for fate in (Fate.CREATED, Fate.LINKED, Fate.UPDATED, Fate.UNLINKED))
    return [
        enumerated(_sentence(fate, len(found)), [*map(show, found[:NAMED])], len(found), rest_url)
        for fate, found in told
        if found
    ]


def enumerated(sentence: str, shown: Sequence[str], count: int, rest_url: str = "") -> SafeString:
    """``sentence``, what is shown of ``count`` records, and how many more there are."""
    listed = format_html_join(" · ", "{}", ((one,) for one in shown))
    if count > len(shown):
        more = _("and %(count)s more") % {"count": count - len(shown)}
        listed = format_html('{} · <a href="{}">{}</a>' if rest_url else "{} · {}{}", listed, rest_url, more)
    return format_html('{} <span class="follow">{}</span>', sentence, listed)


def _sentence(fate: Fate, count: int) -> str:
    sentences = {
        Fate.CREATED: ngettext("%(count)s record was created too.", "%(count)s records were created too.", count),
        Fate.LINKED: ngettext("%(count)s record is linked now.", "%(count)s records are linked now.", count),
        Fate.UPDATED: ngettext(
            "%(count)s linked record was updated too.", "%(count)s linked records were updated too.", count
        ),
        Fate.UNLINKED: ngettext(
            "%(count)s record is no longer linked.", "%(count)s records are no longer linked.", count
        ),
    }
    return sentences[fate] % {"count": count}


def _told(notes: Iterable[Note]) -> Iterable[tuple[str, Any, str, Fate]]:
    """Model, key, title and fate of every written row that is a record, and of the ends of rows that tie some."""
    records = {model._meta.label_lower: model for model in apps.get_models()}
    for note in notes:
        model = records.get(note.model)
        if model is None:
            continue
        plain = {"create": Fate.CREATED, "update": Fate.UPDATED, "delete": Fate.DELETED}[note.action]
        yield note.model, note.pk, note.title, plain
        fate = _tied(note, getattr(model, "ties", ()))
        if fate is not None and len(note.ends) > 1:
            for end in note.ends:
                yield end.model, end.pk, end.title, fate


def _tied(note: Note, ties: tuple[str, ...]) -> Fate | None:
    """What ``note`` means for the records that its row ties together; ``None`` where they stay tied as they were."""
    if note.action == "delete":
        return Fate.UNLINKED
    moved = [note.diff[name] for name in ties if name in note.diff]
    if not moved:
        return None
    return Fate.LINKED if any(new is not None for _old, new in moved) else Fate.UNLINKED


def titles_of_rows(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The titles of rows that exist, by label of their model and key as text. One query for each model."""
    wanted: dict[str, list[str]] = {}
    for label, pk in keys:
        wanted.setdefault(label, []).append(pk)
    return {
        (label, str(row.pk)): getattr(row, "title", str(row))
        for label, some in wanted.items()
        for row in apps.get_model(label)._base_manager.filter(pk__in=some)
    }
