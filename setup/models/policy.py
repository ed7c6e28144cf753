"""Narrowing of what is shared, per kind and field (decisions S5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.models import Record


class Direction(models.TextChoices):
    """Which way a shared field travels."""

    BOTH = "both", _("Both ways")
    TO_PARTNER = "to_partner", _("To the partner only")
    TO_CONTACT = "to_contact", _("To the contact only")
    NEVER = "never", _("Never")


class FieldPolicy(Record):
    """One shared field of one kind that does not travel both ways. No row: both ways."""

    kind = models.CharField(_("Kind"), max_length=20)
    field = models.CharField(_("Shared Field"), max_length=40)
    direction = models.CharField(_("Direction"), max_length=12, choices=Direction.choices, default=Direction.NEVER)

    class Meta:
        ordering = ("kind", "field")
        verbose_name = _("Field Policy")
        verbose_name_plural = _("Field Policies")
        constraints = (models.UniqueConstraint(fields=("kind", "field"), name="one_policy_per_field"),)

    def __str__(self) -> str:
        return f"{self.kind}.{self.field}: {self.get_direction_display()}"
