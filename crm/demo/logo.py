"""Draws the logo of the demo company: a sundial, which is what *meridiana* means, beside our name."""

from __future__ import annotations

import hashlib
import io
from math import cos, pi, sin
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from django.core.files.base import File

    from setup.models import CompanyInformation

SIZE = (600, 200)
"""Pixels; at most 40 mm of a letter are wide enough for it."""

FINER = 4
"""Everything is drawn so much larger and then made smaller: that smooths the edges."""

PETROL, OCHRE, INK = (11, 106, 110), (184, 106, 0), (22, 33, 31)
HOURS = 7


def hang(company: CompanyInformation) -> None:
    """``company`` has the logo, where it has none; not saved yet. The file is written once, however often this is."""
    if company.logo:
        return
    content = drawn()
    name = f"{hashlib.sha256(content).hexdigest()[:12]}-meridiana.png"
    path = company.logo.field.generate_filename(company, name)
    if company.logo.storage.exists(path):
        company.logo.name = path
        return
    kept: File[bytes] = ContentFile(content, name=name)
    company.logo = kept


def drawn() -> bytes:
    """The PNG, the same each time."""
    width, height = (side * FINER for side in SIZE)
    sheet = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    pencil = ImageDraw.Draw(sheet)
    _dial(pencil, height)
    for text, size, top, colour in (("Meridiana", 0.40, 0.20, INK), ("ARREDAMENTI", 0.155, 0.68, PETROL)):
        font = ImageFont.load_default(size=height * size)
        pencil.text((height * 1.13, height * top), text, font=font, fill=colour)
    sink = io.BytesIO()
    sheet.resize(SIZE, Image.Resampling.LANCZOS).quantize(64).save(sink, "PNG", optimize=True)
    return sink.getvalue()


def _dial(pencil: ImageDraw.ImageDraw, height: int) -> None:
    """Half a disc with the lines of the hours, and the shadow at four in the afternoon."""
    middle, ground, radius, stroke = height * 0.5, height * 0.72, height * 0.46, height // 48
    pencil.pieslice((middle - radius, ground - radius, middle + radius, ground + radius), 180, 360, fill=PETROL)
    for hour in range(1, HOURS):
        angle = pi * hour / HOURS
        tip = (middle - cos(angle) * radius, ground - sin(angle) * radius)
        pencil.line(((middle, ground), tip), fill=(255, 255, 255), width=stroke)
    pencil.polygon(((middle, ground), (middle, ground - radius * 0.62), (middle + radius * 0.38, ground)), fill=OCHRE)
    pencil.rectangle((middle - radius, ground + stroke * 2, middle + radius, ground + stroke * 4), fill=INK)
