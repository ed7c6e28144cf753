"""Files that interactions and documents point to; the same content is kept once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record

if TYPE_CHECKING:
    from django.core.files.base import File


class Attachment(Record):
    """A file as it went out or came in. It is never changed; many may share it."""

    file = models.FileField(_("File"), upload_to="attachments/%Y/%m", editable=False)
    name = models.CharField(pgettext_lazy("field.common", "Name"), max_length=150, editable=False)
    content_type = models.CharField(_("Content Type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("Size"), editable=False)
    checksum = models.CharField(_("Checksum"), max_length=64, editable=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = pgettext_lazy("field.interaction", "Attachment")
        verbose_name_plural = _("Attachments")
        constraints = (models.UniqueConstraint(fields=("checksum", "name"), name="attachment_once"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def holding(cls, content: bytes, name: str, content_type: str) -> Attachment:
        """The attachment with that content and name: the one there is, or a new one."""
        checksum = hashlib.sha256(content).hexdigest()
        standing = cls._base_manager.filter(checksum=checksum, name=name).first()
        if standing is not None:
            return standing
        made = cls(name=name, content_type=content_type, size=len(content), checksum=checksum)
        made._hold(content, f"{checksum[:12]}-{name}")
        made.save()
        return made

    def _hold(self, content: bytes, name: str) -> None:
        """The file on disk; the one that lies there already where it is the same, as after a deletion."""
        storage, path = self.file.storage, self.file.field.generate_filename(self, name)
        if storage.exists(path):
            with storage.open(path) as standing:
                if hashlib.sha256(standing.read()).hexdigest() == self.checksum:
                    self.file.name = path
                    return
        kept: File[bytes] = ContentFile(content, name=name)
        self.file = kept
