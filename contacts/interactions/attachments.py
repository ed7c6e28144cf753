"""Files of interactions: taken in once, shared, and gone with the last that uses them (a.10)."""

from __future__ import annotations

import mimetypes
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, ForeignKey, ManyToOneRel, Model, OuterRef
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from contacts.interactions.models import Attachment, Interaction
from crm.kit.unit import at_end, once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.core.files.uploadedfile import UploadedFile

    from crm.kit.deletion import DeletionPlan

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
UNKNOWN = "application/octet-stream"


class UploadField(forms.FileField):
    """A file that is not too large and not empty, and whose name is short enough to be kept."""

    def to_python(self, data: Any) -> Any:
        """The upload. Raises ValidationError, saying what is too large."""
        if data and (data.size or 0) > MOST_MEGABYTES * MEGABYTE:
            sentence = _("The file is larger than %(count)s MB. Choose a smaller one.")
            raise ValidationError(sentence % {"count": MOST_MEGABYTES}, code="too_heavy")
        return super().to_python(data)


def received(upload: UploadedFile[Any]) -> Attachment:
    """The attachment that holds ``upload``: the one there is with that content and name, or a new one."""
    name = get_valid_filename(upload.name or "file")
    return Attachment.holding(upload.read(), name, mimetypes.guess_type(name)[0] or UNKNOWN)


def used_by_others(entries: Collection[Interaction]) -> frozenset[int]:
    """The files of ``entries`` that other entries have too. One query."""
    keys = {entry.attachment_id for entry in entries if entry.attachment_id is not None}
    others = Interaction._base_manager.filter(attachment__in=keys).exclude(pk__in=[entry.pk for entry in entries])
    return frozenset(others.values_list("attachment", flat=True)) if keys else frozenset()


def let_go(keys: Iterable[int | None]) -> None:
    """Those of the files with these keys that nothing uses when the unit ends are gone."""
    loose: set[int] = once("interactions.loose", set)
    loose |= {key for key in keys if key is not None}
    if loose:
        at_end("interactions.loose", partial(_sweep, loose))


def after_deletion(planned: DeletionPlan) -> None:
    """Entries, e-mails and versions are gone: so are the files that only they had."""
    rows = (planned.record, *planned.goes)
    let_go(getattr(row, key.attname) for row in rows for key in _keys_of(type(row)))


def after_save(instance: Interaction, **_: Any) -> None:
    """An entry lost its file, or got another one."""
    before, now = instance.diff.get("attachment", (None, None))
    if before is not None and before != now:
        let_go([before])


def _keys_of(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """The columns of ``model`` that point to a file."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [key for key in keys if key.related_model is Attachment]


def _sweep(keys: set[int]) -> None:
    unused = Attachment.objects.filter(pk__in=keys)
    for relation in Attachment._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            unused = unused.exclude(Exists(pointing))
    unused.delete()
