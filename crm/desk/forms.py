"""The form of My Settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from crm.desk.models import Desk

HELP = {
    "language": _("Pages speak it at once. Documents and e-mails keep the language of whom they are for."),
    "density": _("How much room rows and controls take."),
    "single_keys": _("One letter alone then does something: E edits a card, / goes to the search."),
}

OWN_NAMES = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
"""Each language in its own words: who cannot read the page finds the way out of it."""


class Languages(forms.Select):
    """A choice of languages, each marked as being in itself."""

    def create_option(self, name: str, value: Any, *others: Any, **options: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *others, **options)
        if value:
            option["attrs"]["lang"] = value
        return option


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs types forms at check time only
    """Language, colours, density and keys of one person."""

    class Meta:
        model = Desk
        fields = ("language", "theme", "density", "page_size", "single_keys")
        help_texts = HELP

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            help_text=HELP["language"],
            choices=[("", _("As the browser asks")), *OWN_NAMES],
            required=False,
            widget=Languages,
        )
