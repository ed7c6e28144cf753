"""Values as staff read them: words for flags and options, titles for codes, links for phones and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.kit.addresses import card_url, has_card, page_url
from crm.kit.amounts import shown_places
from crm.kit.codes import Titles
from crm.kit.columns import ExactField
from crm.kit.masking import mask

if TYPE_CHECKING:
    from crm.kit.permissions import User

WEB = re.compile(r"^https?://", re.IGNORECASE)
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def caption(model: type[models.Model], name: str) -> str:
    """The label of a field, in the language of the reader."""
    field = model._meta.get_field(name)
    return capfirst(str(getattr(field, "verbose_name", name)))


def text_of(field: models.Field[Any, Any], value: Any, titles: Titles) -> str:
    """What the column value ``value`` says to staff; blank for nothing. Keys of records stay keys."""
    if field.flatchoices and value is not None:
        return str(dict(field.flatchoices).get(value, value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.ForeignKey):
        return titles.get(field.related_model, {}).get(value, str(value))
    return _localized(field, value)


Rendering = Callable[[Any, "User"], SafeString | None]
"""A value that is there, as a room shows it to a user; ``None`` where that is as usual."""

_renderings: dict[tuple[type[models.Model], str], Rendering] = {}


def register_rendering(model: type[models.Model], name: str, rendering: Rendering) -> None:
    """Show the field ``name`` on cards of ``model`` as ``rendering`` does. Raises ValueError for a second one."""
    if (model, name) in _renderings:
        raise ValueError(f"{model._meta.label}.{name} is rendered already")
    _renderings[model, name] = rendering


def html_of(
    record: models.Model, name: str, titles: Titles, masked: frozenset[str] = frozenset(), user: User | None = None
) -> SafeString:
    """The value of a field as it stands on a card of ``user``; blank for nothing. One query for a record not read."""
    field = record._meta.get_field(name)
    assert isinstance(field, models.Field)
    value = getattr(record, field.attname)
    if name in masked:
        return format_html("{}", mask(str(value or "")))
    own = _renderings.get((type(record), name)) if value and user is not None else None
    if own is not None and user is not None and (shown := own(record, user)) is not None:
        return shown
    if isinstance(field, models.ForeignKey) and field.related_model not in titles:
        return linked(getattr(record, name))
    if isinstance(field, models.ImageField):
        return picture(record) if value else SafeString("")
    text = text_of(field, value, titles)
    as_link = BY_NAME.get(name) if field.related_model is None else None
    return as_link(text) if as_link and text else format_html("{}", text)


def linked(record: models.Model | None, name: str = "") -> SafeString:
    """The title of ``record``, or ``name`` for it, leading to its card where it has one."""
    if record is None:
        return SafeString("")
    title, url = name or getattr(record, "title", str(record)), card_url(record)
    return format_html('<a href="{}">{}</a>', url, title) if url else format_html("{}", title)


def picture(record: models.Model) -> SafeString:
    """The image of ``record``, small."""
    if not has_card(type(record)):
        return SafeString("")
    url = page_url(type(record), "image", record.pk)
    return format_html('<a href="{0}"><img class="picture" src="{0}" alt="{1}"></a>', url, _("Image"))


_printed: dict[str, Callable[[str], str]] = {}


def register_format(name: str, printed: Callable[[str], str]) -> None:
    """Show the values of columns called ``name`` as ``printed`` writes them. Raises ValueError for a second format."""
    if name in _printed:
        raise ValueError(f"{name} has a format already")
    _printed[name] = printed


def as_printed(name: str, text: str) -> str:
    """``text`` as the columns called ``name`` are written."""
    return _printed[name](text) if name in _printed else text


def phone(text: str) -> SafeString:
    """A number that can be called."""
    number = re.sub(r"[^0-9+*#]", "", text)
    return format_html('<a class="number" href="tel:{}">{}</a>', number, as_printed("phone_no", text))


def emails(text: str, way: Callable[[str], str] = "mailto:{}".format) -> SafeString:
    """Addresses that can be written to, each by its ``way``; several are separated by semicolons."""
    addresses = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    return format_html_join("; ", '<a href="{}">{}</a>', ((way(one), one) for one in addresses))


def web(text: str) -> SafeString:
    """A website that can be opened; anything but http stays plain text."""
    if SCHEME.match(text) and not WEB.match(text):
        return format_html("{}", text)
    url = text if WEB.match(text) else f"https://{text}"
    return format_html('<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>', url, text)


def code(text: str) -> SafeString:
    """A bank code that is not broken into lines."""
    return format_html('<span class="number">{}</span>', as_printed("iban", text))


BY_NAME: dict[str, Callable[[str], SafeString]] = {
    "phone_no": phone,
    "mobile_phone_no": phone,
    "email": emails,
    "email_2": emails,
    "certified_email": emails,
    "home_page": web,
    "iban": code,
}


def _localized(field: models.Field[Any, Any], value: Any) -> str:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return formats.time_format(value, "TIME_FORMAT")
    if isinstance(value, Decimal):
        places = field.decimal_places if isinstance(field, models.DecimalField) else None
        if isinstance(field, ExactField):
            places = shown_places(value, field.least)
        return formats.number_format(value, places, force_grouping=True)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
