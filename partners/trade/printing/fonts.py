"""The fonts of documents: ours write Latin, Greek, Cyrillic and their neighbours; those of the machine the rest."""

from __future__ import annotations

import logging
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

import typst

if TYPE_CHECKING:
    from collections.abc import Callable

STANDARD: Literal["ua-1"] = "ua-1"
"""Tagged for screen readers. It suffers no sign that cannot be shown."""

LACKING = "could not be displayed"
"""What the typesetter says of a sign for which it has no font."""

NOBODY_HAS_IT = "\N{REPLACEMENT CHARACTER}"
BREAKS = {"\n", "\t", "\r"}
SPECIMEN = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#sys.inputs.signs'

log = logging.getLogger(__name__)


@cache
def ours() -> typst.Fonts:
    """Those that typst brings along, read once."""
    return typst.Fonts(include_system_fonts=False)


@cache
def of_the_machine() -> typst.Fonts:
    """Ours, and what is installed here; read once, and only where it is needed."""
    return typst.Fonts(include_system_fonts=True)


def shown_by(found: typst.Fonts, page: object) -> object:
    """``page`` with ``�`` for every sign in its texts that ``found`` lacks; accents are joined to their letters."""
    texts: list[str] = []

    def composed(text: str) -> str:
        texts.append(unicodedata.normalize("NFC", text))
        return texts[-1]

    whole = _each(page, composed)
    odd = {sign for sign in "".join(texts) if not (sign.isascii() and sign.isprintable())} - BREAKS
    lacking = sorted(sign for sign in odd if not _is_shown(found, sign))
    if lacking:
        log.warning("No font of this machine shows %s; a document is printed without.", ascii("".join(lacking)))
    table = str.maketrans(dict.fromkeys(lacking, NOBODY_HAS_IT))
    return _each(whole, lambda text: text.translate(table))


def _each(page: object, change: Callable[[str], str]) -> object:
    """``page`` with every text in it changed."""
    if isinstance(page, str):
        return change(page)
    if isinstance(page, dict):
        return {key: _each(value, change) for key, value in page.items()}
    return [_each(one, change) for one in page] if isinstance(page, list) else page


def _is_shown(found: typst.Fonts, sign: str) -> bool:
    try:
        typst.compile(
            SPECIMEN, font_paths=found, ignore_system_fonts=True, sys_inputs={"signs": sign}, pdf_standards=[STANDARD]
        )
    except typst.TypstError:
        return False
    return True
