"""A number series, and the series one may choose in its place."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.codes import refuse_unaddressable
from crm.kit.models import Record


class NumberSeries(Record):
    """Where records get their numbers from; its lines say which ones, and from which date (I2).

    At least one of ``default_nos`` (numbers are assigned) and ``manual_nos`` (numbers are typed) is on.
    """

    code = models.CharField(_("Code"), max_length=20, primary_key=True)
    description = models.CharField(_("Description"), max_length=100, blank=True)
    default_nos = models.BooleanField(_("Default Nos."), default=True)
    manual_nos = models.BooleanField(_("Manual Nos."), default=False)
    date_order = models.BooleanField(_("Date Order"), default=False)

    class Meta:
        ordering = ("code",)
        verbose_name = pgettext_lazy("entity", "Number Series")
        verbose_name_plural = _("No. Series")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(default_nos=True) | models.Q(manual_nos=True),
                name="series_default_or_manual",
                violation_error_message=_("Numbers must be assigned, typed, or both."),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """Code and description: ``CUST — Customers``."""
        return f"{self.code} — {self.description}" if self.description else self.code

    def alternatives(self) -> models.QuerySet[NumberSeries]:
        """The series that may be chosen in place of this one, in order of code."""
        return NumberSeries._base_manager.filter(chosen_for__series=self).order_by("code")

    def clean_fields(self, exclude: object = None) -> None:
        """The code is in capitals before it is checked; the address of a new one can be found again."""
        self._tidy()
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
        if self._state.adding:
            refuse_unaddressable(self.code)

    def clean(self) -> None:
        """One of both ways to number is on before the constraint is checked."""
        super().clean()
        self._keep_one_way(None if self._state.adding else NumberSeries._base_manager.filter(pk=self.pk).first())

    def derive(self) -> None:
        """The code is in capitals, and one of both ways to number is on."""
        super().derive()
        if self.stored is None:
            self._tidy()
        self._keep_one_way(self.stored)

    def _tidy(self) -> None:
        self.code = self.code.strip().upper()

    def _keep_one_way(self, before: NumberSeries | None) -> None:
        if self.default_nos or self.manual_nos:
            return
        if before is not None and before.manual_nos:
            self.default_nos = True
        else:
            self.manual_nos = True


class NumberSeriesRelationship(Record):
    """``related`` may be chosen wherever the setup names ``series``."""

    series = models.ForeignKey(
        NumberSeries, models.CASCADE, related_name="relationships", verbose_name=_("Series Code")
    )
    related = models.ForeignKey(
        NumberSeries, models.CASCADE, related_name="chosen_for", verbose_name=_("Related Series Code")
    )

    class Meta:
        ordering = ("series", "related")
        verbose_name = _("Number Series Relationship")
        verbose_name_plural = _("Relationships")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "related"),
                name="series_related_once",
                violation_error_message=_("These number series are already related."),
            ),
            models.CheckConstraint(
                condition=~models.Q(series=models.F("related")),
                name="series_related_to_another",
                violation_error_message=_("A number series cannot be related to itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} → {self.related_id}"
