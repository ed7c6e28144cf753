"""Countries and post codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.models import Record
from setup.models.codes import CodeList


class Country(CodeList):
    """A country by its ISO 3166 code. ``uses_county`` says whether addresses show the county or province."""

    eu_member = models.BooleanField(_("Member of the European Union"), default=False)
    uses_county = models.BooleanField(_("County in Addresses"), default=False)
    phone_prefix = models.CharField(_("Phone Prefix"), max_length=5, blank=True)

    class Meta(CodeList.Meta):
        verbose_name = _("Country/Region")
        verbose_name_plural = _("Countries/Regions")


class PostCode(Record):
    """A post code with the city and county it leads to; one code may lead to several cities."""

    code = models.CharField(_("Post Code"), max_length=20)
    city = models.CharField(_("City"), max_length=30)
    county = models.CharField(_("County"), max_length=30, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("Country/Region Code"))

    class Meta:
        ordering = ("code", "city")
        verbose_name = _("Post Code")
        verbose_name_plural = _("Post Codes")
        constraints = (models.UniqueConstraint(fields=("country", "code", "city"), name="post_code_once_per_city"),)

    def __str__(self) -> str:
        return f"{self.code} {self.city}"
