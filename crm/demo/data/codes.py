"""Reference lists that are a code and a description."""

from __future__ import annotations

CURRENCIES = (
    ("CHF", "Swiss franc", "Fr.", 2),
    ("DKK", "Danish krone", "kr", 2),
    ("EUR", "Euro", "€", 2),
    ("GBP", "Pound sterling", "£", 2),
    ("JPY", "Yen", "¥", 0),
    ("NOK", "Norwegian krone", "kr", 2),
    ("SEK", "Swedish krona", "kr", 2),
    ("USD", "US dollar", "$", 2),
)
LANGUAGES = (("EN", "English", "en-GB"), ("ES", "Spanish", "es-ES"), ("IT", "Italian", "it-IT"))
TERRITORIES = (
    ("ES-CE", "Central Spain and Aragon"),
    ("ES-LE", "Catalonia, the Levant and the Balearics"),
    ("ES-NO", "Northern Spain"),
    ("ES-SU", "Southern Spain"),
    ("GB-NO", "North of England and Midlands"),
    ("GB-SC", "Scotland and Northern Ireland"),
    ("GB-SO", "South of England and Wales"),
    ("IE", "Ireland"),
    ("IT-CE", "Central Italy"),
    ("IT-NE", "Northeastern Italy"),
    ("IT-NW", "Northwestern Italy"),
    ("IT-SU", "Southern Italy and islands"),
    ("OTHER", "Rest of the world"),
)
BUSINESS_RELATIONS = (
    ("BANK", "Bank"),
    ("COMP", "Competitor"),
    ("CUST", "Customer"),
    ("JOB", "Job applicant"),
    ("LAW", "Law firm"),
    ("PRESS", "Press"),
    ("PROS", "Prospective customer"),
    ("VEND", "Vendor"),
)
ORGANIZATIONAL_LEVELS = (
    ("ASST", "Assistant"),
    ("CEO", "Chief executive"),
    ("DIR", "Director"),
    ("MGR", "Manager"),
    ("PRO", "Professional"),
)
JOB_RESPONSIBILITIES = (
    ("ACCOUNTS", "Accounts payable and receivable"),
    ("FACILITY", "Buildings and workplaces"),
    ("HR", "Human resources"),
    ("IT", "Information technology"),
    ("LOGISTICS", "Transport and warehouse"),
    ("MARKETING", "Marketing and press"),
    ("PRODUCTION", "Production"),
    ("PURCHASE", "Purchasing"),
    ("QUALITY", "Quality"),
    ("SALE", "Sales"),
)
PAYMENT_TERMS = (
    ("0D", "On receipt", 0, False),
    ("14D", "14 days net", 14, False),
    ("30D", "30 days net", 30, False),
    ("30EOM", "30 days, end of month", 30, True),
    ("60D", "60 days net", 60, False),
    ("60EOM", "60 days, end of month", 60, True),
    ("90EOM", "90 days, end of month", 90, True),
)
PAYMENT_METHODS = (
    ("BACS", "BACS transfer"),
    ("CARD", "Card"),
    ("CASH", "Cash"),
    ("CHEQUE", "Cheque"),
    ("RIBA", "Ricevuta bancaria"),
    ("SDD", "SEPA direct debit"),
    ("SEPA", "SEPA transfer"),
)
SHIPMENT_METHODS = (
    ("CPT", "Carriage paid to"),
    ("DAP", "Delivered at place"),
    ("DDP", "Delivered duty paid"),
    ("EXW", "Ex works"),
    ("FCA", "Free carrier"),
    ("PICKUP", "Picked up by the customer"),
)
LOCATIONS = (
    ("BARCELONA", "Warehouse Barcelona"),
    ("BRISTOL", "Warehouse Bristol"),
    ("MILANO", "Main warehouse Milan"),
    ("NAPOLI", "Warehouse Naples"),
)
REMINDER_TERMS = (
    ("FOREIGN", "Two reminders, in English"),
    ("GENTLE", "One reminder, no charges"),
    ("NATIONAL", "Three reminders, interest from the second"),
)
PRICE_GROUPS = (
    ("CONTRACT", "Framework contract"),
    ("LIST", "List prices"),
    ("PRIVATE", "Private customers, VAT included"),
    ("RESELLER", "Resellers"),
)
DISCOUNT_GROUPS = (
    ("LARGE", "Large accounts"),
    ("RETAIL", "Retail"),
    ("STANDARD", "Standard discount"),
)
POSTING_GROUPS = (
    ("DOMESTIC", "Domestic"),
    ("EU", "European Union"),
    ("FOREIGN", "Outside the European Union"),
)
BANK_POSTING_GROUPS = (("CHECKING", "Current accounts"), ("CREDIT", "Credit lines"))
