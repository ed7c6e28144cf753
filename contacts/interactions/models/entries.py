"""The log of interactions (a.4)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions import filling
from contacts.interactions.models.files import Attachment
from contacts.interactions.models.templates import Flow, Initiator, InteractionTemplate
from crm.kit.columns import code, money, text
from crm.kit.models import Record, RecordQuerySet
from crm.kit.refusal import Refused
from crm.kit.search import search_text
from setup.models.marketing import CorrespondenceType


class Evaluation(models.TextChoices):
    """How it went."""

    VERY_POSITIVE = "very_positive", _("Very Positive")
    POSITIVE = "positive", _("Positive")
    NEUTRAL = "neutral", _("Neutral")
    NEGATIVE = "negative", _("Negative")
    VERY_NEGATIVE = "very_negative", _("Very Negative")


class Delivery(models.TextChoices):
    """Whether it reached whom it was sent to; blank where nothing is on its way."""

    IN_PROGRESS = "in_progress", _("In progress")
    ERROR = "error", _("Error")


def _user(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=label,
    )  # fmt: skip


class InteractionQuerySet(RecordQuerySet["Interaction"]):
    """Interactions, as they are counted."""

    def counted(self) -> InteractionQuerySet:
        """Neither canceled nor postponed (a.12)."""
        return self.filter(canceled=False, postponed=False)

    def of(self, contact: Any) -> InteractionQuerySet:
        """Of a person its own, of a company also those of its people (a.12)."""
        if contact.is_person:
            return self.filter(contact=contact.pk)
        return self.filter(models.Q(contact=contact.pk) | models.Q(company=contact.pk))


class Interaction(Record):
    """One thing that happened with a contact. Written once; canceled, evaluated and commented on afterwards.

    A postponed one is a draft: in no list and no figure until it is finished. ``company`` is the contact's company
    then, the contact itself for a company, blank for a person without. Names stay as they were when somebody is
    deleted (D5).
    """

    contact = models.ForeignKey(
        "contacts.Contact", models.SET_NULL, null=True, related_name="interactions",
        verbose_name=pgettext_lazy("entity", "Contact"),
    )  # fmt: skip
    company = models.ForeignKey(
        "contacts.Contact", models.SET_NULL, null=True, blank=True, related_name="company_interactions", editable=False,
        verbose_name=_("Contact Company"),
    )  # fmt: skip
    contact_name = text(_("Contact Name"), 100, editable=False)
    company_name = text(_("Company Name"), 100, editable=False)
    date = models.DateField(_("Date"), default=timezone.localdate)
    time = models.TimeField(_("Time of Interaction"), null=True, blank=True)
    template = models.ForeignKey(
        InteractionTemplate, models.PROTECT, related_name="interactions", verbose_name=_("Interaction Template Code")
    )
    description = text(_("Description"), 100)
    subject = text(_("Subject"), 100)
    flow = models.CharField(_("Information Flow"), max_length=10, choices=Flow.choices, blank=True)
    initiated_by = models.CharField(_("Initiated By"), max_length=10, choices=Initiator.choices, blank=True)
    correspondence_type = models.CharField(
        _("Correspondence Type"), max_length=10, choices=CorrespondenceType.choices, blank=True
    )
    language = code("setup.Language", _("Language Code"))
    salesperson = code("setup.Salesperson", _("Salesperson Code"))
    user = _user(_("User ID"))
    cost = money(_("Cost (LCY)"), validators=[MinValueValidator(0)])
    minutes = models.PositiveIntegerField(_("Duration (Min.)"), default=0)
    contact_via = text(_("Contact Via"), 80)
    event = text(_("Event"), 30, editable=False)
    document = models.ForeignKey(
        "trade.Document", models.SET_NULL, null=True, blank=True, related_name="interactions", editable=False,
        verbose_name=pgettext_lazy("section", "Document"),
    )  # fmt: skip
    document_no = text(_("Document No."), 20, editable=False)
    document_version = models.PositiveIntegerField(_("Version No."), default=0, editable=False)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="interactions", editable=False,
        verbose_name=pgettext_lazy("field.interaction", "Attachment"),
    )  # fmt: skip
    evaluation = models.CharField(_("Evaluation"), max_length=20, choices=Evaluation.choices, blank=True)
    attempt_failed = models.BooleanField(_("Attempt Failed"), default=False)
    delivery = models.CharField(
        _("Delivery Status"), max_length=20, choices=Delivery.choices, blank=True, editable=False
    )
    delivery_error = text(_("Delivery Error"), 250, editable=False)
    canceled = models.BooleanField(pgettext_lazy("field.interaction", "Canceled"), default=False, editable=False)
    canceled_at = models.DateTimeField(_("Canceled At"), null=True, blank=True, editable=False)
    canceled_by = _user(_("Canceled By"))
    postponed = models.BooleanField(_("Postponed"), default=False, editable=False)

    search = search_text("contact_name", "company_name", "description", "subject", "document_no")

    typed: frozenset[str] = frozenset()
    """Columns of an entry about to be written that hold what somebody wants there, blank or not."""

    objects: ClassVar[InteractionQuerySet] = InteractionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-date", "-id")
        verbose_name = pgettext_lazy("entity", "Interaction")
        verbose_name_plural = pgettext_lazy("page", "Interaction Log")
        indexes = (
            models.Index(fields=("-date", "-id"), name="interaction_by_date"),
            models.Index(fields=("contact", "-date", "-id"), name="interaction_of_contact"),
            models.Index(fields=("company", "-date", "-id"), name="interaction_of_company"),
        )

    def __str__(self) -> str:
        return self.told()

    def derive(self) -> None:
        """A new entry keeps who it was with, by name too, and takes from its template what nobody typed.

        So does a postponed one, until it is finished.
        """
        super().derive()
        if self.stored is None or self.stored.postponed:
            filling.complete(self)

    def locked_to_delete(self) -> Self:
        """The row, locked. Raises Refused for one that counts: what happened is canceled first (a.9)."""
        standing = super().locked_to_delete()
        if not (standing.canceled or standing.postponed):
            raise Refused(now_("It is part of the log. Cancel it first; canceled interactions can be deleted."))
        return standing

    @property
    def is_shown(self) -> bool:
        """There is, or was, something to look at: a file or a document."""
        return self.attachment_id is not None or self.document_id is not None

    def told(self) -> str:
        """The description, and by whom or from whom it came (a.5)."""
        if self.flow == Flow.INBOUND:
            return now_("%(description)s, from %(name)s") % {"description": self.description, "name": self.contact_name}
        if self.flow == Flow.OUTBOUND:
            by = self.salesperson.description if self.salesperson is not None else _full_name(self.user)
            return now_("%(description)s, by %(name)s") % {"description": self.description, "name": by}
        return self.description


class InteractionComment(Record):
    """What somebody noted about an interaction afterwards."""

    interaction = models.ForeignKey(
        Interaction,
        models.CASCADE,
        related_name="comments",
        editable=False,
        verbose_name=pgettext_lazy("entity", "Interaction"),
    )
    date = models.DateField(_("Date"), default=timezone.localdate)
    comment = models.CharField(_("Comment"), max_length=250)
    user = _user(_("User ID"))

    class Meta:
        ordering = ("interaction", "id")
        verbose_name = _("Comment")
        verbose_name_plural = _("Comments")

    def __str__(self) -> str:
        return self.comment

    def derive(self) -> None:
        """A new comment is signed by who wrote it."""
        super().derive()
        if self.stored is None:
            filling.sign(self)


def _full_name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user is not None else ""
