"""Forms of customers, vendors and bank accounts: what a person may type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from contacts.formats.forms import CheckedForm
from contacts.links.kinds import all_kinds
from contacts.models import Contact
from crm.kit.display import caption
from crm.kit.forms import RecordForm
from setup.forms import NumberedForm, require_name

if TYPE_CHECKING:
    from collections.abc import Iterator


class PartnerForm(CheckedForm, NumberedForm):
    """A partner has a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)


class FieldPolicyForm(RecordForm):
    """A policy is about one of the kinds there are, and one of the fields they share."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("kind", self.offered_kinds()), ("field", self.offered_fields())):
            choices = [("", "—"), *offered]
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, choices=choices)

    @staticmethod
    def offered_kinds() -> Iterator[tuple[str, str]]:
        """Every kind by its name."""
        for kind in all_kinds():
            yield kind.name, str(kind.label)

    @staticmethod
    def offered_fields() -> Iterator[tuple[str, str]]:
        """Every shared field by its column on the contact."""
        names = dict.fromkeys(shared.contact for kind in all_kinds() for shared in kind.shared)
        for name in names:
            yield name, caption(Contact, name)
