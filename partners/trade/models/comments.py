"""What was noted about a document: for ourselves, or for its reader where that was ticked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.kit.context import current_gesture
from crm.kit.models import Record, RecordManager
from partners.trade.models.documents import Document


class CommentManager(RecordManager[Any]):
    """Comments with whoever wrote them."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Read along: each is shown with a name."""
        return super().get_queryset().select_related("by")


class DocumentComment(Record):
    """A note with its day and author; it can be written whatever the status of the document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="comments", editable=False)
    date = models.DateField(_("Date"), default=timezone.localdate)
    text = models.CharField(_("Comment"), max_length=500)
    is_printed = models.BooleanField(_("Print on the document"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("Created By"),
    )  # fmt: skip

    objects: ClassVar[Any] = CommentManager()

    class Meta:
        ordering = ("document", "date", "id")
        verbose_name = _("Comment")
        verbose_name_plural = _("Comments")

    def __str__(self) -> str:
        return self.text

    def derive(self) -> None:
        """A new one was written by whoever saves it."""
        gesture = current_gesture()
        if self.stored is None and self.by_id is None and gesture is not None and gesture.actor is not None:
            self.by_id = gesture.actor.pk
        super().derive()
