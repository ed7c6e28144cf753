"""The form of an interaction."""

from __future__ import annotations

from typing import Any

from contacts.interactions.log import check_contact
from crm.kit.forms import RecordForm
from crm.kit.refusal import Refused


class InteractionForm(RecordForm):
    """What is begun by hand has a contact that may be spoken to (H5)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "contact" in self.fields:
            self.fields["contact"].required = self.is_new

    def clean(self) -> dict[str, Any]:
        """A contact blocked for privacy is refused."""
        cleaned = super().clean()
        contact = cleaned.get("contact")
        if contact is not None and "contact" in self.touched | ({"contact"} if self.is_new else set()):
            try:
                check_contact(contact)
            except Refused as refused:
                self.refuse(refused)
        return cleaned
