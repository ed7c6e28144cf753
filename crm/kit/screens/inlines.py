"""Rows of another record, edited with the one they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from crm.kit.fields import form_field

if TYPE_CHECKING:
    from crm.kit.codes import Titles
    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.screens.declaration import Inline

    SetBase = forms.BaseInlineFormSet[Record, Record, RecordForm]
else:
    SetBase = forms.BaseInlineFormSet

EXTRA = 2


class InlineSet(SetBase):
    """The rows of one inline; each row writes what its user touched, like any form of a record."""

    @property
    def title(self) -> str:
        """The heading of the table."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def captions(self) -> list[str]:
        """The headings of the columns."""
        return [str(field.label) for field in self.empty_form.visible_fields() if field.name != "DELETE"]


def inline_sets(inlines: tuple[Inline, ...], record: Record, data: Any, titles: Titles) -> list[InlineSet]:
    """One set of rows for each inline of ``record``, with what was sent if anything was."""
    return [_made(inline, record)(data, instance=record, prefix=inline.model._meta.model_name) for inline in inlines]


def _made(inline: Inline, record: Record) -> type[InlineSet]:
    made: type[InlineSet] = forms.inlineformset_factory(
        type(record),
        inline.model,
        form=inline.form,
        formset=InlineSet,
        fields=inline.fields,
        extra=EXTRA,
        formfield_callback=form_field,
        localized_fields="__all__",
    )
    return made
