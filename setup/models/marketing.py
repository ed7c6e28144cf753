"""Marketing Setup: one row that says what is inherited, defaulted, linked and numbered."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit import deletion
from crm.kit.bulk import ensure_row
from crm.kit.models import Record
from crm.kit.prepared import Given, Prepared
from crm.kit.refusal import Refused
from crm.kit.unit import once, unit

SERIES = ("contact_nos", "customer_nos", "vendor_nos", "bank_account_nos")


def _code(to: str, label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


class CorrespondenceType(models.TextChoices):
    """How a contact likes to be written to."""

    HARD_COPY = "hard_copy", _("Hard Copy")
    EMAIL = "email", _("Email")


class MarketingSetup(Record):
    """The single row of rules for contacts (I1). It cannot be doubled or deleted.

    A blank relation code switches off creating and linking of that kind; links that exist keep synchronizing (L4).
    """

    SINGLE = 1

    inherit_salesperson = models.BooleanField(_("Salesperson Code"), default=True)
    inherit_territory = models.BooleanField(_("Territory Code"), default=True)
    inherit_country = models.BooleanField(_("Country/Region Code"), default=True)
    inherit_language = models.BooleanField(_("Language Code"), default=True)
    inherit_format_region = models.BooleanField(_("Format Region"), default=True)
    inherit_address = models.BooleanField(_("Address Details"), default=True)
    inherit_communication = models.BooleanField(_("Communication Details"), default=True)

    default_salesperson = _code("setup.Salesperson", _("Default Salesperson Code"))
    default_territory = _code("setup.Territory", _("Default Territory Code"))
    default_country = _code("setup.Country", _("Default Country/Region Code"))
    default_language = _code("setup.Language", _("Default Language Code"))
    default_format_region = models.CharField(_("Default Format Region"), max_length=80, blank=True)
    default_correspondence_type = models.CharField(
        _("Default Correspondence Type"), max_length=10, choices=CorrespondenceType.choices, blank=True
    )
    company_salutation = _code("setup.Salutation", _("Company Salutation Code"))
    person_salutation = _code("setup.Salutation", _("Person Salutation Code"))

    customer_relation = _code("setup.BusinessRelation", _("Bus. Rel. Code for Customers"))
    vendor_relation = _code("setup.BusinessRelation", _("Bus. Rel. Code for Vendors"))
    bank_account_relation = _code("setup.BusinessRelation", _("Bus. Rel. Code for Bank Accs."))

    contact_nos = _code("numbering.NumberSeries", _("Contact Nos."))
    customer_nos = _code("numbering.NumberSeries", _("Customer Nos."))
    vendor_nos = _code("numbering.NumberSeries", _("Vendor Nos."))
    bank_account_nos = _code("numbering.NumberSeries", _("Bank Account Nos."))

    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"modified_at", "revision"})
    always_there: ClassVar[bool] = True

    class Meta:
        verbose_name = _("Marketing Setup")
        verbose_name_plural = _("Marketing Setup")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_marketing_setup"),)

    def __str__(self) -> str:
        return now_("Marketing Setup")

    @classmethod
    def current(cls) -> Self:
        """The one row with its number series. One query a unit of work.

        Every `migrate` makes it with its defaults; where it is missing all the same, whoever reads it does.
        """
        return once(cls._meta.label_lower, cls._read)

    @classmethod
    def _read(cls) -> Self:
        found: list[Self] = _single(pk=cls.SINGLE)
        if not found:
            ensure_row(cls, cls.SINGLE)
            found = _single(pk=cls.SINGLE)
        return found[0]

    def save(self, **options: Any) -> None:
        """The single row holds this. Raises Refused for a second one."""
        adding = self._state.adding
        try:
            with unit(savepoint=adding):
                super().save(**options)
        except IntegrityError as error:
            if not adding:
                raise
            raise Refused(now_("There is a Marketing Setup already; change that one."), record=self) from error

    def derive(self) -> None:
        """It has the key of the single row."""
        self.pk = self.SINGLE

    def delete(
        self, using: str | None = None, keep_parents: bool = False, *, also: frozenset[str] = frozenset()
    ) -> tuple[int, dict[str, int]]:
        """Refused: the setup is needed as long as the product is. Raises DeletionRefused."""
        obstacle = deletion.Obstacle(now_("Marketing Setup cannot be deleted; change it instead."), 1)
        raise deletion.DeletionRefused(deletion.DeletionPlan(self, refused=(obstacle,)))

    def clean(self) -> None:
        """Every kind has a relation code of its own: one code twice would allow a contact one of both only."""
        names = ("customer_relation", "vendor_relation", "bank_account_relation")
        seen: set[str] = set()
        for name in names:
            code = getattr(self, f"{name}_id")
            if code and code in seen:
                raise ValidationError({name: now_("This code already stands for another kind. Choose another one.")})
            seen.add(code)


_single: Prepared[Any] = Prepared(
    lambda: MarketingSetup._base_manager.select_related(*SERIES).order_by().filter(pk=Given("pk"))
)
