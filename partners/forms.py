"""Forms of customers, vendors and bank accounts: what a person may type."""

from __future__ import annotations

from typing import Any

from django import forms

from contacts.formats.forms import CheckedForm
from contacts.links import policies
from crm.kit.forms import RecordForm
from setup.forms import NumberedForm, require_name


class PartnerForm(CheckedForm, NumberedForm):
    """A partner has a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)


class FieldPolicyForm(RecordForm):
    """A policy is about one of the kinds there are, and one of the fields they share."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("kind", policies.kinds()), ("field", policies.fields())):
            choices = [("", "—"), *offered]
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, choices=choices)

    def clean(self) -> dict[str, Any]:
        """A policy for a field that the kind does not share would say nothing."""
        cleaned = super().clean()
        if why := policies.objection(self.final("kind"), self.final("field")):
            self.add_error("field", why)
        return cleaned
