"""The card of a record: its sections read-only, and the panels and actions of the rooms above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpRequest
from django.template.response import TemplateResponse

from crm.kit.addresses import page_url
from crm.kit.cards import Card, Mark, Panel, Place, actions_of, marks_on, panels_of
from crm.kit.codes import Titles, titles_on
from crm.kit.display import caption, html_of, text_of
from crm.kit.masking import masked_fields
from crm.kit.permissions import holds
from crm.kit.screens.declaration import Inline
from crm.kit.screens.views import ScreenView
from crm.kit.values import column, is_blank, value_of

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.models import Record


class Row(NamedTuple):
    """One value on the card with its label; blank where there is nothing."""

    name: str
    label: str
    value: str | SafeString
    marks: tuple[Mark, ...]


class Shown(NamedTuple):
    """A section on the card. ``more`` holds what is additional and blank."""

    title: str | Promise
    help: str | Promise
    rows: list[Row]
    more: list[Row]
    folded: bool = False


class Box(NamedTuple):
    """A panel with what it shows."""

    panel: Panel
    variables: Any


class Button(NamedTuple):
    """An action; ``obstacle`` says why it cannot be used now."""

    label: str | Promise
    url: str
    obstacle: str
    keys: str = ""
    is_next: bool = False

    @property
    def keys_shown(self) -> str:
        """As they stand on keyboards."""
        return self.keys.replace("Control", "Ctrl")


class Table(NamedTuple):
    """The rows of an inline record."""

    title: str
    headings: list[str]
    lines: list[list[str]]


class CardScreen(ScreenView):
    """A record as staff read it."""

    def get(self, request: HttpRequest, key: str) -> TemplateResponse:
        """The card."""
        record = self.record_of(key)
        boxes, buttons = list(boxes_of(record, request)), self._buttons(record)
        sections = list(sections_of(record, self.screens.card, request))
        return self.render(
            "kit/card.html",
            crumbs=self.crumbs(record),
            title=record.title,
            kind=record._meta.verbose_name if not self.screens.is_single else "",
            record=record,
            chip=self.screens.chip(record),
            sections=[section for section in sections if not section.folded],
            folded=[section for section in sections if section.folded],
            tables=[_table(record, inline) for inline in self.screens.inlines if inline.listed],
            top=[box for box in boxes if box.panel.place is Place.TOP],
            aside=[box for box in boxes if box.panel.place is Place.ASIDE],
            middle=[box for box in boxes if box.panel.place is Place.MIDDLE],
            main=[box for box in boxes if box.panel.place is Place.MAIN],
            actions=buttons,
            next=next((one for one in buttons if one.is_next and not one.obstacle), None),
            edit_url=page_url(type(record), "edit", record.pk) if not self.screens.is_kept else "",
            delete_url=self._delete_url(record),
        )

    def _delete_url(self, record: Record) -> str:
        stays = self.screens.is_single or self.screens.is_kept
        return "" if stays else page_url(type(record), "delete", record.pk)

    def _buttons(self, record: Record) -> list[Button]:
        actions = (one for one in actions_of(type(record)) if one.when(record))
        offered = [one for one in actions if holds(self.request.user, one.permission)]
        return [
            Button(one.label, one.url(record), one.obstacle(record), one.keys, one.is_next(record)) for one in offered
        ]


def boxes_of(record: Record, request: HttpRequest, *places: Place) -> Iterator[Box]:
    """The panels of ``record`` that have something to show; only those of ``places`` where any are given."""
    for panel in panels_of(type(record)):
        variables = panel.context(record, request) if not places or panel.place in places else None
        if variables is not None:
            yield Box(panel, variables)


def sections_of(record: Record, card: Card, request: HttpRequest) -> Iterator[Shown]:
    """The sections of ``record`` as they are read. One query for all codes, one for each other record."""
    titles, hidden = titles_on([record], card.fields), card.hidden(record)
    masked, marks = masked_fields(request.user, type(record)), marks_on(record)
    for section in card.sections:
        rows: list[Row] = []
        more: list[Row] = []
        for name in section.names:
            if name in hidden:
                continue
            value = html_of(record, name, titles, masked, request.user)
            row = Row(name, caption(type(record), name), value, marks.get(name, ()))
            is_additional = name in section.more and is_blank(value_of(record, column(type(record), name)))
            (more if is_additional else rows).append(row)
        if rows or more:
            yield Shown(section.title, section.help, rows, more, section.folded)


def _table(record: Record, inline: Inline) -> Table:
    keys = (field.name for field in inline.model._meta.concrete_fields if field.related_model is type(record))
    rows = list(inline.model._default_manager.filter(**{inline.key or next(keys): record.pk}))
    titles = titles_on(rows, inline.columns)
    headings = [caption(inline.model, name) for name in inline.columns]
    lines = [[_text(row, name, titles) for name in inline.columns] for row in rows]
    return Table(str(inline.model._meta.verbose_name_plural), headings, lines)


def _text(row: Any, name: str, titles: Titles) -> str:
    field = row._meta.get_field(name)
    return text_of(field, getattr(row, field.attname), titles)
