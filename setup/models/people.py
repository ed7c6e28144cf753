"""Salespeople and the ways a contact is greeted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import Record
from setup.models.codes import CodeList, Language


class Salesperson(CodeList):
    """A salesperson or purchaser. Blocked ones keep what they have and get nothing new (K3)."""

    job_title = models.CharField(_("Job Title"), max_length=30, blank=True)
    email = models.EmailField(_("Email"), max_length=80, blank=True)
    phone_no = models.CharField(_("Phone No."), max_length=30, blank=True)
    blocked = models.BooleanField(_("Blocked"), default=False)
    privacy_blocked = models.BooleanField(_("Privacy Blocked"), default=False)

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Salesperson")
        verbose_name_plural = _("Salespeople")


class Salutation(CodeList):
    """How a group of contacts is greeted; the words are in its formulas."""

    class Meta(CodeList.Meta):
        verbose_name = _("Salutation")
        verbose_name_plural = _("Salutations")


class SalutationFormula(Record):
    """The greeting for a salutation in a language (J7): text with placeholders ``%1`` to ``%5``."""

    class Style(models.TextChoices):
        """Formal and informal greetings."""

        FORMAL = "formal", _("Formal")
        INFORMAL = "informal", _("Informal")

    class Part(models.TextChoices):
        """What may stand in a placeholder."""

        JOB_TITLE = "job_title", _("Job Title")
        FIRST_NAME = "first_name", _("First Name")
        MIDDLE_NAME = "middle_name", _("Middle Name")
        SURNAME = "surname", _("Surname")
        INITIALS = "initials", _("Initials")
        COMPANY_NAME = "company_name", _("Company Name")

    salutation = models.ForeignKey(Salutation, models.CASCADE, related_name="formulas", verbose_name=_("Salutation"))
    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("Language Code"))
    style = models.CharField(_("Style"), max_length=10, choices=Style.choices, default=Style.FORMAL)
    text = models.CharField(_("Text"), max_length=50)
    name_1 = models.CharField(_("Name %1"), max_length=20, choices=Part.choices, blank=True)
    name_2 = models.CharField(_("Name %2"), max_length=20, choices=Part.choices, blank=True)
    name_3 = models.CharField(_("Name %3"), max_length=20, choices=Part.choices, blank=True)
    name_4 = models.CharField(_("Name %4"), max_length=20, choices=Part.choices, blank=True)
    name_5 = models.CharField(_("Name %5"), max_length=20, choices=Part.choices, blank=True)

    class Meta:
        ordering = ("salutation", "language", "style")
        verbose_name = _("Salutation Formula")
        verbose_name_plural = _("Salutation Formulas")
        constraints = (
            models.UniqueConstraint(fields=("salutation", "language", "style"), name="one_formula_per_style"),
        )

    def __str__(self) -> str:
        return f"{self.salutation_id} {self.language_id} {self.get_style_display()}"
