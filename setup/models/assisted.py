"""What an administrator left out of Assisted Setup, so that it goes on where it was on any device."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.single import SingleRecord, only_one


class AssistedSetup(SingleRecord):
    """The steps that were skipped, and whether home still shows the list. What is done is read from the data."""

    skipped = models.JSONField(_("Skipped Steps"), default=list, blank=True)
    hidden = models.BooleanField(_("Not Shown on Home"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("navigation", "Assisted Setup")
        verbose_name_plural = pgettext_lazy("navigation", "Assisted Setup")
        constraints = (only_one("one_assisted_setup"),)
