"""Rows of another record, edited with the one they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from crm.kit.codes import titles_of
from crm.kit.fields import CodeField, form_field

if TYPE_CHECKING:
    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.screens.declaration import Inline

    SetBase = forms.BaseInlineFormSet[Record, Record, RecordForm]
else:
    SetBase = forms.BaseInlineFormSet


class InlineSet(SetBase):
    """The rows of one inline; each row writes what its user touched, like any form of a record."""

    @property
    def title(self) -> str:
        """The heading of the table."""
        assert self.model is not None
        return str(self.model._meta.verbose_name_plural)

    @property
    def captions(self) -> list[str]:
        """The headings of the columns."""
        return [str(field.label) for field in self.empty_form.visible_fields() if field.name != "DELETE"]


def inline_sets(inlines: tuple[Inline, ...], record: Record, data: Any) -> list[InlineSet]:
    """One set of rows for each inline of ``record``, with what was sent if anything was.

    One query for all their codes, one for the rows of each.
    """
    made = [_made(inline, record) for inline in inlines]
    fields = [field for one in made for field in one.form.base_fields.values()]
    titles = titles_of({field.list: None for field in fields if isinstance(field, CodeField)})
    prefixes = (str(one.model._meta.model_name) for one in inlines)
    options: dict[str, Any] = {"instance": record, "form_kwargs": {"titles": titles}}
    return [one(data, prefix=prefix, **options) for one, prefix in zip(made, prefixes, strict=True)]


def _made(inline: Inline, record: Record) -> type[InlineSet]:
    made: Any = forms.inlineformset_factory(  # of the class given, which the stubs cannot say
        type(record),
        inline.model,
        form=inline.form,
        formset=InlineSet,
        fields=inline.fields,
        fk_name=inline.key,
        extra=inline.extra,
        formfield_callback=form_field,
        localized_fields="__all__",
    )
    found: type[InlineSet] = made
    return found
