"""Edits in the admin: only what was changed is written, and never over somebody else's edit (decisions H3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin, ModelForm = admin.ModelAdmin, forms.ModelForm


class CarefulForm(ModelForm):
    """Refuses fields that the user and somebody else changed to different values."""

    def clean(self) -> dict[str, Any]:
        """Fields changed by others meanwhile are named, with what they hold now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_data if self.instance.pk else []:
            theirs = self._changed_by_others(name)
            if theirs is not None:
                sentence = _(
                    "Somebody changed this to “%(value)s” meanwhile. Nothing was saved: compare and save again."
                )
                self.add_error(name, sentence % {"value": theirs})
        return cleaned

    def _changed_by_others(self, name: str) -> str | None:
        bound = self[name]
        if not bound.field.show_hidden_initial or name not in self.cleaned_data:
            return None
        sent = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        now = bound.field.prepare_value(bound.initial)
        if sent is None or not bound.field.has_changed(now, sent) or not bound.field.has_changed(now, bound.data):
            return None
        return str(now if now is not None else "")


class CarefulAdmin(ModelAdmin):
    """Its forms know what they were opened with."""

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **options: Any) -> Any:
        """Every field carries along what it held; files are looked at by name anyway."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and not isinstance(db_field, models.FileField):
            field.show_hidden_initial = True
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The form, made careful."""
        form: Any = super().get_form(request, obj, change=change, **options)
        return type(form)(form.__name__, (CarefulForm, form), {})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of an existing record only the fields that were changed here are written."""
        names = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=[name for name in form.changed_data if name in names] if change else None)
