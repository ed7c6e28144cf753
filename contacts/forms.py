"""The forms of contacts: what a person may type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from contacts.formats.forms import CheckedForm
from contacts.models import ContactType
from contacts.rules import PARTS, join_name
from setup.forms import NumberedForm, require_name


class ContactForm(CheckedForm, NumberedForm):
    """A company has a name; a person may be named by the parts of it instead."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "first_name" not in self.fields:
            require_name(self)

    def clean(self) -> dict[str, Any]:
        """Who becomes a person keeps a name."""
        cleaned = super().clean()
        parts = ("name", "first_name", "surname")
        if self.final("type") == ContactType.PERSON:
            if not any(self.final(name) for name in parts):
                self.add_error("name", _("Enter the name."))
            elif "name" in self.touched and self.touched & set(PARTS):
                self._agree_on_name()
        return cleaned

    def _agree_on_name(self) -> None:
        """Who types a name and parts of it means the same with both (J2)."""
        joined = join_name(*(self.final(part) or "" for part in PARTS))
        if joined and self.final("name") and self.final("name").split() != joined.split():
            sentence = _("The name and its parts differ: the parts make “%(name)s”. Change one of them.")
            self.add_error("name", sentence % {"name": joined})


class AlternativeAddressForm(CheckedForm):
    """Codes are written in capitals."""

    def clean_code(self) -> str:
        """The code as it is stored."""
        return str(self.cleaned_data["code"]).strip().upper()
