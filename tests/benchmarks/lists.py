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

from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory

from contacts.models import Contact
from crm.kit.screens.paging import SIZE, order_from, page_of, total_of
from crm.kit.screens.registry import screens_of
from tests.benchmarks.measure import head, tail

SAMPLES = 200
FEW = 20
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
        **{
            f"first page of the view {name}": ("7", 3, 1, [_page(f"view={name}") for _ in keys])
            for name in ("companies", "people", "not_linked", "private", "mine", "unreachable", "silent")
        },
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
    _read_through(chance, people)


def _read_through(chance: random.Random, people: list[Contact]) -> None:
    """What no index finds, beside reading the table through once; a few goes, for they are slow."""
    few = people[:FEW]
    pages: dict[str, list[Callable[[], object]]] = {
        "address contains": [_page(f"address.contains={one.address[-6:]}") for one in few],
        "home page contains": [_page(f"home_page.contains={one.home_page[-4:]}") for one in few],
        "post code is": [_page(f"post_code.is={one.post_code}") for one in few],
        "city is": [_page(f"city.is={one.city}") for one in few],
        "name starts with": [_page(f"name.starts={one.name[:4]}") for one in few],
        "e-mail contains": [_page(f"email.contains={one.email[4:8]}") for one in few],
        "view of what is out of step": [_page("view=out_of_sync") for _ in few[:3]],
    }
    head(f"lists: what is read through; 95 of {FEW} × 100; the floor is one reading of the table")
    floor = _timed([partial(_read, chance.choice(few)) for _ in few])
    for work, turns in pages.items():
        tail("–", work, floor, _timed(turns), must=10 if "view" in work else 3, aim=1, most=60)


def _read(contact: Contact) -> object:
    return list(Contact.objects.filter(fax_no__contains=contact.fax_no).values_list("pk"))


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
    screens = screens_of(Contact)

    def read() -> object:
        request = RequestFactory().get("/", QueryDict(query).dict())
        request.user = User(pk=0, email="nobody@example.com", is_superuser=True)
        filters = screens.filters_in(request)
        order = order_from(request.GET, screens.sortable, screens.default_sort)
        return page_of(
            filters.qs,
            order,
            request.GET,
            all_rows=screens.rows(),
            is_sought=filters.is_sought,
            is_rare=filters.is_rare,
        )

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
