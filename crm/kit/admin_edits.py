"""Edits in the admin: only what was changed is written, and never over somebody else's edit (decisions H3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin import options
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.kit.fields import TYPED_FIELDS
from crm.kit.following import FollowingForm

if TYPE_CHECKING:
    BaseModelAdmin = options.BaseModelAdmin[Any]
    InlineModelAdmin = options.InlineModelAdmin[Any, Any]
    ModelAdmin = admin.ModelAdmin[Any]
else:
    BaseModelAdmin, InlineModelAdmin = options.BaseModelAdmin, options.InlineModelAdmin
    ModelAdmin = admin.ModelAdmin


class CarefulForm(FollowingForm):
    """Of an existing record, refuses fields that the user and somebody else changed to different values."""

    def clean(self) -> dict[str, Any]:
        """Fields changed by others meanwhile are named, with what they hold now.

        Where the form does not say what it was opened with, nobody knows what was changed since: nothing is saved.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance._state.adding:
            return cleaned
        differing = [bound for bound in self if bound.field.show_hidden_initial and _differs(bound)]
        if any(self._opened_with(bound) is None for bound in differing):
            self.add_error(None, _("This form is incomplete; look at the values and save again."))
            return cleaned
        sentence = _("Somebody changed this to “%(value)s” meanwhile. Nothing was saved: compare and save again.")
        for bound in differing:
            if bound.name not in self.changed_data:
                cleaned[bound.name] = getattr(self.instance, bound.name)  # theirs, not what was shown here
            elif bound.field.has_changed(_held(bound), self._opened_with(bound)):
                held = _held(bound)
                self.add_error(bound.name, sentence % {"value": held if held is not None else ""})
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Of an existing record only ``changed_columns`` are written."""
        if not commit or self.instance._state.adding:
            return super().save(commit)
        self.instance.save(update_fields=self.changed_columns)
        return self.instance

    @property
    def changed_columns(self) -> list[str]:
        """The columns of the record that were changed here, and those that followed."""
        names = {field.name for field in self.instance._meta.concrete_fields}
        return [name for name in (*self.changed_data, *self.followed) if name in names]

    def _opened_with(self, bound: forms.BoundField) -> Any:
        """What the field held when the form was shown; ``None`` where that was not sent."""
        widget = bound.field.hidden_widget()
        if widget.value_omitted_from_data(self.data, self.files, bound.html_initial_name):
            return None
        return widget.value_from_datadict(self.data, self.files, bound.html_initial_name)


class CarefulFields(BaseModelAdmin):
    """Its forms know what they were opened with, and read numbers, lines and images as screens do."""

    formfield_overrides = TYPED_FIELDS

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **given: Any) -> Any:
        """Every field carries along what it held; files are looked at by name anyway."""
        field = super().formfield_for_dbfield(db_field, request, **given)
        if field is not None and not isinstance(db_field, models.FileField):
            field.show_hidden_initial = True
        return field


class CarefulInline(CarefulFields, InlineModelAdmin):
    """Rows that were changed by others meanwhile are treated like records."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **given: Any) -> Any:
        """The rows, made careful."""
        return super().get_formset(request, obj, **{"form": _careful(self.form), **given})


class CarefulAdmin(CarefulFields, ModelAdmin):
    """Of an existing record just what was changed is written."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **given: Any) -> Any:
        """The form, made careful."""
        return _careful(super().get_form(request, obj, change=change, **given))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of an existing record only the fields that were changed here are written."""
        obj.save(update_fields=form.changed_columns if change else None)


def _careful(form: Any) -> Any:
    """``form`` with the rules of CarefulForm."""
    return type(form)(form.__name__, (CarefulForm, form), {})


def _held(bound: forms.BoundField) -> Any:
    """What the record holds now."""
    return bound.field.prepare_value(bound.initial)


def _differs(bound: forms.BoundField) -> bool:
    """What was sent is another value than the record holds now."""
    return bound.field.has_changed(_held(bound), bound.data)
