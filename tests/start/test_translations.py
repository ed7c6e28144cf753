"""Translations are compiled when they are stale, and only then."""

import gettext
import os
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from crm.start.translations import compile_stale

pytestmark = pytest.mark.once

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Contact"
msgstr "Contatto"

#, fuzzy
msgid "Vendor"
msgstr "Venditore"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "it" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    return file


def test_a_compiled_catalogue_translates_what_is_certain(source: Path) -> None:
    assert compile_stale([source]) == [source]

    with source.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert catalogue.gettext("Contact") == "Contatto"
    assert catalogue.gettext("Vendor") == "Vendor"
    assert sorted(file.name for file in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_program_that_compiled_it_speaks_as_it_says(source: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [source.parents[2]]
    with translation.override("it"):
        assert translation.gettext("Contact") == "Contact"

    compile_stale([source])

    with translation.override("it"):
        assert translation.gettext("Contact") == "Contatto"


def test_an_unchanged_catalogue_is_left_alone(source: Path) -> None:
    os.utime(source, (1, 1))
    compile_stale([source])

    assert compile_stale([source]) == []


def test_a_changed_catalogue_is_compiled_again(source: Path) -> None:
    compile_stale([source])
    os.utime(source, (4_000_000_000, 4_000_000_000))

    assert compile_stale([source]) == [source]
