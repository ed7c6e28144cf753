"""Images as they are uploaded: small enough to be kept, and small enough to be shown."""

from __future__ import annotations

import warnings
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

MEGABYTE = 1024 * 1024
MEGAPIXEL = 1_000_000
MOST_MEGABYTES = 5
MOST_MEGAPIXELS = 40


class PictureField(forms.ImageField):
    """An image that is not too large; nothing of one that is has been unpacked."""

    def to_python(self, data: Any) -> Any:
        """The upload. Raises ValidationError, saying what is too large or that it is no image."""
        if isinstance(data, UploadedFile):
            if (data.size or 0) > MOST_MEGABYTES * MEGABYTE:
                sentence = _("The image is larger than %(count)s MB. Choose a smaller one.")
                raise ValidationError(sentence % {"count": MOST_MEGABYTES}, code="too_heavy")
            if _pixels(data) > MOST_MEGAPIXELS * MEGAPIXEL:
                sentence = _("The image has more than %(count)s megapixels. Choose a smaller one.")
                raise ValidationError(sentence % {"count": MOST_MEGAPIXELS}, code="too_large")
        return super().to_python(data)


def _pixels(upload: UploadedFile[Any]) -> int:
    """How many pixels the head of the file speaks of; 0 where it is no image."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(upload) as image:  # reads the head only, and leaves the upload open
                return image.width * image.height
    except Image.DecompressionBombError:
        return MOST_MEGAPIXELS * MEGAPIXEL + 1
    except (OSError, SyntaxError, ValueError):
        return 0  # Django says that it is no image
    finally:
        upload.seek(0)
