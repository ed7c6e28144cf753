"""The catalogue: what we sell and buy (c.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import code, price, text
from crm.kit.models import Record
from crm.kit.search import search_text, sort_text
from setup.models import SalesSetup
from setup.numbering.records import NumberedRecord

if TYPE_CHECKING:
    from setup.numbering.models import NumberSeries


class ItemKind(models.TextChoices):
    """What a line can be about, besides plain text."""

    ITEM = "item", pgettext_lazy("entity", "Item")
    SERVICE = "service", pgettext_lazy("entity", "Service")
    ACCOUNT = "account", pgettext_lazy("entity", "Account")


class Item(NumberedRecord):
    """A good, a service or an account that lines are made with; its price can be changed on the line."""

    class Blocked(models.TextChoices):
        """On which documents it may no longer be chosen."""

        NONE = "", _("Not blocked")
        SALES = "sales", pgettext_lazy("navigation", "Sales")
        PURCHASES = "purchases", pgettext_lazy("navigation", "Purchases")
        ALL = "all", pgettext_lazy("filter", "All")

    number_series_setting = _("Item Nos.")

    kind = models.CharField(_("Type"), max_length=10, choices=ItemKind.choices, default=ItemKind.ITEM)
    name = models.CharField(_("Name"), max_length=100)
    description_2 = text(_("Description 2"), 100)
    unit = code("setup.UnitOfMeasure", _("Unit of Measure"))
    unit_price = price(_("Unit Price"))
    unit_cost = price(_("Unit Cost"))
    vat_product_group = code("setup.VatProductPostingGroup", _("VAT Prod. Posting Group"))
    allow_invoice_discount = models.BooleanField(_("Allow Invoice Discount"), default=True)
    blocked = models.CharField(_("Blocked"), max_length=10, choices=Blocked.choices, blank=True, default=Blocked.NONE)

    search = search_text("no", "name", "description_2")
    sort_name = sort_text("name")

    class Meta:
        ordering = ("no",)
        verbose_name = pgettext_lazy("entity", "Catalogue Item")
        verbose_name_plural = pgettext_lazy("page", "Catalogue")
        indexes = (models.Index(fields=("sort_name", "id"), name="item_by_name"),)

    def __str__(self) -> str:
        return f"{self.no} {self.name}".strip()

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """Item Nos. of Sales Setup."""
        series: NumberSeries | None = SalesSetup.current().item_nos
        return series

    def words_in(self, language: str | None) -> tuple[str, str]:
        """What a line in that language calls it: name and second description.

        One query where the language is known, none where the translations are.
        """
        known = self.translations.all() if language else ()
        found = next((one for one in known if one.language_id == language), None)
        return (found.name, found.description_2) if found is not None else (self.name, self.description_2)


class ItemTranslation(Record):
    """What an item is called in another language."""

    item = models.ForeignKey(
        Item,
        models.CASCADE,
        related_name="translations",
        editable=False,
        verbose_name=pgettext_lazy("entity", "Catalogue Item"),
    )
    language = models.ForeignKey("setup.Language", models.PROTECT, related_name="+", verbose_name=_("Language Code"))
    name = models.CharField(_("Name"), max_length=100)
    description_2 = text(_("Description 2"), 100)

    class Meta:
        ordering = ("item", "language")
        verbose_name = _("Translation")
        verbose_name_plural = _("Translations")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "language"),
                name="item_translated_once",
                violation_error_message=_("There is a name in this language already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.language_id} {self.name}"
