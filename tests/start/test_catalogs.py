"""Italian and Spanish say everything that English says, in the words of the glossary."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from functools import cache

import polib
import pytest
from django.conf import settings
from django.utils import formats, translation

from crm.start import merging, proofreading
from crm.start.extraction import Message, messages
from crm.start.translations import catalogues, compile_stale

pytestmark = pytest.mark.once

LANGUAGES = sorted(merging.wanted())


@cache
def found() -> dict[Message, set[str]]:
    """Everything to translate; read once."""
    return messages()


@cache
def catalogue(language: str) -> polib.POFile:
    """The catalogue as it lies in the checkout."""
    return polib.pofile(str(merging.wanted()[language]))


@cache
def glossary(language: str) -> dict[tuple[str, str], set[str]]:
    """Translations by context and term; under a blank context those of all contexts."""
    terms: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    with (settings.LOCALE_PATHS[0] / "glossary.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for context in ("", row["context"]):
                terms[context, row["term_en"]].add(row[f"term_{language}"])
    return dict(terms)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Catalogues as staff read them, also when pytest was started without `manage.py test`."""
    compile_stale(catalogues())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_says_what_the_sources_say(language: str) -> None:
    path = merging.wanted()[language]

    renewed = merging.merged(path, language, found())

    assert {entry.msgid_with_context for entry in catalogue(language)} == {one.msgid_with_context for one in renewed}
    assert merging.is_up_to_date(path, renewed), "run `manage.py makemessages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_with_the_same_placeholders(language: str) -> None:
    assert proofreading.faults(catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_of_the_glossary_are_used_verbatim(language: str) -> None:
    terms = glossary(language)
    known = [entry for entry in catalogue(language) if (entry.msgctxt or "", _plain(entry.msgid)) in terms]

    others = {
        entry.msgid_with_context: entry.msgstr
        for entry in known
        if _plain(entry.msgstr) not in terms[entry.msgctxt or "", _plain(entry.msgid)]
    }

    assert len(known) > 100
    assert others == {}


@pytest.mark.parametrize(
    ("language", "long_date", "weekday"), [("it", "3 maggio 2026", "domenica"), ("es", "3 de mayo de 2026", "domingo")]
)
def test_months_and_days_are_written_small(language: str, long_date: str, weekday: str) -> None:
    day = datetime.date(2026, 5, 3)

    with translation.override(language):
        assert formats.date_format(day, "DATE_FORMAT") == long_date
        assert formats.date_format(day, "l") == weekday
        assert formats.date_format(day, "E") == long_date.split()[-2 if language == "it" else 2]


def test_the_catalogues_name_no_machine() -> None:
    for language in LANGUAGES:
        text = merging.wanted()[language].read_text(encoding="utf-8")
        assert str(settings.BASE_DIR) not in text
        assert "POT-Creation-Date" not in text


def _plain(text: str) -> str:
    """A per cent sign of a template as the reader sees it."""
    return text.replace("%%", "%")
