"""A record that takes part in synchronizing: numbered, with values that may be pinned to it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from crm.kit.refusal import Refused
from setup.models import Salesperson
from setup.numbering.records import NumberedRecord


class SharingRecord(NumberedRecord):
    """Contact or partner. What is in ``pinned`` is never overwritten from the other side (decisions S5, ruling 5)."""

    name: models.CharField[str, str]
    search_name: models.CharField[str, str]

    circle: Any = None
    """While it is saved: what hangs together with it, locked. For the links room."""
    propagated: Any = None
    """After a save that reached others: the plan that was carried out. For the notice that names them."""

    pinned = models.JSONField(_("Pinned Values"), default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.no} {self.name}".strip()

    def derive(self) -> None:
        """The search name follows the name as long as nobody edited it (J4, ruling 16)."""
        name_before = self.stored.name if self.stored else ""
        search_before = self.stored.search_name if self.stored else ""
        followed = search_before in ("", name_before.upper()) and self.search_name == search_before
        if followed or not self.search_name:
            self.search_name = self.name.upper()[:100]
        self._refuse_blocked_salespeople()
        super().derive()

    def _refuse_blocked_salespeople(self) -> None:
        """Whoever is blocked for privacy gets nobody new (K3). One query, and only where somebody was chosen."""
        chosen = {}
        for field in self.columns():
            key = getattr(self, field.attname)
            if field.related_model is Salesperson and key and key != getattr(self.stored, field.attname, None):
                chosen[key] = field.name
        blocked = Salesperson._base_manager.filter(pk__in=chosen, privacy_blocked=True).first() if chosen else None
        if blocked is not None:
            sentence = _now("Salesperson %(salesperson)s is blocked for privacy and cannot be assigned.")
            raise Refused(sentence % {"salesperson": blocked.title}, field=chosen[blocked.pk], record=blocked)
