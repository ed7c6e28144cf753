"""Text as it is searched and sorted: without case, accents and, for numbers, punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, TextField, Value

from crm.kit.fragments import FRAGMENT

if TYPE_CHECKING:
    from django.http import HttpRequest

MARKS = re.compile("[\u0300-\u036f]")
NOT_DIGITS = re.compile(r"[^0-9]+")
NUMBER_LIKE = re.compile(r"^[0-9+()./\s-]*[0-9][0-9+()./\s-]*$")


def normalize(text: str) -> str:
    """``text`` without case and accents: ``Società`` → ``societa``."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def digits(text: str) -> str:
    """Only the digits of ``text``: ``+39 02/1234`` → ``39021234``."""
    return NOT_DIGITS.sub("", text)


class Normalize(Func):
    """``normalize`` inside the database; the same result on SQLite and PostgreSQL."""

    function = "crm_normalize"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'))"
        return self.as_sql(compiler, connection, template=template, **context)


class Digits(Func):
    """``digits`` inside the database."""

    function = "crm_digits"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "regexp_replace(%(expressions)s, '[^0-9]+', '', 'g')"
        return self.as_sql(compiler, connection, template=template, **context)


class Joined(Func):
    """Its parts one after the other; flat, because SQLite's parser gives up on deep nesting. No part may be NULL."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


def search_text(*names: str, numbers: tuple[str, ...] = ()) -> models.GeneratedField:
    """A stored column of everything one may search by; ``numbers`` are searched by their digits too."""
    parts: list[Any] = []
    for name in (*names, *numbers):
        parts += [F(name), Value(" ")]
    text: list[Any] = [Normalize(Joined(*parts))]
    for name in numbers:
        text += [Value(" "), Digits(F(name))]
    return models.GeneratedField(expression=Joined(*text), output_field=TextField(), db_persist=True)


def sort_text(name: str) -> models.GeneratedField:
    """A stored column to sort by without regard to case and accents."""
    return models.GeneratedField(expression=Normalize(F(name)), output_field=TextField(), db_persist=True)


def terms(typed: str) -> list[str]:
    """The fragments of what was typed, each to be found somewhere; numbers lose their punctuation.

    A number typed in pairs of digits, as phone numbers are, is one fragment.
    """
    if NUMBER_LIKE.match(typed):
        groups = [digits(word) for word in typed.split() if digits(word)]
        return groups if any(len(group) >= FRAGMENT for group in groups) else ["".join(groups)]
    return [digits(word) if NUMBER_LIKE.match(word) else normalize(word) for word in typed.split()]


def matching(typed: str, column: str = "search") -> models.Q:
    """Rows whose ``column`` contains every fragment typed, in any order.

    One or two letters alone are looked for where words begin: anywhere else they are in almost every row.
    """
    found = _told_apart(terms(typed))
    return models.Q(**{f"{column}__holds": tuple(found)}) if found else models.Q()


def _told_apart(fragments: list[str]) -> list[str]:
    """Without those that are found wherever another one is: an index would look for them again for nothing."""
    kept: list[str] = []
    for one in sorted(fragments, key=len, reverse=True):
        if not any(one in longer and (len(longer) >= FRAGMENT or one == longer) for longer in kept):
            kept.append(one)
    return [one for one in dict.fromkeys(fragments) if one in kept]


def typed_into(request: HttpRequest) -> str:
    """What was typed into the search of a page, without the character that PostgreSQL keeps in no text."""
    return request.GET.get("q", "").replace("\0", "").strip()


def teach_sqlite(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **_: Any) -> None:
    """SQLite knows ``crm_normalize`` and ``crm_digits`` on this connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("crm_normalize", 1, normalize, deterministic=True)
        connection.connection.create_function("crm_digits", 1, digits, deterministic=True)
