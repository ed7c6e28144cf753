"""A record made beside a form, from the field that wants it: what was typed stays, the new one is chosen (3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, resolve
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_htmx.http import trigger_client_event

from crm.kit.addresses import has_card, page_url
from crm.kit.codes import code_title
from crm.kit.fields import CodeField, RecordField
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django import forms
    from django.http import HttpRequest

    from crm.kit.permissions import User

PLACE = "making"
"""The dialog that such a form stands in."""

KEY = "KEY-OF-THE-CODE"
"""What stands for the code in the address of its card, until the browser knows which is chosen."""


def is_beside(request: HttpRequest) -> bool:
    """The form of a new record is wanted for that dialog."""
    return request.headers.get("HX-Target") == PLACE or request.headers.get("X-Beside") == PLACE


def offer_making(fields: Iterable[forms.Field], user: User) -> None:
    """Fields that take a record know where a new one is made, where ``user`` may make one."""
    for field in fields:
        model: Any = field.list if isinstance(field, CodeField) else getattr(field, "model", None)
        if not isinstance(field, CodeField | RecordField) or not may(user, "add", model):
            continue
        try:
            url = page_url(model, "new")
        except NoReverseMatch:
            continue
        field.create_url = url
        field.widget.attrs |= {"data-create": url, "data-create-words": pgettext("action", "Create new…")}


def offer_opening(fields: Iterable[forms.Field], user: User) -> None:
    """Fields that take a record know where the one that they hold is read, where ``user`` may look at it (3.4)."""
    for field in fields:
        model: Any = field.list if isinstance(field, CodeField) else getattr(field, "model", None)
        if not isinstance(field, CodeField | RecordField) or not has_card(model) or not may(user, "view", model):
            continue
        try:
            opens = page_url(model, "card", KEY) if isinstance(field, CodeField) else page_url(model, "suggestions")
        except NoReverseMatch:
            continue
        field.widget.attrs |= {
            "data-opens": opens,
            "aria-keyshortcuts": "Alt+Enter",
            "title": _("Ctrl+click or Alt+Enter opens it in a new tab."),
        }


def announced(record: Any) -> HttpResponse:
    """Nothing to show: the page learns of the new record, and chooses it."""
    no, description = getattr(record, "no", ""), getattr(record, "description", "")
    title = code_title(record.pk, description) if not no else getattr(record, "name", "") or record.title
    known = {"key": str(record.pk), "no": no, "title": str(title)}
    return trigger_client_event(HttpResponse(status=204), "crm:made", known)


def key_at(url: str) -> str:
    """The key of the record whose card is at ``url``."""
    return str(resolve(url.partition("?")[0]).kwargs["key"])
