"""The PDF of a document: its page laid out by typst, the same on every machine, with tags for screen readers (T5)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from partners.trade.printing.logo import logo_of
from partners.trade.printing.page import content
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from partners.trade.models import Document

LAYOUTS = Path(__file__).parent / "typst"


@cache
def _fonts() -> typst.Fonts:
    """Those that typst brings along, read once."""
    return typst.Fonts(include_system_fonts=False)


def rendered(document: Document) -> bytes:
    """The PDF of ``document`` as it stands. Writes nothing and tells nobody."""
    return compiled(f"{document.kind}.typ", content(document))


def compiled(layout: str, page: object) -> bytes:
    """``page`` laid out by the file ``layout`` of ours. Texts are data: nothing in them is taken for markup."""
    made = typst.compile(
        str(LAYOUTS / layout),
        root=str(LAYOUTS),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page, ensure_ascii=False), **logo_of(CompanyInformation.current())},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made
