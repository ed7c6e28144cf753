"""E-mails as they were written, and how far they have come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.models import Attachment
from crm.kit.columns import code, text
from crm.kit.models import Record, RecordQuerySet
from crm.kit.search import search_text


class State(models.TextChoices):
    """How far an e-mail has come. ``SENDING`` is committed before the mail server hears of it."""

    QUEUED = "queued", pgettext_lazy("e-mail", "Waiting")
    SENDING = "sending", pgettext_lazy("e-mail", "Being sent")
    SENT = "sent", pgettext_lazy("e-mail", "Sent")
    FAILED = "failed", pgettext_lazy("e-mail", "Not sent")
    UNCERTAIN = "uncertain", pgettext_lazy("e-mail", "Uncertain: maybe sent")


class Problem(models.TextChoices):
    """Why it was not handed over; the words stand inside of a sentence."""

    RECIPIENT = "recipient", _("the mail server refuses the recipient")
    SENDER = "sender", _("the mail server refuses the sender")
    PASSWORD = "password", _("the mail server refuses our user name or password")
    CONNECTION = "connection", _("there is no connection to the mail server")
    TIMEOUT = "timeout", _("the mail server does not answer in time")
    SECURITY = "security", _("no secure connection to the mail server could be made")
    TOO_BIG = "too_big", _("it is too big for the mail server")
    CONTENT = "content", _("the mail server refuses the content")
    BUSY = "busy", _("the mail server is busy")
    SERVER = "server", _("no mail server is set up")
    FILE = "file", _("an attachment is missing")
    RULE = "rule", _("it may not be sent any more")
    OTHER = "other", _("something unexpected happened")
    LOST = "lost", _("the worker stopped while it was handing it over")
    SOME = "some", _("the mail server refused some of the recipients")


UNSETTLED = (State.FAILED, State.UNCERTAIN)
"""Somebody has to decide what becomes of it."""


class MessageQuerySet(RecordQuerySet["Message"]):
    """E-mails, by what is still to be done."""

    def unsettled(self) -> MessageQuerySet:
        """Not sent, or maybe not, and no later e-mail about the same document was written that fared better."""
        later = Message._base_manager.filter(document=models.OuterRef("document"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later.exclude(state__in=UNSETTLED)), state__in=UNSETTLED)


class Message(Record):
    """One e-mail. What was written changes only while it is not sent; ``message_id`` stays the same in every attempt.

    Its row is locked by whoever takes it further. How far it has come is no matter of the history.
    """

    contact = models.ForeignKey(
        "contacts.Contact", models.SET_NULL, null=True, related_name="messages", editable=False,
        verbose_name=pgettext_lazy("entity", "Contact"),
    )  # fmt: skip
    contact_name = text(_("Contact Name"), 100, editable=False)
    sender = text(pgettext_lazy("e-mail", "From"), 254, editable=False)
    reply_to = text(_("Reply To"), 254, editable=False)
    to = text(pgettext_lazy("e-mail", "To"), 250, editable=False)
    cc = text(_("Cc"), 250, editable=False)
    subject = text(_("Subject"), 250, editable=False)
    body = models.TextField(_("Text"), blank=True, editable=False)
    language = code("setup.Language", _("Language Code"))
    language.editable = False
    message_id = text(_("Message ID"), 254, editable=False)
    record = models.BooleanField(_("Record Interaction"), default=True, editable=False)
    event = text(_("Event"), 30, editable=False)
    document = models.ForeignKey(
        "trade.Document", models.SET_NULL, null=True, related_name="messages", editable=False,
        verbose_name=pgettext_lazy("section", "Document"),
    )  # fmt: skip
    version = models.ForeignKey(
        "trade.DocumentVersion", models.SET_NULL, null=True, related_name="messages", editable=False,
        verbose_name=_("Version No."),
    )  # fmt: skip
    document_no = text(_("Document No."), 20, editable=False)
    salesperson = code("setup.Salesperson", _("Salesperson Code"))
    salesperson.editable = False
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False,
        verbose_name=_("User ID"),
    )  # fmt: skip
    page_language = text(_("Language of the Page"), 10, editable=False)
    written_at = models.DateTimeField(_("Written"), default=timezone.now, editable=False)

    state = models.CharField(
        pgettext_lazy("field.document", "Status"),
        max_length=10, choices=State.choices, default=State.QUEUED, editable=False,
    )  # fmt: skip
    problem = models.CharField(_("Problem"), max_length=10, choices=Problem.choices, blank=True, editable=False)
    detail = text(_("Answer of the mail server"), 500, editable=False)
    attempts = models.PositiveIntegerField(_("Attempts"), default=0, editable=False)
    tries = models.PositiveIntegerField(_("Attempts since it was queued"), default=0, editable=False)
    queued_at = models.DateTimeField(_("Waiting since"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("Next attempt"), null=True, editable=False)
    started_at = models.DateTimeField(_("Last attempt"), null=True, editable=False)
    sent_at = models.DateTimeField(_("Sent At"), null=True, editable=False)
    interaction = models.ForeignKey(
        "interactions.Interaction", models.SET_NULL, null=True, related_name="messages", editable=False,
        verbose_name=pgettext_lazy("entity", "Interaction"),
    )  # fmt: skip

    search = search_text("contact_name", "to", "subject", "document_no")

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    unrecorded: ClassVar[frozenset[str]] = Record.unrecorded | {
        "state", "problem", "detail", "attempts", "tries", "queued_at", "due_at", "started_at", "sent_at",
        "interaction",
    }  # fmt: skip

    class Meta:
        ordering = ("-written_at", "-id")
        verbose_name = pgettext_lazy("entity", "E-mail")
        verbose_name_plural = pgettext_lazy("page", "E-mails")
        indexes = (
            models.Index(fields=("-written_at", "-id"), name="message_by_date"),
            models.Index(fields=("state", "-written_at"), name="message_by_state"),
            models.Index(fields=("contact", "-written_at"), name="message_of_contact"),
            models.Index(fields=("document", "-written_at"), name="message_of_document"),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def is_lost(self) -> bool:
        """It is being sent for so long that whoever was at it is gone."""
        return self.state == State.SENDING and self.started_at is not None and self.started_at < lost_before()

    @property
    def may_have_left(self) -> bool:
        """Nobody knows whether the mail server took it."""
        return self.state == State.UNCERTAIN or self.is_lost

    @property
    def may_be_sent_again(self) -> bool:
        """It was not sent, or may not have been; somebody decides."""
        waits_for_another = self.state == State.QUEUED and self.due_at is not None
        return self.state == State.FAILED or self.may_have_left or waits_for_another


class MessageFile(Record):
    """A file that goes with an e-mail."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="files", editable=False)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="messages", editable=False,
        verbose_name=pgettext_lazy("field.interaction", "Attachment"),
    )  # fmt: skip

    class Meta:
        ordering = ("message", "id")
        verbose_name = pgettext_lazy("field.interaction", "Attachment")
        verbose_name_plural = _("Attachments")
        constraints = (models.UniqueConstraint(fields=("message", "attachment"), name="file_once_in_message"),)

    def __str__(self) -> str:
        return str(self.attachment)


def lost_after() -> timedelta:
    """How long handing over may take at most: every answer of the mail server comes in time, and there are not many."""
    return timedelta(seconds=60 + 15 * (settings.EMAIL_TIMEOUT or 60))


def lost_before() -> datetime:
    """Whatever was begun before that and is not done is lost."""
    return timezone.now() - lost_after()
