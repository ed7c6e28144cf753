"""Documents as their readers hold them: the words of a PDF, page by page."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader

from partners.trade.models import Document
from partners.trade.printing import pdf
from setup.models import Language, Translation
from tests.factories.setup import LanguageFactory

TAGS = {"EN": "en-GB", "IT": "it-IT", "ES": "es-ES"}


def text_of(content: bytes) -> str:
    """The words of a PDF, as a reader would copy them."""
    return "\n".join(pages_of(content))


def pages_of(content: bytes) -> list[str]:
    """The words of each page."""
    return [one.extract_text() for one in PdfReader(io.BytesIO(content)).pages]


def printed(document: Document) -> str:
    """The words of ``document`` as it stands, on one line."""
    found = type(document)._default_manager.get(pk=document.pk)
    return " ".join(text_of(pdf.rendered(found)).split())


def languages() -> dict[str, Language]:
    """The three that documents are written in, by their codes."""
    return {code: LanguageFactory(code=code, tag=tag) for code, tag in TAGS.items()}


def called(entry: Any, **said: str) -> Any:
    """``entry`` with what it is called in each language, by code."""
    kind: Any = Translation.of(type(entry))
    for code, words in said.items():
        made = kind(entry=entry, language_id=code)
        setattr(made, kind.words, words)
        made.save()
    return entry
