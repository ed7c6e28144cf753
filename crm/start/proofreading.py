"""What is wrong with a translation, as far as a machine can tell."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polib

FORMS = (0, 1)
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"
"""Italian and Spanish: one, and everything else."""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|%\d|\{\w*\}|<[^<>]*>")


def placeholders(text: str) -> Counter[str]:
    """What a program fills into ``text``, and its markup, with how often each appears."""
    return Counter(PLACEHOLDER.findall(text))


def faults(catalogue: polib.POFile) -> list[str]:
    """One line for each entry that staff would not read as they should, in the order of the catalogue."""
    found = [] if catalogue.metadata.get("Plural-Forms") == PLURAL_FORMS else ["Plural-Forms is not as expected"]
    for entry in catalogue:
        title = f"{entry.msgctxt}: {entry.msgid}" if entry.msgctxt else entry.msgid
        found += [f"{fault}: {title}" for fault in _faults(entry)]
    return found


def _faults(entry: polib.POEntry) -> Iterator[str]:
    if entry.obsolete:
        yield "obsolete"
    elif entry.fuzzy:
        yield "fuzzy"
    elif entry.msgid_plural:
        yield from _plural_faults(entry)
    elif not entry.msgstr.strip():
        yield "not translated"
    elif placeholders(entry.msgid) != placeholders(entry.msgstr):
        yield "other placeholders"
    elif _edges(entry.msgid) != _edges(entry.msgstr):
        yield "other spaces at the ends"


def _plural_faults(entry: polib.POEntry) -> Iterator[str]:
    texts = {int(form): text for form, text in entry.msgstr_plural.items()}
    if sorted(texts) != list(FORMS) or not all(text.strip() for text in texts.values()):
        yield "not translated in every number"
    elif placeholders(texts[1]) != placeholders(entry.msgid_plural):
        yield "other placeholders in the plural"
    elif placeholders(texts[0]) not in (placeholders(entry.msgid), placeholders(entry.msgid_plural)):
        yield "other placeholders in the singular"


def _edges(text: str) -> tuple[str, str]:
    """The white space before and after."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
