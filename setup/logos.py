"""The logo of the company as it is uploaded: a PNG or JPEG stays what it is, a drawing becomes a picture."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import typst
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from crm.kit.pictures import MEGABYTE, MOST_MEGABYTES, PictureField

SVG = b"<svg"
HEAD = 4096
DOTS = 300
CANVAS = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 80mm)
"""


class LogoField(PictureField):
    """An image, or an SVG drawing that is kept as a picture: whatever a drawing could do besides is left behind."""

    def to_python(self, data: Any) -> Any:
        """The picture. Raises ValidationError, saying why it cannot be one."""
        return super().to_python(_drawn(data) if _is_drawing(data) else data)


def _is_drawing(data: Any) -> bool:
    if not isinstance(data, UploadedFile) or (data.size or 0) > MOST_MEGABYTES * MEGABYTE:
        return False
    head = data.read(HEAD)
    data.seek(0)
    return SVG in head or str(data.name).lower().endswith(".svg")


def _drawn(data: UploadedFile[Any]) -> SimpleUploadedFile:
    try:
        words = data.read().decode("utf-8-sig")
        made = typst.compile(CANVAS, format="png", ppi=DOTS, ignore_system_fonts=True, sys_inputs={"svg": words})
    except (UnicodeDecodeError, typst.TypstError) as error:
        sentence = _("The drawing cannot be read. Choose a PNG, a JPEG or another SVG file.")
        raise ValidationError(sentence, code="no_drawing") from error
    assert isinstance(made, bytes)
    return SimpleUploadedFile(f"{PurePath(str(data.name)).stem}.png", made, "image/png")
