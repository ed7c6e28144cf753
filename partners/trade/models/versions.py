"""Documents as they went out: the very PDF, and what they said (T5, b.4)."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record
from partners.trade.models.documents import Document


class Reason(models.TextChoices):
    """Why a version was kept."""

    PRINTED = "printed", _("Printed")
    OUTGOING = "outgoing", _("To be sent")
    SENT = "sent", _("Sent")
    NOT_SENT = "not_sent", pgettext_lazy("e-mail", "Not sent")
    UNCERTAIN = "uncertain", pgettext_lazy("e-mail", "Uncertain: maybe sent")
    KEPT = "kept", _("Kept by hand")


class DocumentVersion(Record):
    """A document as it was at that moment. It is never changed; one to be sent says what became of its e-mail."""

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="versions",
        editable=False,
        verbose_name=pgettext_lazy("section", "Document"),
    )
    version = models.PositiveIntegerField(_("Version No."), editable=False)
    reason = models.CharField(_("Reason"), max_length=10, choices=Reason.choices, editable=False)
    at = models.DateTimeField(_("Date"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("Created By"),
    )  # fmt: skip
    page = models.JSONField(_("Content"), encoder=DjangoJSONEncoder, editable=False)
    pdf = models.ForeignKey(
        "interactions.Attachment", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("PDF")
    )

    class Meta:
        ordering = ("document", "-version")
        verbose_name = pgettext_lazy("entity", "Archived Version")
        verbose_name_plural = _("Archived Versions")
        constraints = (models.UniqueConstraint(fields=("document", "version"), name="version_once"),)

    def __str__(self) -> str:
        return f"{self.document} · {self.version}"
