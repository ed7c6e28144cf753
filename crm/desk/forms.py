"""The form of My Settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.desk.models import Desk

HELP = {
    "language": _("Pages speak it at once. Documents and e-mails keep the language of whom they are for."),
    "density": _("How much room rows and controls take."),
    "single_keys": _("One letter alone then does something: E edits a card, / goes to the search."),
}


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
            choices=[("", _("As the browser asks")), *settings.LANGUAGES],
            required=False,
        )
