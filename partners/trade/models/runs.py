"""Runs: the same deed done with many documents, step by step, so that no page waits for all of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.trade.kinds import Kind


class Deed(models.TextChoices):
    """What is done with each document. No user reads these words."""

    PRINT = "print", "print"
    RELEASE = "release", "release"
    SEND = "send", "send"


class Run(models.Model):
    """Documents that somebody chose, and how far it has come with them. Kept for some days; no part of the records.

    ``refused`` holds the title of each document that nothing was done with, and why.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    record = models.BooleanField(default=True)
    wanted: Any = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    versions: Any = models.JSONField(default=list)
    refused: Any = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ("-id",)
        verbose_name = _("Run over documents")
        verbose_name_plural = _("Runs over documents")

    def __str__(self) -> str:
        return f"{self.deed} {self.done}/{self.total}"

    @property
    def total(self) -> int:
        """How many documents were chosen."""
        return len(self.wanted)

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do."""
        return self.done >= self.total

    @property
    def succeeded(self) -> int:
        """With how many it was done."""
        return self.done - len(self.refused)
