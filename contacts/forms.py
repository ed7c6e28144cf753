"""The form of a contact: what a person may type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from crm.kit.forms import RecordForm
from setup.forms import NumberedForm


class ContactForm(NumberedForm):
    """A contact has a name."""

    def clean(self) -> dict[str, Any]:
        """A person may be named by its parts instead."""
        cleaned = super().clean()
        parts = ("name", "first_name", "surname")
        if not any(self.final(name) for name in parts) and "name" in self.fields:
            self.add_error("name", _("Enter the name."))
        return cleaned


class AlternativeAddressForm(RecordForm):
    """Codes are written in capitals."""

    def clean_code(self) -> str:
        """The code as it is stored."""
        return str(self.cleaned_data["code"]).strip().upper()
