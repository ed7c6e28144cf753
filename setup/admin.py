"""Reference lists and Marketing Setup in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from crm.kit.admin import RecordAdmin, RecordInline
from crm.kit.models import Record
from setup import models
from setup.entries import LanguageRules, SalespersonRules
from setup.regions import DefaultRegionRules


def _translations_of(model: type[Record]) -> tuple[type[RecordInline], ...]:
    """The words of an entry in other languages, edited with it."""
    found = models.Translation.of(model)
    return (type("TranslationInline", (RecordInline,), {"model": found}),) if found is not None else ()


@admin.register(
    models.BankAccountPostingGroup,
    models.BusinessRelation,
    models.CustomerDiscountGroup,
    models.CustomerPostingGroup,
    models.CustomerPriceGroup,
    models.GeneralBusinessPostingGroup,
    models.JobResponsibility,
    models.Location,
    models.OrganizationalLevel,
    models.PaymentMethod,
    models.ReminderTerms,
    models.ShipmentMethod,
    models.Territory,
    models.VatBusinessPostingGroup,
    models.VatProductPostingGroup,
    models.VendorPostingGroup,
)
class CodeListAdmin(RecordAdmin):
    """A code and what it stands for."""

    list_display: Any = ("code", "description")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The words of an entry in other languages, too."""
        return (*super().get_inlines(request, obj), *_translations_of(self.model))


@admin.register(models.Country)
class CountryAdmin(CodeListAdmin):
    """Countries and regions."""

    list_display = ("code", "description", "eu_member", "uses_county", "phone_prefix")
    list_filter = ("eu_member",)


@admin.register(models.Currency)
class CurrencyAdmin(CodeListAdmin):
    """Currencies."""

    list_display = ("code", "description", "symbol", "decimals")


@admin.register(models.Language)
class LanguageAdmin(CodeListAdmin):
    """Languages."""

    form = LanguageRules
    list_display = ("code", "description", "tag")


@admin.register(models.PaymentTerms)
class PaymentTermsAdmin(CodeListAdmin):
    """When an invoice is due."""

    list_display = ("code", "description", "due_days", "end_of_month")


@admin.register(models.Salesperson)
class SalespersonAdmin(CodeListAdmin):
    """Salespeople and purchasers."""

    form = SalespersonRules
    list_display = ("code", "description", "job_title", "email", "blocked", "privacy_blocked")
    list_filter = ("blocked", "privacy_blocked")


class FormulaInline(RecordInline):
    """How a salutation sounds in each language."""

    model = models.SalutationFormula


@admin.register(models.Salutation)
class SalutationAdmin(CodeListAdmin):
    """Salutations with their formulas."""

    inlines = (FormulaInline,)


@admin.register(models.SalutationFormula)
class FormulaAdmin(RecordAdmin):
    """Greetings by salutation and language."""

    list_display = ("salutation", "language", "style", "text")
    list_select_related = ("salutation", "language")
    list_filter = ("style", "language")
    search_fields = ("text", "salutation__code")


@admin.register(models.PostCode)
class PostCodeAdmin(RecordAdmin):
    """Post codes and the cities they lead to."""

    list_display = ("code", "city", "county", "country")
    list_select_related = ("country",)
    list_filter = ("country",)
    search_fields = ("code", "city")


class SingleAdmin(RecordAdmin):
    """The one row of a setup: it is there, and stays."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is needed as long as the product is."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is no list of one: straight to it."""
        row = self.model.current()
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=(row.pk,))
        )


@admin.register(models.MarketingSetup)
class MarketingSetupAdmin(SingleAdmin):
    """The rules for contacts."""

    form = DefaultRegionRules
    search_fields = ("default_format_region",)


@admin.register(models.CompanyInformation)
class CompanyInformationAdmin(SingleAdmin):
    """Who we are."""

    search_fields = ("name",)


@admin.register(models.SalesSetup, models.PurchaseSetup, models.ServiceSetup)
class DocumentSetupAdmin(SingleAdmin):
    """Number series of documents."""

    search_fields = ("quote_nos__code",)


@admin.register(models.AssistedSetup)
class AssistedSetupAdmin(SingleAdmin):
    """What was left out on the first day."""

    search_fields = ("skipped",)


@admin.register(models.UnitOfMeasure)
class UnitAdmin(CodeListAdmin):
    """In what things are counted."""

    list_display = ("code", "description", "decimals")


@admin.register(models.VatPostingSetup)
class VatPostingAdmin(RecordAdmin):
    """Rates of VAT."""

    list_display = ("business_group", "product_group", "identifier", "percent", "calculation")
    list_select_related = ("business_group", "product_group")
    list_filter = ("calculation", "business_group")
    search_fields = ("identifier", "clause")
    inlines = _translations_of(models.VatPostingSetup)


class TranslationAdmin(RecordAdmin):
    """What entries of a list are called in other languages."""

    list_filter = ("language",)
    list_select_related = ("entry",)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Entry, language and words."""
        return ("entry", "language", self.model.words)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """The key of the entry, and the words."""
        return ["entry__pk", self.model.words]


for _model in (
    models.CountryTranslation,
    models.PaymentMethodTranslation,
    models.PaymentTermsTranslation,
    models.ShipmentMethodTranslation,
    models.UnitOfMeasureTranslation,
    models.VatClauseTranslation,
):
    admin.site.register(_model, TranslationAdmin)
