"""Contact Business Relation: what a contact is to us, and the partner it is linked to."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record, RecordQuerySet

KIND_COLUMNS = ("customer", "vendor", "bank_account")
"""One key for each kind; a new kind adds its own (design, amendment 1)."""


class RelationQuerySet(RecordQuerySet["ContactBusinessRelation"]):
    """Relations, spoken of as people do."""

    def linked(self) -> Self:
        """Relations that link to a partner."""
        either = models.Q()
        for name in KIND_COLUMNS:
            either |= models.Q(**{f"{name}__isnull": False})
        return self.filter(either)

    def with_partners(self) -> Self:
        """Relations with their contacts and partners, in one query."""
        return self.select_related("contact", *KIND_COLUMNS)


def _partner(to: str, label: Any) -> models.OneToOneField[Any, Any]:
    return models.OneToOneField(to, models.CASCADE, null=True, blank=True, related_name="link", verbose_name=label)


def _link_of_a_kind_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=("contact",),
        condition=models.Q(**{f"{name}__isnull": False}),
        name=f"one_{name}_per_contact",
        violation_error_message=_("This contact already has a link of this kind."),
    )


def _at_most_one_partner() -> models.Q:
    blank = {name: models.Q(**{f"{name}__isnull": True}) for name in KIND_COLUMNS}
    either = models.Q()
    for kept in KIND_COLUMNS:
        others = models.Q()
        for name in KIND_COLUMNS:
            others &= blank[name] if name != kept else models.Q()
        either |= others
    return either


class ContactBusinessRelation(Record):
    """A contact under a business relation code, linked to at most one partner; without one a plain relation (L1)."""

    contact = models.ForeignKey(
        "contacts.Contact", models.CASCADE, related_name="relations", verbose_name=pgettext_lazy("entity", "Contact")
    )
    business_relation = models.ForeignKey(
        "setup.BusinessRelation", models.PROTECT, related_name="relations", verbose_name=_("Business Relation Code")
    )
    customer = _partner("partners.Customer", pgettext_lazy("entity", "Customer"))
    vendor = _partner("partners.Vendor", pgettext_lazy("entity", "Vendor"))
    bank_account = _partner("partners.BankAccount", pgettext_lazy("entity", "Bank Account"))
    paused = models.BooleanField(_("Paused"), default=False)
    accepted = models.JSONField(_("Accepted Differences"), null=True, blank=True, editable=False)
    """The contact's column → a difference that somebody accepted, see ``accepted``; ``None`` where nobody did."""

    ties: ClassVar[tuple[str, ...]] = ("contact", *KIND_COLUMNS)

    objects: ClassVar[RelationQuerySet] = RelationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("contact", "business_relation")
        verbose_name = _("Contact Business Relation")
        verbose_name_plural = pgettext_lazy("page", "Contact Business Relations")
        constraints = (
            models.UniqueConstraint(
                fields=("contact", "business_relation"),
                name="one_relation_per_code",
                violation_error_message=_("This contact already has this business relation."),
            ),
            *(_link_of_a_kind_once(name) for name in KIND_COLUMNS),
            models.CheckConstraint(condition=_at_most_one_partner(), name="one_partner_per_relation"),
        )

    def __str__(self) -> str:
        return f"{self.contact} · {self.business_relation_id}"
