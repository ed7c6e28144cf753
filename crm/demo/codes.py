"""Loads the reference lists, the number series, the templates and Marketing Setup."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.demo.data import codes, countries, greetings, series, staff, templates
from crm.demo.identity import mailbox, stored_phone
from crm.demo.places import SPOTS
from crm.demo.wording import translate
from partners.models import CustomerTemplate, VendorTemplate
from setup import models as setup
from setup.numbering.models import NumberSeries, NumberSeriesLine

if TYPE_CHECKING:
    from crm.kit.models import Record

NAME_SLOTS = ("name_1", "name_2", "name_3", "name_4", "name_5")

PLAIN_LISTS: tuple[tuple[type[setup.CodeList], tuple[tuple[str, str], ...]], ...] = (
    (setup.Territory, codes.TERRITORIES),
    (setup.BusinessRelation, codes.BUSINESS_RELATIONS),
    (setup.OrganizationalLevel, codes.ORGANIZATIONAL_LEVELS),
    (setup.JobResponsibility, codes.JOB_RESPONSIBILITIES),
    (setup.PaymentMethod, codes.PAYMENT_METHODS),
    (setup.ShipmentMethod, codes.SHIPMENT_METHODS),
    (setup.Location, codes.LOCATIONS),
    (setup.ReminderTerms, codes.REMINDER_TERMS),
    (setup.CustomerPriceGroup, codes.PRICE_GROUPS),
    (setup.CustomerDiscountGroup, codes.DISCOUNT_GROUPS),
    (setup.GeneralBusinessPostingGroup, codes.POSTING_GROUPS),
    (setup.VatBusinessPostingGroup, codes.POSTING_GROUPS),
    (setup.CustomerPostingGroup, codes.POSTING_GROUPS),
    (setup.VendorPostingGroup, codes.POSTING_GROUPS),
    (setup.BankAccountPostingGroup, codes.BANK_POSTING_GROUPS),
    (setup.Salutation, greetings.SALUTATIONS),
)


MARKETING = {
    "default_country_id": "IT",
    "default_language_id": "IT",
    "default_format_region": "it-IT",
    "default_correspondence_type": "email",
    "company_salutation_id": "COMPANY",
    "person_salutation_id": "UNISEX",
    "customer_relation_id": "CUST",
    "vendor_relation_id": "VEND",
    "bank_account_relation_id": "BANK",
    "contact_nos_id": "CONT",
    "customer_nos_id": "CUST",
    "vendor_nos_id": "VEND",
    "bank_account_nos_id": "BANK",
}


def load_codes() -> None:
    """Every reference list, series and template is there, and Marketing Setup knows them.

    What codes stand for is said in the active language. What was there before stays as it is: codes with their
    descriptions, and settings that were made.
    """
    for code, name, tag in codes.LANGUAGES:
        add(setup.Language(code=code, description=_(name), tag=tag))
    for model, entries in PLAIN_LISTS:
        for code, description in entries:
            say(model(code=code, description=_(description)), description)
    _load_addresses()
    _load_money()
    _load_people()
    load_series(series.SERIES)
    _load_templates()
    _load_setup()


def load_series(entries: tuple[series.Series, ...]) -> None:
    """Each series is there with its line."""
    for entry in entries:
        numbers = NumberSeries(code=entry.code, description=_(entry.description))
        numbers.default_nos, numbers.manual_nos = not entry.manual, entry.manual
        if add(numbers):
            line = NumberSeriesLine(series=numbers, starting_date=series.STARTING_DATE)
            line.starting_no, line.ending_no, line.warning_no = entry.first, entry.last, entry.warning
            line.save()


def _load_addresses() -> None:
    for code, name, eu_member, uses_county, prefix in countries.COUNTRIES:
        country = setup.Country(code=code, description=_(name), phone_prefix=prefix)
        country.eu_member, country.uses_county = eu_member, uses_county
        say(country, name)
    for spot in SPOTS:
        post_code = setup.PostCode(country_id=spot.country)
        post_code.code, post_code.city, post_code.county = spot.place
        add(post_code, country=spot.country, code=spot.place.code, city=spot.place.city)


def _load_money() -> None:
    for code, name, symbol, decimals, rate in codes.CURRENCIES:
        add(setup.Currency(code=code, description=_(name), symbol=symbol, decimals=decimals, rate=Decimal(rate)))
    for code, description, days, end_of_month in codes.PAYMENT_TERMS:
        terms = setup.PaymentTerms(code=code, description=_(description), due_days=days)
        terms.end_of_month = end_of_month
        say(terms, description)


def _load_people() -> None:
    for salutation, language, style, text, names in greetings.FORMULAS:
        formula = setup.SalutationFormula(salutation_id=salutation, language_id=language, style=style)
        formula.text = text
        for slot, name in zip(NAME_SLOTS, names, strict=False):
            setattr(formula, slot, name)
        add(formula, salutation=salutation, language=language, style=style)
    for code, name, job_title, phone in staff.STAFF:
        seller = setup.Salesperson(code=code, description=name, job_title=_(job_title), phone_no=stored_phone(phone))
        seller.email = mailbox(name, staff.DOMAIN)
        seller.blocked = code in staff.LEFT
        add(seller)


def _load_templates() -> None:
    for entry in (*templates.CUSTOMERS, *templates.PEOPLE):
        private = entry in templates.PEOPLE
        template = CustomerTemplate(contact_type="person" if private else "company")
        template.prices_including_vat = private
        template.customer_posting_group_id = entry.group
        template.price_group_id = "PRIVATE" if private else "LIST"
        template.discount_group_id = "RETAIL" if private else "STANDARD"
        template.reminder_terms_id = "NATIONAL" if entry.group == "DOMESTIC" else "FOREIGN"
        _fill(template, entry)
    for entry in templates.VENDORS:
        _fill(VendorTemplate(vendor_posting_group_id=entry.group), entry)


def _fill(template: CustomerTemplate | VendorTemplate, entry: templates.Template) -> None:
    template.code, template.description = entry.code, _(entry.description)
    template.country_id = entry.country or None
    template.general_business_posting_group_id = entry.group
    template.vat_business_posting_group_id = entry.group
    template.payment_terms_id, template.payment_method_id = entry.payment_terms, entry.payment_method
    template.shipment_method_id, template.location_id = entry.shipment_method, entry.location
    add(template)


def _load_setup() -> None:
    rules = setup.MarketingSetup.current()
    for name, value in MARKETING.items():
        if not getattr(rules, name):
            setattr(rules, name, value)
    rules.save()
    first_day = setup.AssistedSetup.current()
    first_day.hidden = True  # there is nothing left to do
    first_day.save()


def add(record: Record, **key: object) -> bool:
    """``record`` is saved, unless there is one with that key, by default the primary one. Whether it was."""
    if type(record)._base_manager.filter(**(key or {"pk": record.pk})).exists():
        return False
    record.save()
    return True


def say(entry: Record, english: str, **key: object) -> None:
    """``entry`` is saved like by ``add``, with its words in other languages where its list has some."""
    if add(entry, **key):
        translate(entry, english)
