"""What follows from an edit: columns that the check of a record changed besides those that were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from crm.kit.values import value_of

if TYPE_CHECKING:
    from crm.kit.models import Record

    ModelForm = forms.ModelForm[Record]
else:
    ModelForm = forms.ModelForm


class FollowingForm(ModelForm):
    """Knows the columns that hold another value since the record was checked; they are to be written too."""

    followed: frozenset[str] = frozenset()

    def _post_clean(self) -> None:
        before = _held(self.instance)
        super()._post_clean()  # type: ignore[misc]
        self.followed = frozenset(name for name, value in _held(self.instance).items() if value != before.get(name))


def _held(record: Record) -> dict[str, Any]:
    deferred = record.get_deferred_fields()
    return {field.name: value_of(record, field) for field in record.columns() if field.attname not in deferred}
