"""Reference lists that are a code and a description."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

CURRENCIES = (
    ("CHF", _("Swiss franc"), "Fr.", 2, "1.05"),
    ("DKK", _("Danish krone"), "kr", 2, "0.134"),
    ("EUR", _("Euro"), "€", 2, "1"),
    ("GBP", _("Pound sterling"), "£", 2, "1.15"),
    ("JPY", _("Yen"), "¥", 0, "0.0061"),
    ("NOK", _("Norwegian krone"), "kr", 2, "0.085"),
    ("SEK", _("Swedish krona"), "kr", 2, "0.088"),
    ("USD", _("US dollar"), "$", 2, "0.92"),
)
LANGUAGES = (("EN", _("English"), "en-GB"), ("ES", _("Spanish"), "es-ES"), ("IT", _("Italian"), "it-IT"))
TERRITORIES = (
    ("ES-CE", _("Central Spain and Aragon")),
    ("ES-LE", _("Catalonia, the Levant and the Balearics")),
    ("ES-NO", _("Northern Spain")),
    ("ES-SU", _("Southern Spain")),
    ("GB-NO", _("North of England and Midlands")),
    ("GB-SC", _("Scotland and Northern Ireland")),
    ("GB-SO", _("South of England and Wales")),
    ("IE", _("Ireland")),
    ("IT-CE", _("Central Italy")),
    ("IT-NE", _("Northeastern Italy")),
    ("IT-NW", _("Northwestern Italy")),
    ("IT-SU", _("Southern Italy and islands")),
    ("OTHER", _("Rest of the world")),
)
BUSINESS_RELATIONS = (
    ("BANK", _("Bank")),
    ("COMP", _("Competitor")),
    ("CUST", _("Customer")),
    ("JOB", _("Job applicant")),
    ("LAW", _("Law firm")),
    ("PRESS", _("Press")),
    ("PROS", _("Prospective customer")),
    ("VEND", _("Vendor")),
)
ORGANIZATIONAL_LEVELS = (
    ("ASST", _("Assistant")),
    ("CEO", _("Chief executive")),
    ("DIR", _("Director")),
    ("MGR", _("Manager")),
    ("PRO", _("Professional")),
)
JOB_RESPONSIBILITIES = (
    ("ACCOUNTS", _("Accounts payable and receivable")),
    ("FACILITY", _("Buildings and workplaces")),
    ("HR", _("Human resources")),
    ("IT", _("Information technology")),
    ("LOGISTICS", _("Transport and warehouse")),
    ("MARKETING", _("Marketing and press")),
    ("PRODUCTION", _("Production")),
    ("PURCHASE", _("Purchasing")),
    ("QUALITY", _("Quality")),
    ("SALE", _("Sales")),
)
PAYMENT_TERMS = (
    ("0D", _("On receipt"), 0, False),
    ("14D", _("14 days net"), 14, False),
    ("30D", _("30 days net"), 30, False),
    ("30EOM", _("30 days, end of month"), 30, True),
    ("60D", _("60 days net"), 60, False),
    ("60EOM", _("60 days, end of month"), 60, True),
    ("90EOM", _("90 days, end of month"), 90, True),
)
PAYMENT_METHODS = (
    ("BACS", _("BACS transfer")),
    ("CARD", _("Payment card")),
    ("CASH", _("Cash")),
    ("CHEQUE", _("Cheque")),
    ("RIBA", _("Ricevuta bancaria")),
    ("SDD", _("SEPA direct debit")),
    ("SEPA", _("SEPA transfer")),
)
SHIPMENT_METHODS = (
    ("CPT", _("Carriage paid to")),
    ("DAP", _("Delivered at place")),
    ("DDP", _("Delivered duty paid")),
    ("EXW", _("Ex works")),
    ("FCA", _("Free carrier")),
    ("PICKUP", _("Picked up by the customer")),
)
LOCATIONS = (
    ("BARCELONA", _("Warehouse Barcelona")),
    ("BRISTOL", _("Warehouse Bristol")),
    ("MILANO", _("Main warehouse Milan")),
    ("NAPOLI", _("Warehouse Naples")),
)
REMINDER_TERMS = (
    ("FOREIGN", _("Two reminders, in English")),
    ("GENTLE", _("One reminder, no charges")),
    ("NATIONAL", _("Three reminders, interest from the second")),
)
PRICE_GROUPS = (
    ("CONTRACT", _("Framework contract")),
    ("LIST", _("List prices")),
    ("PRIVATE", _("Private customers, VAT included")),
    ("RESELLER", _("Resellers")),
)
DISCOUNT_GROUPS = (
    ("LARGE", _("Large accounts")),
    ("RETAIL", _("Retail")),
    ("STANDARD", _("Standard discount")),
)
POSTING_GROUPS = (
    ("DOMESTIC", _("Domestic")),
    ("EU", _("European Union")),
    ("FOREIGN", _("Outside the European Union")),
)
BANK_POSTING_GROUPS = (("CHECKING", _("Current accounts")), ("CREDIT", _("Credit lines")))
