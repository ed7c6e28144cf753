"""The components of the house in all their states, on one page for whoever builds pages; not in the navigation.

Each is drawn by the partial that the product uses. What needs more than a page can make up is shown by real pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from crm.kit.cards import Mark
from crm.kit.days import DayField
from crm.kit.permissions import holds, missing

ADMINISTERS = "auth.view_user"
FOLDER = "kit/partials/"

Context = dict[str, Any]


class SampleForm(forms.Form):
    """A field of each sort."""

    name = forms.CharField(initial="Nordlys AS")
    email = forms.EmailField(help_text="How letters reach them.")
    country = forms.ChoiceField(choices=[("", "—"), ("NO", "NO — Norway")], required=False)
    since = DayField(required=False)
    limit = forms.DecimalField(required=False, disabled=True, initial=1200)
    blocked = forms.BooleanField(required=False)


class Sample(NamedTuple):
    """A component in one state."""

    state: str
    html: str


class Component(NamedTuple):
    """A partial and what it looks like."""

    name: str
    samples: list[Sample]


def components(request: HttpRequest) -> TemplateResponse:
    """All of them. Raises PermissionDenied for whoever is no administrator."""
    if not holds(request.user, ADMINISTERS):
        raise PermissionDenied(missing(_("see this page")))
    return TemplateResponse(request, "kit/components.html", {"title": "Components", "components": drawn(request)})


def drawn(request: HttpRequest) -> list[Component]:
    """Every sample, drawn by its partial."""
    found: list[Component] = []
    for name, states in samples().items():
        template = get_template(f"{FOLDER}{name}.html")
        shown = [Sample(state, template.render(context, request)) for state, context in states.items()]
        found.append(Component(name, shown))
    return found


def _form(**typed: str) -> SampleForm:
    """The form, bound where something was typed."""
    form = SampleForm(typed or None, auto_id=f"{'wrong' if typed else 'fine'}_%s")
    form.is_valid()
    return form


def _fields(form: SampleForm) -> Context:
    return {"group": {"title": "General", "help": "What everybody knows.", "fields": list(form), "more": []}}


def _rows(*pairs: tuple[str, str]) -> list[Context]:
    marks = (Mark("⇄", "Shared with the customer"),)
    return [{"label": label, "value": value, "marks": marks if label == "Phone No." else ()} for label, value in pairs]


def _of_parts() -> Iterator[tuple[str, dict[str, Context]]]:
    """Small parts: what stands beside, above and below others."""
    tones = ("", "ok", "warn", "bad", "info")
    yield "chip", {tone or "plain": {"chip": (tone, tone or "Open")} for tone in tones}
    yield "marks", {"shared": {"marks": [Mark("⇄", "Shared with the customer"), Mark("📌", "Pinned")]}}
    yield "parts", {"differing": {"parts": [("Nord", False), ("lys", True)]}, "empty": {"parts": []}}
    yield (
        "new",
        {"one": {"new_links": [("New", "#")]}, "two": {"new_links": [("New company", "#"), ("New person", "#")]}},
    )
    tabs = [{"label": "All", "url": "#", "is_current": True}, {"label": "Mine", "url": "#", "is_current": False}]
    yield "tabs", {"first current": {"tabs": tabs}}
    crumbs = [{"title": "Contacts", "url": "#"}, {"title": "CT000001 Nordlys AS", "url": ""}]
    yield "crumbs", {"on a card": {"crumbs": crumbs}}
    steps = [
        {"name": name, "url": "#", "is_done": number == 0, "is_current": number == 1}
        for number, name in enumerate(("Choose", "Decide", "Done"))
    ]
    yield "steps", {"second of three": {"steps": steps}}
    actions = [
        {"label": "Create Sales Quote", "url": "#", "obstacle": "", "keys": "Alt+Q", "keys_shown": "Alt+Q"},
        {"label": "Send by Email", "url": "#", "obstacle": "There is no e-mail address."},
    ]
    yield "actions", {"one of them off": {"actions": actions, "may_delete": True, "delete_url": "#"}}
    yield (
        "pile",
        {"more than named": {"pile": {"title": "Contacts", "number": 7, "named": ["CT1", "CT2"], "has_more": True}}},
    )
    yield (
        "presence",
        {"saved": {"said": "Bo saved this a moment ago."}, "gone": {"said": "Bo deleted this.", "is_gone": True}},
    )
    yield "no_role", {"instead of a blank page": {}}
    page = {"first": 51, "last": 100, "total": "348", "has_previous": True, "has_next": True}
    pages = {"first": "#", "previous": "#", "next": "#", "last": "#"}
    yield "pager", {"in the middle": {"page": page, "pages": pages}}


def _of_pages() -> Iterator[tuple[str, dict[str, Context]]]:
    """Large parts: cards, forms, tables."""
    values = _rows(("Name", "Nordlys AS"), ("Phone No.", "+47 12 34 56 78"), ("Home Page", ""))
    section = {"title": "General", "help": "What everybody knows.", "rows": values, "more": values[2:]}
    yield "values", {"some empty": {"rows": values}}
    yield "section", {"with more": {"section": section}}
    yield "section_body", {"inside something else": {"section": section}}
    table = {"title": "Lines", "headings": ["No.", "Name"], "lines": [["1", "Desk"], ["2", ""]]}
    yield "rows", {"two": {"table": table}, "none": {"table": table | {"lines": []}}}
    wrong = _form(name="", email="nobody")
    yield (
        "form_row",
        {"plain": {"field": _form()["name"]}, "wrong": {"field": wrong["email"]}, "off": {"field": _form()["limit"]}},
    )
    yield "fieldset", {"plain": _fields(_form()), "with errors": _fields(wrong)}
    yield "folded", {"closed": _fields(_form()), "open": {"group": _fields(_form())["group"] | {"opened": True}}}
    yield "error_summary", {"two errors": {"form": wrong}}
    headers = [
        {"name": "no", "label": "No.", "url": "#", "sorted": "ascending", "is_number": False},
        {"name": "name", "label": "Name", "url": "#", "sorted": "none", "is_number": False},
        {"name": "limit", "label": "Credit Limit (LCY)", "url": "", "sorted": "", "is_number": True},
    ]
    cells = [("no", "C00010", "#", False), ("name", "Nordlys AS", "", False), ("limit", "1,200.00", "", True)]
    keys = ("name", "value", "url", "is_number")
    lines = [{"pk": 1, "title": "C00010", "cells": [dict(zip(keys, cell, strict=True)) for cell in cells]}]
    bulk = {"actions": [("Print", "#")], "params": [], "export_url": "#"}
    yield (
        "table_area",
        {
            "sorted, with sums": {
                "headers": headers,
                "lines": lines,
                "title": "Customers",
                "bulk": bulk,
                "sums": ["Sum 1,200.00"],
            }
        },
    )
    yield "bulk", {"nothing ticked": {"bulk": bulk, "page": {"total": "348"}}}


def samples() -> dict[str, dict[str, Context]]:
    """By the names of partials: their states, and the variables that make them."""
    return dict([*_of_parts(), *_of_pages()])


ELSEWHERE = {
    "languages": "the frame of every page", "user": "the frame of every page", "navigation": "the frame of every page",
    "styles": "the frame of every page", "scripts": "the frame of every page", "messages": "the frame of every page",
    "finder": "Ctrl+K on every page", "found": "/search/?q=a", "session": "shown when the session ends",
    "leaving": "shown when a form with changes is left", "draft": "shown where a draft was kept",
    "chart": "home", "tools": "every list", "inline": "an alternative address, edited",
    "meeting": "two people who edit one record", "meetings": "two people who edit one record",
    "onward": "a form after the session ended", "warnings": "a form whose values are doubtful",
    "said": "a check that asks while one types", "suggestions": "a field that takes a record",
    "box": "every card", "box_later": "every card", "card_head": "every card", "legend": "every card",
    "panel": "every card", "trail": "a card reached from its list", "dialog_head": "what opens over a page",
    "consequences": "a linked record, edited", "shifts": "a linked record, edited", "save_bar": "every form",
    "export": "every list", "filter_fields": "every list", "filter_value": "every list", "list_chips": "every list",
    "list_count": "every list", "list_end": "every list", "list_part": "every list", "list_row": "every list",
    "row_form": "reference lists", "row_read": "reference lists", "toasts": "every page", "list_region": "every list",
    "preview": "every list", "deeds": "every list", "deletion": "any record, deleted",
    "deletion_over": "any record, deleted",
}  # fmt: skip
"""Where the partials that are not here can be seen."""

urlpatterns = [path("components/", components, name="components")]
