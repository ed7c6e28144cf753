"""The logo of the company as the typesetter takes it: a small PNG, whatever was uploaded."""

from __future__ import annotations

import io
import json
import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

from setup.models import CompanyInformation

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDEST, HIGHEST = 40, 18
"""Millimetres."""

DOTS = 12
"""Pixels a millimetre: 300 dpi."""

log = logging.getLogger(__name__)


def logo_of(company: CompanyInformation) -> Mapping[str, str]:
    """The inputs ``logo`` and ``logo-width``; none without a logo, or with one that cannot be read any more."""
    return _prepared(company.logo.name) if company.logo else {}


@lru_cache(maxsize=4)
def _prepared(name: str) -> Mapping[str, str]:
    """Read once a process: a new upload has a new name."""
    storage = CompanyInformation._meta.get_field("logo").storage
    try:
        with storage.open(name, "rb") as opened, Image.open(opened) as image:
            small = image.convert("RGBA")
            small.thumbnail((WIDEST * DOTS, HIGHEST * DOTS))
    except (OSError, SyntaxError, ValueError):
        log.warning("The logo %s cannot be read; documents are printed without it.", name)
        return {}
    sink = io.BytesIO()
    small.save(sink, "PNG", optimize=True)
    width = min(WIDEST, HIGHEST * small.width / small.height)
    return {"logo": json.dumps(list(sink.getvalue())), "logo-width": f"{width:.2f}"}
