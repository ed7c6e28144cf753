"""Forms of the trade room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.kit.forms import RecordForm
from setup.forms import NumberedForm, require_name


class ItemForm(NumberedForm):
    """An item needs a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)


class DocumentForm(NumberedForm):
    """The header of a document. Another party is asked about: it fills the header anew (c.2-2)."""

    def clean(self) -> dict[str, Any]:
        """A partner or contact that takes the place of another one has a warning of its own."""
        cleaned = super().clean()
        replaced = [
            str(self.fields[name].label)
            for name in ("contact", "customer", "vendor")
            if name in self.touched and not self.is_new and self.opened.get(name) is not None
        ]
        if replaced:
            sentence = _("Another %(field)s fills address, terms and prices of this document anew.")
            self.warn(str(sentence) % {"field": ", ".join(replaced)})
        return cleaned


class LineForm(RecordForm):
    """A line of a document; a blank row at the end makes none."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.item_id is not None:  # type: ignore[attr-defined]
            self.initial["item"] = self.instance.item  # type: ignore[attr-defined]  # read along: no query for its number
