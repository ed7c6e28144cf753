"""Translations made usable: a `.mo` beside every `.po`, without the system's gettext."""

import os
from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


def catalogues() -> list[Path]:
    """Every `.po` of the project's own locale folders, in order of path."""
    return sorted(file for folder in settings.LOCALE_PATHS for file in Path(folder).glob("*/LC_MESSAGES/*.po"))


def compile_stale(sources: Iterable[Path]) -> list[Path]:
    """The sources whose `.mo` was missing or older than they are; it is new now. Fuzzy entries are left out.

    This process speaks as the new ones say. Two runs at once do no harm: each puts a whole file in place.
    """
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        compiled = source.with_suffix(".mo")
        draft = compiled.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(compiled)
        translation_file_changed(None, compiled)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
