"""What each reference list is for: a sentence for whoever meets it for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from setup import models

if TYPE_CHECKING:
    from django.utils.functional import Promise

PURPOSES: dict[type[models.CodeList], str | Promise] = {
    models.BusinessRelation: _(
        "What a contact is to us: customer, vendor or bank, but also prospect or lawyer. Marketing Setup says which"
        " codes link contacts with customers, vendors and bank accounts."
    ),
    models.Salesperson: _(
        "Who looks after contacts and customers, and who buys from vendors. Blocked ones keep what they have and get"
        " nothing new."
    ),
    models.Territory: _("Sales zones: they tell contacts, customers and vendors apart in lists and filters."),
    models.Salutation: _(
        "How people and companies are greeted; the salutation formulas hold the words for each language."
    ),
    models.OrganizationalLevel: _("How high up a person stands in the company."),
    models.JobResponsibility: _("What a person in a company is responsible for."),
    models.Country: _(
        "Countries and regions decide how an address is written, and which VAT numbers and phone numbers are valid."
    ),
    models.Language: _("The language that documents and e-mails to a contact, customer or vendor are written in."),
    models.Currency: _("The currency of prices and documents; the exchange rate says what one unit is worth in ours."),
    models.PaymentTerms: _("When an invoice is due: so many days after its date, or at the end of that month."),
    models.PaymentMethod: _("How invoices are paid: by transfer, by direct debit, in cash."),
    models.ReminderTerms: _("How customers are reminded of overdue payments."),
    models.ShipmentMethod: _("Who carries the goods and who pays for that, as printed on documents."),
    models.Location: _("Where goods are kept: orders say from where they leave and where they arrive."),
    models.UnitOfMeasure: _("What items are counted in: pieces, hours, kilograms."),
    models.CustomerPriceGroup: _("Customers who get the same prices."),
    models.CustomerDiscountGroup: _("Customers who get the same discounts."),
    models.GeneralBusinessPostingGroup: _(
        "Customers and vendors who are posted alike: domestic, European Union, foreign."
    ),
    models.VatBusinessPostingGroup: _(
        "Customers and vendors who are taxed alike; with the VAT group of the item it gives the rate of VAT."
    ),
    models.VatProductPostingGroup: _(
        "Items and services that are taxed alike; with the VAT group of the customer or vendor it gives the rate"
        " of VAT."
    ),
    models.CustomerPostingGroup: _("Customers who share a receivables account."),
    models.VendorPostingGroup: _("Vendors who share a payables account."),
    models.BankAccountPostingGroup: _("Bank accounts that share a ledger account."),
}
"""By list; those that are not here say it in their own room."""
