"""The image of a record, for those who may see the record."""

from __future__ import annotations

from django.db import models
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from crm.kit.screens.views import ScreenView


class ImageScreen(ScreenView):
    """Sends the image. Never cached by others than the browser of the user."""

    def get(self, request: HttpRequest, key: str) -> FileResponse:
        """The stored file. Raises Http404 where there is none, or it was removed."""
        image = getattr(self.record_of(key), image_field(self.screens.model))
        try:
            response = FileResponse(image.open("rb"))
        except (ValueError, FileNotFoundError) as missing:
            raise Http404(_("There is no image.")) from missing
        response["Cache-Control"] = "private, max-age=300"
        return response


def image_field(model: type[models.Model]) -> str:
    """The column of ``model`` that holds an image; blank where it has none."""
    return next((field.name for field in model._meta.concrete_fields if isinstance(field, models.ImageField)), "")
