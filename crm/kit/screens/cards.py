"""The card of a record: its sections read-only, and the panels and actions of the rooms above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from crm.kit.addresses import page_name, page_url
from crm.kit.cards import Card, Mark, Panel, Place, actions_of, chips_on, marks_on, panels_of
from crm.kit.codes import Titles, titles_on
from crm.kit.display import caption, html_of, text_of
from crm.kit.masking import masked_fields
from crm.kit.permissions import holds
from crm.kit.preferences import preferences_of
from crm.kit.screens.declaration import Inline, Screens
from crm.kit.screens.trail import trail_of
from crm.kit.screens.views import ScreenView
from crm.kit.values import column, is_blank, value_of

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.models import Record
    from crm.kit.permissions import User

COPIED = frozenset({"phone_no", "mobile_phone_no", "email", "email_2", "vat_registration_no", "iban"})
"""Columns whose values are taken along into other programs."""

SHORT = 3
"""So many sections are seen without an index."""

NAME_LENGTH = 100


class Row(NamedTuple):
    """One value on the card with its label; blank where there is nothing."""

    name: str
    label: str
    value: str | SafeString
    marks: tuple[Mark, ...]
    copied: str = ""
    """What a click copies; blank where nobody would want to."""


class Shown(NamedTuple):
    """A section on the card. ``more`` holds what is additional and blank; ``promoted`` is told while it is closed.

    ``name`` is how the desk of its reader calls it.
    """

    title: str | Promise
    help: str | Promise
    rows: list[Row]
    more: list[Row]
    name: str
    anchor: str
    folded: bool = False
    is_open: bool = True
    promoted: tuple[str | SafeString, ...] = ()


class Box(NamedTuple):
    """A panel with what it shows; a lazy one has the address it is read from instead."""

    panel: Panel
    variables: Any
    url: str = ""
    name: str = ""
    is_open: bool = True

    @property
    def anchor(self) -> str:
        """Where it is on the page."""
        return f"box-{self.panel.name}"


class Stop(NamedTuple):
    """An entry of the index of a card."""

    title: str | Promise
    anchor: str


class Button(NamedTuple):
    """An action; ``obstacle`` says why it cannot be used now."""

    label: str | Promise
    url: str
    obstacle: str
    keys: str = ""
    is_next: bool = False
    stands_out: bool = False

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
        boxes, buttons = (
            list(boxes_of(record, request, lazily="boxes" not in request.GET)),
            buttons_of(record, request.user),
        )
        sections = list(sections_of(record, self.screens.card, request))
        placed: dict[str, Any] = {place.value: [box for box in boxes if box.panel.place is place] for place in Place}
        folded = [section for section in sections if section.folded]
        standing = [section for section in sections if not section.folded]
        return self.render(
            "kit/card.html",
            crumbs=self.crumbs(record),
            title=record.title,
            kind=record._meta.verbose_name if not self.screens.is_single else "",
            icon_name=self.screens.menu.icon if self.screens.menu else "",
            record=record,
            chip=self.screens.chip(record),
            chips=chips_on(record, request),
            sections=standing,
            folded=folded,
            tables=[_table(record, inline) for inline in self.screens.inlines if inline.listed],
            **placed,
            index=_index([*standing, *placed["middle"], *folded, *placed["main"]]),
            actions=buttons,
            next=next((one for one in buttons if one.is_next and not one.obstacle), None),
            trail=trail_of(record, self.screens, request),
            edit_url=self.near(page_url(type(record), "edit", record.pk)) if not self.screens.is_kept else "",
            delete_url=delete_url_of(record, self.screens),
        )


def delete_url_of(record: Record, screens: Screens) -> str:
    """Where ``record`` is deleted; blank where that is not done by hand."""
    stays = screens.is_single or screens.is_kept
    return "" if stays else page_url(type(record), "delete", record.pk)


def buttons_of(record: Record, user: User) -> list[Button]:
    """The actions that ``user`` is offered on ``record``."""
    actions = (one for one in actions_of(type(record)) if one.when(record))
    offered = [one for one in actions if holds(user, one.permission)]
    return [
        Button(one.label, one.url(record), one.obstacle(record), one.keys, one.is_next(record), one.stands_out)
        for one in offered
    ]


def boxes_of(record: Record, request: HttpRequest, *places: Place, lazily: bool = False) -> Iterator[Box]:
    """The panels of ``record`` that have something to show; only those of ``places`` where any are given.

    ``lazily`` leaves those that can wait to be read by themselves.
    """
    model, folded = type(record), preferences_of(request.user).folded
    for panel in panels_of(model):
        if places and panel.place not in places:
            continue
        name = f"{model._meta.label_lower}:{panel.name}"[:NAME_LENGTH]
        if panel.lazy and lazily:
            yield Box(panel, {}, box_url(record, panel), name)
        elif (variables := panel.context(record, request)) is not None:
            yield Box(panel, variables, "", name, name not in folded)


def box_url(record: Record, panel: Panel) -> str:
    """Where a panel is read by itself."""
    return reverse(page_name(type(record), "box"), args=[record.pk, panel.name])


def sections_of(record: Record, card: Card, request: HttpRequest) -> Iterator[Shown]:
    """The sections of ``record`` as they are read. One query for all codes, one for each other record."""
    titles, hidden = titles_on([record], card.fields), card.hidden(record)
    masked, marks = masked_fields(request.user, type(record)), marks_on(record)
    folded = preferences_of(request.user).folded
    for section in card.sections:
        rows: list[Row] = []
        more: list[Row] = []
        for name in section.names:
            if name in hidden:
                continue
            value = html_of(record, name, titles, masked, request.user)
            copied = str(getattr(record, name)) if name in COPIED and name not in masked else ""
            row = Row(name, caption(type(record), name), value, marks.get(name, ()), copied)
            is_additional = name in section.more and is_blank(value_of(record, column(type(record), name)))
            (more if is_additional else rows).append(row)
        if rows or more:
            name = f"{record._meta.label_lower}:{section.key}"[:NAME_LENGTH]
            promoted = tuple(row.value for row in rows if row.name in section.promoted and row.value)
            anchor, is_open = f"section-{section.key}", (name in folded) is section.folded
            yield Shown(section.title, section.help, rows, more, name, anchor, section.folded, is_open, promoted)


def _index(parts: Iterable[Shown | Box]) -> list[Stop]:
    """The way to the parts of a long card; nothing where it is short."""
    stops = [Stop(part.title if isinstance(part, Shown) else part.panel.title, part.anchor) for part in parts]
    return stops if len(stops) > SHORT else []


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
