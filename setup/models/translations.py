"""What entries of reference lists are called in other languages: documents speak that of their partner (P63).

Each list has a table of its own, so that its rows go with the entry and no key points to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record


def _entry(to: str, label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(to, models.CASCADE, related_name="translations", verbose_name=label)


class Translation(Record):
    """What ``entry`` is called in a language: the column ``words`` of the concrete model says it, once a language."""

    words: ClassVar[str] = "description"

    entry: models.ForeignKey[Any, Any]
    language = models.ForeignKey("setup.Language", models.PROTECT, related_name="+", verbose_name=_("Language Code"))

    class Meta:
        abstract = True
        ordering = ("entry", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "language"),
                name="%(class)s_once",
                violation_error_message=_("There is a translation into this language already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.language_id} {getattr(self, self.words)}"

    @staticmethod
    def of(model: type[Record]) -> type[Translation] | None:
        """The translations of the entries of ``model``; ``None`` for a list that has none."""
        pointing: Iterator[Any] = (relation.related_model for relation in model._meta.related_objects)
        return next((one for one in pointing if issubclass(one, Translation)), None)


class DescriptionTranslation(Translation):
    """A description in a language."""

    description = models.CharField(_("Description"), max_length=100)

    class Meta(Translation.Meta):
        abstract = True


class CountryTranslation(DescriptionTranslation):
    """What a country is called."""

    entry = _entry("setup.Country", _("Country/Region"))

    class Meta(DescriptionTranslation.Meta):
        verbose_name = _("Country/Region Translation")
        verbose_name_plural = _("Country/Region Translations")


class PaymentTermsTranslation(DescriptionTranslation):
    """How it is said when an invoice is due."""

    entry = _entry("setup.PaymentTerms", pgettext_lazy("entity", "Payment Terms"))

    class Meta(DescriptionTranslation.Meta):
        verbose_name = _("Payment Term Translation")
        verbose_name_plural = _("Payment Term Translations")


class PaymentMethodTranslation(DescriptionTranslation):
    """How it is said how is paid."""

    entry = _entry("setup.PaymentMethod", pgettext_lazy("entity", "Payment Method"))

    class Meta(DescriptionTranslation.Meta):
        verbose_name = _("Payment Method Translation")
        verbose_name_plural = _("Payment Method Translations")


class ShipmentMethodTranslation(DescriptionTranslation):
    """How it is said who carries the goods."""

    entry = _entry("setup.ShipmentMethod", pgettext_lazy("entity", "Shipment Method"))

    class Meta(DescriptionTranslation.Meta):
        verbose_name = _("Shipment Method Translation")
        verbose_name_plural = _("Shipment Method Translations")


class UnitOfMeasureTranslation(DescriptionTranslation):
    """What a unit is called."""

    entry = _entry("setup.UnitOfMeasure", pgettext_lazy("entity", "Unit of Measure"))

    class Meta(DescriptionTranslation.Meta):
        verbose_name = _("Unit of Measure Translation")
        verbose_name_plural = _("Unit of Measure Translations")


class VatClauseTranslation(Translation):
    """The clause of a rate."""

    words = "clause"

    entry = _entry("setup.VatPostingSetup", _("VAT Posting Setup"))
    clause = models.CharField(_("VAT Clause"), max_length=250)

    class Meta(Translation.Meta):
        verbose_name = _("VAT Clause Translation")
        verbose_name_plural = _("VAT Clause Translations")
