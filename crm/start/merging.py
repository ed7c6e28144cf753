"""A catalogue brought in line with what there is to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
from django.conf import settings

from crm.start.extraction import Message
from crm.start.proofreading import FORMS, PLURAL_FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOURCE_LANGUAGE = "en"
WIDTH = 110


def wanted() -> dict[str, Path]:
    """Where the catalogue of each language lies that the sources are not written in, by code; it may not exist."""
    folder = settings.LOCALE_PATHS[0]
    codes = (code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE)
    return {code: folder / code / "LC_MESSAGES" / "django.po" for code in codes}


def merged(path: Path, language: str, found: Mapping[Message, set[str]]) -> polib.POFile:
    """The catalogue at ``path`` with exactly the messages of ``found``: translations are kept, new ones are empty.

    Nothing is written. Entries are in order of text and context and name their files, but no lines and no dates,
    so the same sources always give the same file.
    """
    old = {_message(entry): entry for entry in _at(path) if not entry.obsolete}
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    for message in sorted(found, key=lambda one: (one.text, one.context, one.plural)):
        new.append(_entry(message, found[message], old.get(message)))
    return new


def write(path: Path, catalogue: polib.POFile) -> bool:
    """The file holds this catalogue; returns whether that needed a change."""
    if is_up_to_date(path, catalogue):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(_text(catalogue), encoding="utf-8", newline="\n")
    draft.replace(path)
    return True


def is_up_to_date(path: Path, catalogue: polib.POFile) -> bool:
    """The file holds exactly this catalogue."""
    return path.exists() and path.read_text(encoding="utf-8") == _text(catalogue)


def _at(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _entry(message: Message, files: set[str], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        occurrences=[(file, "") for file in sorted(files)],
        flags=["python-format"] if "%(" in message.text + message.plural else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict(old.msgstr_plural) if old else dict.fromkeys(FORMS, "")
    else:
        entry.msgstr = old.msgstr if old else ""
    if old:
        entry.tcomment = old.tcomment
        entry.flags += ["fuzzy"] if old.fuzzy else []
    return entry


def _text(catalogue: polib.POFile) -> str:
    return f"{str(catalogue).rstrip()}\n"
