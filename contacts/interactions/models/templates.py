"""What an interaction of some sort is like, and which sort each event is recorded as (a.1–a.3)."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import code, money, text
from crm.kit.single import SingleRecord, only_one
from setup.models import CodeList
from setup.models.marketing import CorrespondenceType


class Flow(models.TextChoices):
    """Which way it went."""

    OUTBOUND = "outbound", _("Outbound")
    INBOUND = "inbound", _("Inbound")


class Initiator(models.TextChoices):
    """Who began it."""

    US = "us", _("Us")
    THEM = "them", _("Them")


class InteractionGroup(CodeList):
    """Sorts of interactions that are counted together."""

    class Meta(CodeList.Meta):
        verbose_name = _("Interaction Group")
        verbose_name_plural = _("Interaction Groups")


class InteractionTemplate(CodeList):
    """What an interaction of this sort starts with."""

    group = models.ForeignKey(
        InteractionGroup, models.PROTECT, related_name="templates", verbose_name=_("Interaction Group Code")
    )
    unit_cost = money(_("Unit Cost (LCY)"), validators=[MinValueValidator(0)])
    unit_minutes = models.PositiveIntegerField(_("Unit Duration (Min.)"), default=0)
    flow = models.CharField(_("Information Flow"), max_length=10, choices=Flow.choices, blank=True)
    initiated_by = models.CharField(_("Initiated By"), max_length=10, choices=Initiator.choices, blank=True)
    correspondence_type = models.CharField(
        _("Correspondence Type (Default)"), max_length=10, choices=CorrespondenceType.choices, blank=True
    )
    ignore_contact_correspondence = models.BooleanField(_("Ignore Contact Corres. Type"), default=False)
    language = code("setup.Language", _("Language Code (Default)"))
    campaign = text(_("Campaign"), 50)
    blocked = models.BooleanField(_("Blocked"), default=False)

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Interaction Template")
        verbose_name_plural = pgettext_lazy("page", "Interaction Templates")

    def correspondence_for(self, preferred: str) -> str:
        """How a contact that prefers to be written to like that is written to (a.6)."""
        if self.ignore_contact_correspondence or not preferred:
            return self.correspondence_type
        return preferred


def _template(label: Any) -> models.ForeignKey[Any, Any]:
    return code("interactions.InteractionTemplate", label)


class InteractionTemplateSetup(SingleRecord):
    """As what each event is recorded. Blank: that kind is not recorded (T6)."""

    email = _template(_("E-Mails"))
    outgoing_call = _template(_("Outgoing Calls"))
    cover_sheet = _template(_("Cover Sheets"))
    sales_quote = _template(pgettext_lazy("page", "Sales Quotes"))
    sales_order = _template(_("Sales Order Confirmations"))
    sales_blanket = _template(_("Blanket Sales Orders"))
    purchase_quote = _template(pgettext_lazy("page", "Purchase Quotes"))
    purchase_order = _template(pgettext_lazy("page", "Purchase Orders"))
    purchase_blanket = _template(_("Blanket Purchase Orders"))
    service_quote = _template(_("Service Quotes"))
    service_order = _template(_("Service Orders Created"))
    service_order_finished = _template(_("Service Orders Finished"))

    class Meta:
        verbose_name = pgettext_lazy("page", "Interaction Template Setup")
        verbose_name_plural = pgettext_lazy("page", "Interaction Template Setup")
        constraints = (only_one("one_interaction_setup"),)


EVENTS = tuple(
    field.name for field in InteractionTemplateSetup._meta.concrete_fields if isinstance(field, models.ForeignKey)
)
"""What is recorded by itself, by the names of the setup's columns."""
