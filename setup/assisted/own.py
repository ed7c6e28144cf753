"""The steps of the setup room: who we are, numbers, relation codes, rules, and terms."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.kit.addresses import page_url, setting_url
from crm.kit.permissions import name_of
from setup.assisted.proposals import uses
from setup.assisted.steps import Seen, Step, register_step, seen
from setup.models import BusinessRelation, CompanyInformation, MarketingSetup, PaymentMethod, PaymentTerms
from setup.numbering.models import NumberSeries

RELATIONS = ("customer_relation", "vendor_relation", "bank_account_relation")
ADDRESS = ("name", "address", "city", "country_id", "vat_registration_no")
DEFAULTS = ("default_salesperson_id", "default_territory_id", "default_country_id", "default_language_id")


def register() -> None:
    """They are offered in the order of the first day."""
    register_step(Step(
        "company", 10, gettext_lazy("Company information"),
        gettext_lazy("Your name, address and VAT number stand on every document."), 5,
        company, partial(_edit, CompanyInformation), name_of("change", CompanyInformation),
    ))  # fmt: skip
    register_step(Step(
        "series", 30, gettext_lazy("Number series"),
        gettext_lazy("Contacts, partners and documents get their numbers by themselves."), 3,
        series, partial(reverse, "assisted-series"), name_of("add", NumberSeries),
    ))  # fmt: skip
    register_step(Step(
        "relations", 40, gettext_lazy("Business relation codes"),
        gettext_lazy("They say what a contact is to you: customer, vendor, bank, or anything else."), 2,
        relations, partial(reverse, "assisted-relations"), name_of("add", BusinessRelation),
    ))  # fmt: skip
    register_step(Step(
        "linking", 50, gettext_lazy("Linking with customers, vendors and bank accounts"),
        gettext_lazy("With a code for a kind, each new partner of that kind also creates a contact."), 3,
        linking, partial(setting_url, "customer_relation"), name_of("change", MarketingSetup),
    ))  # fmt: skip
    register_step(Step(
        "defaults", 60, gettext_lazy("Inheritance and defaults"),
        gettext_lazy("What people take over from their company, and what new contacts start with."), 4,
        defaults, partial(setting_url, "default_country"), name_of("change", MarketingSetup),
    ))  # fmt: skip
    register_step(Step(
        "terms", 80, gettext_lazy("Payment terms and methods"),
        gettext_lazy("When and how is paid stands on quotes and orders."), 5,
        terms, _to_terms, name_of("add", PaymentTerms),
    ))  # fmt: skip


def company() -> Seen:
    """Done with a name, an address and a VAT number."""
    us = CompanyInformation.current()
    return seen(sum(1 for name in ADDRESS if getattr(us, name)), len(ADDRESS), us.name)


def series() -> Seen:
    """Done where everything that can be numbered has its series."""
    asked = uses()
    chosen = sum(1 for one in asked if one.chosen)
    return seen(chosen, len(asked), _("%(count)s of %(total)s") % {"count": chosen, "total": len(asked)})


def relations() -> Seen:
    """Done with a code for each kind. One query."""
    codes = list(BusinessRelation._base_manager.order_by("code").values_list("code", flat=True)[:6])
    return seen(len(codes), len(RELATIONS), ", ".join(codes))


def linking() -> Seen:
    """Done where all kinds are on."""
    setup = MarketingSetup.current()
    codes = [code for name in RELATIONS if (code := getattr(setup, f"{name}_id"))]
    return seen(len(codes), len(RELATIONS), ", ".join(codes))


def defaults() -> Seen:
    """Done with one default."""
    setup = MarketingSetup.current()
    return seen(sum(1 for name in DEFAULTS if getattr(setup, name)), 1)


def terms() -> Seen:
    """Done with one of each. Two queries."""
    return seen(sum(1 for model in (PaymentTerms, PaymentMethod) if model._base_manager.exists()), 2)


def _to_terms() -> str:
    missing = PaymentMethod if PaymentTerms._base_manager.exists() else PaymentTerms
    return page_url(missing, "list")


def _edit(model: type[CompanyInformation]) -> str:
    return page_url(model, "edit", model.SINGLE)
