"""What there is to translate: every sentence that the code and the templates mark, without the system's gettext."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDERS = ("crm", "contacts", "partners", "setup", "templates")
TEMPLATES = (".html", ".txt")
LEFT_OUT = {"migrations", "static"}
IMPORTED = re.compile(r"\b(n?p?gettext)(?:_lazy|_noop)? as (\w+)")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHORT_MONTHS = (
    *("Jan.", "Feb.", "March", "April", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
DATES_OF_DJANGO = "django/utils/dates.py"

Arguments = tuple["int | tuple[int, str]", ...]


class Message(NamedTuple):
    """One thing to translate; ``plural`` is blank where no number appears."""

    context: str
    text: str
    plural: str = ""


class BabelMissing(ImproperlyConfigured):
    """The requirements of development are not installed."""


def messages() -> dict[Message, set[str]]:
    """Everything to translate, with the files that say it, as paths from the top of the checkout.

    The names of months and days are among them: Django's own are capitalised, and ours win. Raises BabelMissing.
    """
    found: defaultdict[Message, set[str]] = defaultdict(set)
    for path in sources():
        file = path.relative_to(settings.BASE_DIR).as_posix()
        for message in said_in(path):
            found[message].add(file)
    for message in _dates():
        found[message].add(DATES_OF_DJANGO)
    return dict(found)


def sources() -> list[Path]:
    """The Python files and templates of the project, in order of path; tests and migrations say nothing to staff."""
    top = settings.BASE_DIR
    paths = (path for folder in FOLDERS for path in sorted((top / folder).rglob("*.*")))
    return [path for path in paths if _speaks(path.relative_to(top))]


def _speaks(path: Path) -> bool:
    return path.suffix in {".py", *TEMPLATES} and LEFT_OUT.isdisjoint(path.parts)


def marks(code: str) -> dict[str, Arguments | None]:
    """The functions that mark a sentence in ``code``, its own names for them included, with their arguments."""
    shapes: dict[str, Arguments | None] = {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }
    names = {f"{name}{kind}": shape for name, shape in shapes.items() for kind in ("", "_lazy", "_noop")}
    return names | {alias: shapes[name] for name, alias in IMPORTED.findall(code)}


def said_in(path: Path) -> Iterator[Message]:
    """The sentences that one file marks, in its order. Raises BabelMissing."""
    extract = _babel()
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        text, keywords = templatize(text), marks("") | {"_": None}
    else:
        text, keywords = _spelled_out(text), marks(text)
    for _line, said, _comments, context in extract("python", BytesIO(text.encode()), keywords):
        singular, plural = said if isinstance(said, tuple) else (said, "")
        if singular:
            yield Message(str(context or ""), str(singular), str(plural))


def _spelled_out(code: str) -> str:
    """``code``, followed by what stands inside its f-strings, into which Babel does not look."""
    strings = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr))
    inside = (part.value for string in strings for part in string.values if isinstance(part, ast.FormattedValue))
    return "\n".join([code, *map(ast.unparse, inside)])


def _dates() -> Iterator[Message]:
    for name in (*MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS):
        yield Message("", name)
    for name in MONTHS:
        yield Message("alt. month", name)
    for name in SHORT_MONTHS:
        yield Message("abbrev. month", name)


def _babel() -> Callable[..., Iterator[tuple[object, ...]]]:
    try:
        from babel.messages.extract import extract
    except ImportError as error:
        raise BabelMissing(
            "Babel is missing. It comes with the requirements of development: pip install -r requirements-dev.txt"
        ) from error
    return extract
