"""The pages of reference lists, number series and Marketing Setup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit import navigation
from crm.kit.addresses import page_url, register_settings, setting_url
from crm.kit.cards import Action, Card, Page, Panel, Section, register_action, register_page, register_panel
from crm.kit.forms import RecordForm
from crm.kit.models import Record
from crm.kit.permissions import holds, may, name_of
from crm.kit.screens.declaration import Column, Inline, Missing, Screens
from crm.kit.screens.registry import all_screens
from setup import models
from setup.filters import CodeFilters, PostCodeFilters
from setup.forms import LanguageForm, MarketingSetupForm, SalespersonForm
from setup.numbering.models import NumberSeries
from setup.purposes import PURPOSES
from setup.replacing import REPLACE, ReplaceScreen
from setup.usage import counted, used_by, uses_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

GENERAL = pgettext_lazy("section", "General")
SETTINGS = pgettext_lazy("navigation", "Settings")
CONTACTS = pgettext_lazy("page", "Contacts")
TRADE = _("Buying and selling")
POSTING = _("Posting")
FOUND_BY = _("Code or description…")
SHOWN = 5

LISTS: dict[str, tuple[Any, tuple[type[models.CodeList], ...]]] = {
    "contacts": (
        CONTACTS,
        (
            models.BusinessRelation, models.Salesperson, models.Territory, models.Salutation,
            models.OrganizationalLevel, models.JobResponsibility, models.Country, models.Language, models.Currency,
        ),
    ),
    "trade": (
        TRADE,
        (
            models.PaymentTerms, models.PaymentMethod, models.ReminderTerms, models.ShipmentMethod, models.Location,
            models.UnitOfMeasure, models.CustomerPriceGroup, models.CustomerDiscountGroup,
        ),
    ),
    "posting": (
        POSTING,
        (
            models.GeneralBusinessPostingGroup, models.VatBusinessPostingGroup, models.VatProductPostingGroup,
            models.CustomerPostingGroup, models.VendorPostingGroup, models.BankAccountPostingGroup,
        ),
    ),
}  # fmt: skip
"""The reference lists by the shelf of the settings page they stand on."""

FORMS: dict[type[models.CodeList], type[RecordForm]] = {
    models.Language: LanguageForm,
    models.Salesperson: SalespersonForm,
}
"""The forms of the reference lists that check what is typed."""


def translations_of(model: type[Record]) -> tuple[Inline, ...]:
    """The words of an entry in other languages, edited with it; nothing for lists that no document prints."""
    found = models.Translation.of(model)
    return (Inline(found, ("language", found.words)),) if found is not None else ()


def series_missing(model: Any, setting: str) -> Missing | None:
    """Records of ``model`` get no number: none is chosen for them in Marketing Setup. A query or two."""
    if model.default_series() is not None:
        return None
    sentence = now_("Numbers come from a number series, and none is chosen yet: %(setting)s.")
    said = sentence % {"setting": model.number_series_setting}
    return Missing(said, now_("Choose a number series"), setting_url(setting))


class CodeListScreens(Screens):
    """One reference list: code, description and a few columns of its own."""

    sortable = {"code": "code"}
    default_sort = "code"
    filterset = CodeFilters
    is_searchable = True
    searched = FOUND_BY
    is_grid = True

    def __init__(self, model: type[models.CodeList], shelf: Any) -> None:
        names = tuple(field.name for field in model._meta.concrete_fields if field.editable)
        self.model, self.shelf = model, shelf
        self.prefix = f"lists/{_slug(model)}/"
        self.columns = (*(_column(model, name) for name in names[:SHOWN]), used_by(model))
        self.form = FORMS.get(model, RecordForm)
        self.purpose = PURPOSES.get(model, "")
        self.card = Card((Section(GENERAL, names, help=self.purpose),))
        self.inlines = translations_of(model)

    def instead(self, record: Any) -> list[tuple[str | Promise, str]]:
        """Another code takes its place; where it can be blocked, that; and what it stands for can be changed."""
        edit = page_url(self.model, "edit", record.pk)
        ways: list[tuple[str | Promise, str]] = [(REPLACE, page_url(self.model, "replace", record.pk))]
        if hasattr(record, "blocked") and not record.blocked:
            ways.append((_("Block it"), f"{edit}?focus=blocked"))
        return [*ways, (_("Change its description"), f"{edit}?focus=description")]

    def rows(self) -> QuerySet[Any, Any]:
        """Entries, with how many records use each where the list says so: in the same query."""
        rows = super().rows()
        is_counted = any(not isinstance(one, str) and one.name == "used" for one in self.columns)
        return counted(rows, self.model) if is_counted else rows


class SalutationFormulaScreens(Screens):
    """The words of a salutation in a language."""

    model = models.SalutationFormula
    prefix = "salutation-formulas/"
    purpose = _(
        "The words that a letter or an e-mail begins with: for each salutation and language, formal and informal."
    )
    shelf = CONTACTS
    columns = ("salutation", "language", "style", "text")
    sortable = {"salutation": "salutation_id"}
    default_sort = "salutation"
    filters = ("salutation", "language")
    presets = ("salutation",)
    card = Card(
        (
            Section(
                GENERAL,
                ("salutation", "language", "style", "text"),
                help=_("Write %1 to %5 where a name is to stand, and choose below what each stands for."),
            ),
            Section(_("Placeholders"), ("name_1", "name_2", "name_3", "name_4", "name_5")),
        )
    )


class PostCodeScreens(Screens):
    """Post codes with their cities."""

    model = models.PostCode
    prefix = "post-codes/"
    purpose = _("Typing a post code proposes city, county and country; nothing that was typed is overwritten.")
    shelf = CONTACTS
    columns = ("code", "city", "county", "country")
    sortable = {"code": "code"}
    default_sort = "code"
    filters = ("country",)
    filterset = PostCodeFilters
    is_searchable = True
    searched = _("Post code or city…")
    card = Card((Section(GENERAL, ("code", "city", "county", "country")),))


class MarketingSetupScreens(Screens):
    """The single row of rules; each group says what it does."""

    model = models.MarketingSetup
    prefix = "marketing/"
    shelf = SETTINGS
    form = MarketingSetupForm
    card = Card(
        (
            Section(
                pgettext_lazy("section", "Inheritance"),
                (
                    "inherit_salesperson", "inherit_territory", "inherit_country", "inherit_language",
                    "inherit_format_region", "inherit_address", "inherit_communication",
                ),
                help=_("What is changed on a company reaches those of its people who still had the old value."),
            ),
            Section(
                pgettext_lazy("section", "Defaults"),
                (
                    "default_salesperson", "default_territory", "default_country", "default_language",
                    "default_format_region", "default_correspondence_type", "company_salutation", "person_salutation",
                ),
                help=_("New contacts start with these values; what is empty here stays empty there."),
            ),
            Section(
                pgettext_lazy("section", "Bus. Relation Code for"),
                ("customer_relation", "vendor_relation", "bank_account_relation"),
                help=_(
                    "A code switches linking and creating on for its kind: from then on a new customer, vendor or bank"
                    " account also creates a contact, if contacts have a number series. Empty switches both off;"
                    " existing links keep synchronizing."
                ),
            ),
            Section(
                pgettext_lazy("section", "Numbering"),
                ("contact_nos", "customer_nos", "vendor_nos", "bank_account_nos"),
                help=_("Where new records get their numbers; without a series the number is typed."),
            ),
        )
    )  # fmt: skip


ABOUT: dict[str, Any] = {
    "settings": _("Who you are, who works here, and the rules of the house."),
    "contacts": _("What contacts are described with, and how they are greeted."),
    "trade": _("What customers, vendors and documents are described with."),
    "posting": _("Who is posted and taxed alike."),
}
"""What stands on each shelf, in a sentence."""

_further: list[navigation.Entry] = []


def offer(entry: navigation.Entry) -> None:
    """A page of settings that is no list of records stands in the navigation and on the settings page."""
    navigation.register_entry(entry)
    _further.append(entry)


def index(request: HttpRequest) -> HttpResponse:
    """Everything that can be set up, by shelf: what concerns the whole house first."""
    heads = {str(SETTINGS): "settings", **{str(title): name for name, (title, _models) in LISTS.items()}}
    shelves: dict[str, list[tuple[str, str]]] = {title: [] for title in heads}
    for entry in _further:
        if holds(request.user, entry.permission):
            shelves[str(SETTINGS)].append((str(entry.title), reverse(entry.address)))
    for one in all_screens():
        if one.shelf and may(request.user, "view", one.model):
            shelves.setdefault(str(one.shelf), []).append((one.title, page_url(one.model, "list")))
    shown = [(title, ABOUT.get(heads.get(title, ""), ""), entries) for title, entries in shelves.items() if entries]
    return TemplateResponse(request, "setup/index.html", {"shelves": shown, "title": SETTINGS})


def code_lists() -> list[CodeListScreens]:
    """The screens of every reference list."""
    return [CodeListScreens(model, shelf) for shelf, lists in LISTS.values() for model in lists]


def _replace(model: type[models.CodeList]) -> Action:
    return Action(REPLACE, lambda record: page_url(model, "replace", record.pk), name_of("change", model))


def setting_address(name: str) -> str:
    """Where a field of Marketing Setup is edited."""
    fields = {field.name for field in models.MarketingSetup._meta.concrete_fields}
    url = page_url(models.MarketingSetup, "edit", models.MarketingSetup.SINGLE)
    return f"{url}#id_{name}" if name in fields else ""


def register() -> None:
    """Settings stand in the navigation, and refusals lead to them."""
    assisted = pgettext_lazy("navigation", "Assisted Setup")
    change = name_of("change", models.MarketingSetup)
    offer(navigation.Entry(SETTINGS, assisted, "assisted", change, 89, "list-checks"))
    setting = (
        (_("Marketing Setup"), "marketingsetup-list", name_of("view", models.MarketingSetup), "sliders-horizontal"),
        (pgettext_lazy("page", "No. Series"), "numberseries-list", name_of("view", NumberSeries), "hash"),
        (_("All settings"), "settings", name_of("view", models.MarketingSetup), "settings"),
    )
    for order, (title, address, permission, icon) in enumerate(setting, start=90):
        navigation.register_entry(navigation.Entry(SETTINGS, title, address, permission, order, icon))
    register_settings(setting_address)
    register_page(models.CodeList, Page("replace", ReplaceScreen))
    for _shelf, lists in LISTS.values():
        for one in lists:
            register_action(one, _replace(one))
    for model in (models.CodeList, NumberSeries):
        register_panel(model, Panel(_("Used by"), "setup/uses.html", uses_of, order=20))


def _column(model: type[models.CodeList], name: str) -> str | Column:
    """The column ``name``; of a whole number nought is shown too: no decimal places, due at once."""
    if not isinstance(model._meta.get_field(name), IntegerField):
        return name
    return Column(
        name,
        lambda row: number_format(getattr(row, name), force_grouping=True),
        plain=lambda row: getattr(row, name),
        is_number=True,
    )


def _slug(model: type[Record]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", str(model._meta.object_name)).lower()
