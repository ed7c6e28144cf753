"""Bank accounts: where our money is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.shared_fields import AddressBlock, CommunicationBlock, ImageBlock, NameBlock, TermsBlock
from crm.kit.columns import code, text
from crm.kit.search import search_text, sort_text
from partners.models.base import Partner
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries


class BankAccount(NameBlock, AddressBlock, CommunicationBlock, TermsBlock, ImageBlock, Partner):
    """Where our money is. It has no tax numbers to share, and "our contact" is its own (A1-bank, A1/29)."""

    number_series_setting = _("Bank Account Nos.")

    our_contact = code("setup.Salesperson", _("Our Contact Code"))
    blocked = models.BooleanField(_("Blocked"), default=False)
    bank_branch_no = text(_("Bank Branch No."), 20)
    bank_account_no = text(_("Bank Account No."), 30)
    transit_no = text(_("Transit No."), 20)
    iban = text(_("IBAN"), 50)
    swift_code = text(_("SWIFT Code"), 20)
    creditor_no = text(_("Creditor No."), 35)
    posting_group = code("setup.BankAccountPostingGroup", _("Bank Acc. Posting Group"))
    min_balance = models.DecimalField(_("Min. Balance"), max_digits=15, decimal_places=2, default=0)
    last_statement_no = text(_("Last Statement No."), 20)
    last_statement_balance = models.DecimalField(
        _("Balance Last Statement"), max_digits=15, decimal_places=2, default=0
    )
    search = search_text("no", "name", "name_2", "city", "email", numbers=("phone_no", "mobile_phone_no"))
    sort_name = sort_text("name")

    class Meta:
        ordering = ("no",)
        verbose_name = pgettext_lazy("entity", "Bank Account")
        verbose_name_plural = pgettext_lazy("page", "Bank Accounts")
        indexes = (
            models.Index(fields=("sort_name", "id"), name="bank_account_by_name"),
            models.Index(fields=("email",), name="bank_account_by_email"),
        )
        permissions = (("view_bank_details", _("Can read bank details in full")),)

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """Bank Account Nos. of Marketing Setup."""
        series: NumberSeries | None = MarketingSetup.current().bank_account_nos
        return series
