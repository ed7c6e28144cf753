"""Files that interactions, e-mails and documents point to; the same content is kept once, whatever it is called."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.base import File


class Attachment(Record):
    """A file as it went out or came in, under the name it had. It is never changed; many may share it.

    Attachments of equal content share what is stored.
    """

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
        """The attachment with that content and name: the one there is, or a new one.

        Whoever takes in the same content at the same moment waits, and finds it. One query.
        """
        checksum = hashlib.sha256(content).hexdigest()
        with unit():
            _alone_with(checksum)
            alike = list(cls._base_manager.filter(checksum=checksum).order_by("pk"))
            standing = next((one for one in alike if one.name == name), None)
            if standing is not None:
                return standing
            made = cls(name=name, content_type=content_type, size=len(content), checksum=checksum)
            made._hold(content, f"{checksum[:12]}-{name}", alike)
            made.save()
        return made

    def _hold(self, content: bytes, name: str, alike: Sequence[Attachment]) -> None:
        """The file on disk: that of one ``alike``, or the one that lies there already, as after a deletion."""
        for one in alike:
            if one.file.storage.exists(str(one.file.name)):
                self.file.name = one.file.name
                return
        storage, path = self.file.storage, self.file.field.generate_filename(self, name)
        if storage.exists(path):
            with storage.open(path) as standing:
                if hashlib.sha256(standing.read()).hexdigest() == self.checksum:
                    self.file.name = path
                    return
        kept: File[bytes] = ContentFile(content, name=name)
        self.file = kept


def _alone_with(checksum: str) -> None:
    """Nobody else takes in that content until the transaction ends. SQLite has one writer at a time anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [checksum])
