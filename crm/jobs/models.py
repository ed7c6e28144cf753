"""Jobs: work that is too much to wait for, how far it has come, and what it came to."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How a job stands."""

    RUNNING = "running", pgettext_lazy("job", "Running")
    STOPPED = "stopped", pgettext_lazy("job", "Stopped")
    CANCELED = "canceled", pgettext_lazy("job", "Canceled")
    DONE = "done", pgettext_lazy("job", "Done")


class Job(models.Model):
    """Work that somebody asked for. Kept for some weeks; no part of the records, whose history has what it wrote.

    ``asked`` says what is to be done, ``held`` how far that is and what came of it: both as the kind of work writes
    them. All that it writes is one change set. ``turn`` tells the runner that goes on from one that was given up.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("User"))
    kind = models.CharField(pgettext_lazy("job", "Work"), max_length=50)
    asked: Any = models.JSONField(_("What was asked for"), default=dict)
    held: Any = models.JSONField(_("What came of it"), default=dict)
    state = models.CharField(
        pgettext_lazy("field.document", "Status"), max_length=10, choices=State.choices, default=State.RUNNING
    )
    done = models.PositiveIntegerField(pgettext_lazy("job", "Done"), default=0)
    total = models.PositiveIntegerField(pgettext_lazy("job", "In all"), default=0)
    change_set = models.UUIDField(_("Change Set"), default=uuid.uuid4, unique=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    turn = models.PositiveIntegerField(_("Turn of the runner"), default=0)
    begun_at = models.DateTimeField(_("Begun"), default=timezone.now)
    moved_at = models.DateTimeField(_("Last went on"), default=timezone.now)
    problem = models.TextField(_("Problem"), blank=True)
    is_seen = models.BooleanField(_("Result was seen"), default=False)

    class Meta:
        default_permissions = ()
        ordering = ("-id",)
        verbose_name = _("Background work")
        verbose_name_plural = _("Background work")
        indexes = [models.Index(fields=["user", "is_seen"], name="jobs_to_be_seen")]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def is_running(self) -> bool:
        """It goes on by itself."""
        return self.state == State.RUNNING

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return min(100 * self.done // self.total, 100) if self.total else 100

    def stop(self, sentence: str) -> None:
        """Somebody has to do something first; then it goes on where it is. Not saved yet."""
        self.state, self.problem = State.STOPPED, sentence
