"""The PDF of a document: its page laid out by typst, the same on every machine, with tags for screen readers (T5)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from partners.trade.printing import fonts
from partners.trade.printing.logo import logo_of
from partners.trade.printing.page import content
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from partners.trade.models import Document

LAYOUTS = Path(__file__).parent / "typst"


def rendered(document: Document) -> bytes:
    """The PDF of ``document`` to be looked at, marked as a draft until it is released. Writes nothing, tells nobody."""
    return compiled(f"{document.kind}.typ", content(document, is_preview=True))


def compiled(layout: str, page: object) -> bytes:
    """``page`` laid out by the file ``layout`` of ours. Texts are data: nothing in them is taken for markup.

    Signs that our fonts lack are set in those of the machine; one that nobody has is shown as ``�``.
    """
    try:
        return _made(layout, page, fonts.ours())
    except typst.TypstError as error:
        if fonts.LACKING not in str(error):
            raise
        found = fonts.of_the_machine()
        return _made(layout, fonts.shown_by(found, page), found)


def _made(layout: str, page: object, found: typst.Fonts) -> bytes:
    made = typst.compile(
        str(LAYOUTS / layout),
        root=str(LAYOUTS),
        font_paths=found,
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page, ensure_ascii=False), **logo_of(CompanyInformation.current())},
        pdf_standards=[fonts.STANDARD],
    )
    assert isinstance(made, bytes)
    return made
