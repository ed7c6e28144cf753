"""What is marked is found, and a catalogue follows what is found."""

import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from crm.start import merging, proofreading
from crm.start.extraction import Message, said_in

pytestmark = pytest.mark.once

CODE = """
from django.utils.translation import gettext as now_, gettext_lazy as _, ngettext, pgettext_lazy

_("Saved.")
now_("In two " "pieces.")
pgettext_lazy("status", "Open")
ngettext("%(count)s row", "%(count)s rows", count)
f"({_('inside')})"
unmarked("Not this")
"""
TEMPLATE = """
{% load i18n %}{% translate "Save" context "action" %}{% translate "VAT %" %}
{% blocktranslate count left=left %}{{ left }} left{% plural %}{{ left }} are left{% endblocktranslate %}
"""

File = Callable[[str, str], Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_code_marks_by_any_name_and_inside_f_strings(file: File) -> None:
    assert set(said_in(file("words.py", CODE))) == {
        Message("", "Saved."),
        Message("", "In two pieces."),
        Message("status", "Open"),
        Message("", "%(count)s row", "%(count)s rows"),
        Message("", "inside"),
    }


def test_templates_mark_as_django_looks_them_up(file: File) -> None:
    assert set(said_in(file("page.html", TEMPLATE))) == {
        Message("action", "Save"),
        Message("", "VAT %%"),
        Message("", "%(left)s left", "%(left)s are left"),
    }


def test_translations_are_kept_new_ones_are_empty_and_old_ones_go(file: File) -> None:
    path = file("django.po", 'msgid "Saved."\nmsgstr "Salvato."\n\nmsgid "Gone"\nmsgstr "Via"\n')

    catalogue = merging.merged(path, "it", {Message("", "Saved."): {"b.py", "a.py"}, Message("", "New"): {"a.py"}})

    assert [(entry.msgid, entry.msgstr) for entry in catalogue] == [("New", ""), ("Saved.", "Salvato.")]
    assert proofreading.faults(catalogue) == ["not translated: New"]


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    path, found = tmp_path / "it" / "LC_MESSAGES" / "django.po", {Message("", "Saved."): {"a.py"}}

    assert merging.write(path, merging.merged(path, "it", found))
    assert not merging.write(path, merging.merged(path, "it", found))
    assert "#: a.py\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="%(a)s left", msgstr="restano %(b)s"), "other placeholders"),
        (polib.POEntry(msgid="Saved", msgstr="Salvato", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="line: ", msgstr="riga:"), "other spaces at the ends"),
        (polib.POEntry(msgid="1 row", msgid_plural="%(n)s rows", msgstr_plural={0: "1 riga"}), "not translated in"),
        (
            polib.POEntry(msgid="1 row", msgid_plural="%(n)s rows", msgstr_plural={0: "1 riga", 1: "righe"}),
            "other placeholders in the plural",
        ),
    ],
)
def test_what_a_machine_can_see_is_reported(entry: polib.POEntry, fault: str) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": proofreading.PLURAL_FORMS}
    catalogue.append(entry)

    (found,) = proofreading.faults(catalogue)

    assert found.startswith(fault)


def test_without_babel_the_command_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel.messages.extract", None)

    with pytest.raises(CommandError, match="requirements-dev.txt"):
        call_command("makemessages", "--check")
