"""In which language a document speaks, and by whose habits it writes dates and numbers (ux 7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from partners.trade.printing.source import language_of
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from partners.trade.models import Document

WITH_POINT = ("419", "CU", "DO", "GT", "HN", "MX", "NI", "PE", "SV", "US")
"""Where Spanish has a decimal point, and the day first."""

REGIONS = {"en-US": "en-us", "en-PH": "en-us", "it-CH": "it-ch"} | {f"es-{land}": "es-mx" for land in WITH_POINT}
"""Format regions that differ from the habits of the house for their language, by the formats that say how."""


@contextmanager
def spoken(document: Document) -> Iterator[None]:
    """Inside, everything is said in the language of the document, or of the company where we do not speak it.

    Its format region decides dates and numbers where it is one of that language.
    """
    own = language_of(document, CompanyInformation.current())
    tag = own.tag if own is not None else ""
    said = tag.partition("-")[0].lower()
    known = said if said in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    regional = REGIONS.get(document.format_region or tag, "")
    with translation.override(regional if regional.startswith(f"{known}-") else known):
        yield
