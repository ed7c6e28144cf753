"""Lists and search beside the bare page by key, over random places and words (goals 7, 7c, 8, 8b).

Times are those of the database: the statements of a page are noted, and then sent again as they were.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.http import QueryDict

from contacts.models import Contact
from crm.kit.screens.paging import SIZE, order_from, page_of, total_of
from crm.kit.screens.registry import screens_of
from tests.benchmarks.measure import head, tail

SAMPLES = 200
SEED = 4
LEAST = 3
"""Letters of a word that is looked for; shorter ones are measured by themselves."""


class Statement(NamedTuple):
    """What was sent to the database."""

    sql: str
    params: Any


def run() -> None:
    """Print the table."""
    chance = random.Random(SEED)
    keys = [chance.choice(_keys()) for _ in range(SAMPLES)]
    people = list(Contact.objects.filter(pk__in=set(keys)))
    pages: dict[str, tuple[str, float, float, list[Callable[[], object]]]] = {
        "first page by name": ("7", 3, 1, [_page("") for _ in keys]),
        "first page by number": ("7", 3, 1, [_page("sort=no") for _ in keys]),
        "any page by name": ("7", 3, 1, [_page(f"after={key}&at=99") for key in keys]),
        "any page by e-mail, backwards": ("7", 3, 1, [_page(f"sort=-email&before={key}&at=99") for key in keys]),
        "count": ("7c", 5, 3.6, [partial(total_of, Contact.objects.all()) for _ in keys]),
        "search for a word": ("8", 25, 16, [_search(_word(chance, one)) for one in people]),
        "search for two words": (
            "8",
            25,
            6,
            [_search(f"{_word(chance, one)} {_word(chance, one)}") for one in people],
        ),
        "search for a part of a phone number": ("8", 25, 16, [_search(_digits(chance, one)) for one in people]),
        "search for two letters": ("8", 25, 16, [_search(_word(chance, one, 2, 2)) for one in people]),
    }
    head(f"lists: 95 of {SAMPLES} × 100, database alone; the floor is a page of {SIZE} by primary key")
    floor = _timed([partial(_bare, key) for key in keys])
    for work, (goal, must, aim, turns) in pages.items():
        tail(goal, work, floor, _timed(turns), must=must, aim=aim, most=0.1 if connection.vendor == "sqlite" else 0.05)


def _bare(key: int) -> object:
    return list(Contact.objects.filter(pk__gt=key).order_by("pk")[:SIZE])


def _timed(turns: list[Callable[[], object]]) -> list[float]:
    """Seconds of the database for each of ``turns``; what they send is noted first. Counts have their own line."""
    noted = []
    for turn in turns:
        with _noting() as statements:
            turn()
        besides = [one for one in statements if not one.sql.startswith("SELECT COUNT(*)")]
        noted.append(besides or statements)
    times = []
    for statements in random.Random(SEED).sample(noted, len(noted)):
        begun = time.perf_counter()
        for one in statements:
            with connection.cursor() as cursor:
                cursor.execute(one.sql, one.params)
                cursor.fetchall()
        times.append(time.perf_counter() - begun)
    return times


@contextmanager
def _noting() -> Iterator[list[Statement]]:
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        found.append(Statement(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def _page(query: str) -> Callable[[], object]:
    """The list of contacts as its page reads it. What fills the filters is no part of it."""
    screens, params = screens_of(Contact), QueryDict(query)
    typed = params.get("q", "")

    def read() -> object:
        rows = screens.rows().filter(screens.found_by(typed)) if typed else screens.rows()
        return page_of(rows, order_from(params, screens.sortable, screens.default_sort), params)

    return read


def _search(typed: str) -> Callable[[], object]:
    params = QueryDict(mutable=True)
    params["q"] = typed
    return _page(params.urlencode())


def _keys() -> list[int]:
    return list(Contact.objects.values_list("pk", flat=True))


def _word(chance: random.Random, contact: Contact, least: int = LEAST, most: int = 7) -> str:
    """A part of one of the words that somebody knows of ``contact``, from its beginning or from within."""
    known: list[str] = re.findall(rf"[a-z]{{{least},}}", f"{contact.name} {contact.city}".lower())
    word = chance.choice(known)
    length = min(chance.randint(least, most), len(word))
    start = chance.choice((0, 0, chance.randint(0, len(word) - length)))
    return word[start : start + length]


def _digits(chance: random.Random, contact: Contact) -> str:
    """Four to eight digits in a row of the phone number."""
    known = "".join(one for one in contact.phone_no if one.isdecimal())
    length = min(chance.randint(4, 8), len(known))
    start = chance.randint(0, len(known) - length)
    return known[start : start + length]
