"""What is typed into reference lists, checked: phone numbers of salespeople and tags of languages.

A stored value that nobody touched is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.kit.phones import check_phone
from setup.models import MarketingSetup
from setup.regions import cleaned_tag

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]  # for the screen and for the admin
else:
    ModelForm = forms.ModelForm


class SalespersonRules(ModelForm):
    """The phone number is one, in its international form; without a prefix it is one of the default country."""

    def clean_phone_no(self) -> Any:
        """The number as it is stored."""
        typed = self.cleaned_data["phone_no"]
        if not typed or "phone_no" not in self.changed_data:
            return typed
        checked = check_phone(typed, home_country=MarketingSetup.current().default_country_id or "")
        if checked.problem is not None:
            raise ValidationError(checked.problem, code="invalid")
        return checked.value


class LanguageRules(ModelForm):
    """The tag names a language that exists, and maybe a country."""

    def clean_tag(self) -> Any:
        """The tag as it is stored."""
        sentence = _("This language tag is not known: it should look like %(example)s.")
        unknown = ValidationError(sentence % {"example": "it, en-GB"}, code="unknown_language")
        return cleaned_tag(self, "tag", unknown)
