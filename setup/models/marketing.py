"""Marketing Setup: one row that says what is inherited, defaulted, linked and numbered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit.columns import code
from crm.kit.single import SingleRecord, only_one

SERIES = ("contact_nos", "customer_nos", "vendor_nos", "bank_account_nos")


class CorrespondenceType(models.TextChoices):
    """How a contact likes to be written to."""

    HARD_COPY = "hard_copy", _("Hard Copy")
    EMAIL = "email", _("Email")


class MarketingSetup(SingleRecord):
    """The single row of rules for contacts (I1). It cannot be doubled or deleted.

    A blank relation code switches off creating and linking of that kind; links that exist keep synchronizing (L4).
    """

    inherit_salesperson = models.BooleanField(_("Salesperson Code"), default=True)
    inherit_territory = models.BooleanField(_("Territory Code"), default=True)
    inherit_country = models.BooleanField(_("Country/Region Code"), default=True)
    inherit_language = models.BooleanField(_("Language Code"), default=True)
    inherit_format_region = models.BooleanField(_("Format Region"), default=True)
    inherit_address = models.BooleanField(_("Address Details"), default=True)
    inherit_communication = models.BooleanField(_("Communication Details"), default=True)

    default_salesperson = code("setup.Salesperson", _("Default Salesperson Code"))
    default_territory = code("setup.Territory", _("Default Territory Code"))
    default_country = code("setup.Country", _("Default Country/Region Code"))
    default_language = code("setup.Language", _("Default Language Code"))
    default_format_region = models.CharField(_("Default Format Region"), max_length=80, blank=True)
    default_correspondence_type = models.CharField(
        _("Default Correspondence Type"), max_length=10, choices=CorrespondenceType.choices, blank=True
    )
    company_salutation = code("setup.Salutation", _("Company Salutation Code"))
    person_salutation = code("setup.Salutation", _("Person Salutation Code"))

    customer_relation = code("setup.BusinessRelation", _("Bus. Rel. Code for Customers"))
    vendor_relation = code("setup.BusinessRelation", _("Bus. Rel. Code for Vendors"))
    bank_account_relation = code("setup.BusinessRelation", _("Bus. Rel. Code for Bank Accs."))

    contact_nos = code("numbering.NumberSeries", _("Contact Nos."))
    customer_nos = code("numbering.NumberSeries", _("Customer Nos."))
    vendor_nos = code("numbering.NumberSeries", _("Vendor Nos."))
    bank_account_nos = code("numbering.NumberSeries", _("Bank Account Nos."))

    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"modified_at", "revision"})
    read_along = SERIES

    class Meta:
        verbose_name = _("Marketing Setup")
        verbose_name_plural = _("Marketing Setup")
        constraints = (only_one("one_marketing_setup"),)

    def clean(self) -> None:
        """Every kind has a relation code of its own: one code twice would allow a contact one of both only."""
        names = ("customer_relation", "vendor_relation", "bank_account_relation")
        seen: set[str] = set()
        for name in names:
            used = getattr(self, f"{name}_id")
            if used and used in seen:
                raise ValidationError({name: now_("This code already stands for another kind. Choose another one.")})
            seen.add(used)
