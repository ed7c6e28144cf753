"""What customers, vendors and bank accounts have in common besides the shared fields."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.sharing import SharingRecord
from crm.kit.columns import code, percentage, text
from crm.kit.refusal import Refused

BLOCKED_ALL = "all"


class Partner(SharingRecord):
    """A spoke: at most one contact is linked to it."""

    contact_name = text(_("Contact Name"), 100)

    class Meta:
        abstract = True

    @classmethod
    def stored_rows(cls) -> models.QuerySet[Self]:
        """Read with the contact it is linked to, so that a save knows which hub to lock (S9)."""
        hub_id, hub_type = models.F("link__contact_id"), models.F("link__contact__type")
        rows: models.QuerySet[Self] = cls._base_manager.all()
        return rows.annotate(hub_id=hub_id, hub_type=hub_type)  # type: ignore[return-value]


class TradingPartner(Partner):
    """A partner that is traded with: it has people to talk to, posting groups and payment terms."""

    privacy_blocked: bool
    blocked: str

    primary_contact = models.ForeignKey(
        "contacts.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Primary Contact No."),
    )
    fiscal_code = text(_("Fiscal Code"), 20)
    gln = text(_("GLN"), 13)
    eori_number = text(_("EORI Number"), 40)
    general_business_posting_group = code("setup.GeneralBusinessPostingGroup", _("Gen. Bus. Posting Group"))
    vat_business_posting_group = code("setup.VatBusinessPostingGroup", _("VAT Bus. Posting Group"))
    prices_including_vat = models.BooleanField(_("Prices Including VAT"), default=False)
    prepayment_percent = percentage(_("Prepayment %"))
    payment_terms = code("setup.PaymentTerms", _("Payment Terms Code"))
    payment_method = code("setup.PaymentMethod", _("Payment Method Code"))
    shipment_method = code("setup.ShipmentMethod", _("Shipment Method Code"))
    location = code("setup.Location", _("Location Code"))
    our_account_no = text(_("Our Account No."), 20)
    preferred_bank_account = models.ForeignKey(
        "partners.BankAccount",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Preferred Bank Account Code"),
    )

    class Meta:
        abstract = True

    def derive(self) -> None:
        """A partner that is blocked for privacy is blocked altogether; clearing the flag clears the block (K4)."""
        stored = self.stored
        flagged_before, blocked_before = (stored.privacy_blocked, stored.blocked) if stored else (False, "")
        if self.privacy_blocked != flagged_before:
            self.blocked = BLOCKED_ALL if self.privacy_blocked else ""
        elif self.privacy_blocked and self.blocked not in (BLOCKED_ALL, blocked_before):
            sentence = _("%(partner)s is blocked for privacy: clear that first.") % {"partner": self.title}
            raise Refused(sentence, field="blocked", record=self)
        super().derive()
