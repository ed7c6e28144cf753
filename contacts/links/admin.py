"""Business relations of contacts and field policies in the admin; links are made and ended by the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils.text import capfirst
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.admin import show_on_contacts
from contacts.links import linking, policies
from contacts.links.eligibility import code_of_links, link_codes
from contacts.links.linking import Master
from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from contacts.links.offers import to_end_of
from contacts.links.relation_rights import RelationRights, require_all
from contacts.models import Contact
from crm.kit.admin import RecordAdmin, RecordInline
from crm.kit.sentences import one_stop
from crm.kit.unit import unit
from crm.kit.values import column
from setup.models import FieldPolicy

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest

    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

MASTERS = (
    (Master.CONTACT.value, pgettext_lazy("entity", "Contact")),
    (Master.PARTNER.value, _("The partner")),
)


class NewRelationForm(ModelForm):
    """A link, made by choosing a partner, or a plain relation, made by choosing a code."""

    master = forms.ChoiceField(
        label=_("Values Kept"),
        help_text=_("Whose values stay where contact and partner both have one. A blank never wins."),
        choices=MASTERS,
        initial=Master.CONTACT.value,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["business_relation"].required = False
        self.fields["business_relation"].help_text = _("Leave blank for a link: Marketing Setup has its code.")
        offered: Any = self.fields["business_relation"]  # a choice of rows
        offered.queryset = offered.queryset.exclude(pk__in=link_codes())
        typed = str(self.data.get(self.add_prefix("business_relation"), ""))
        if typed in link_codes():
            offered.error_messages["invalid_choice"] = code_of_links(typed)

    def clean(self) -> dict[str, Any] | None:
        """One partner, or a code. Whether they may be linked is the engine's question, and its sentences."""
        cleaned = super().clean()
        code = self.cleaned_data.get("business_relation")
        chosen = self._chosen()
        if len(chosen) > 1:
            self.add_error(chosen[1], now_("Choose one partner; make another relation for the other."))
        elif chosen and code:
            self.add_error("business_relation", now_("Leave this blank: Marketing Setup has the code of links."))
        elif not chosen and not code and "business_relation" not in self.errors:
            self.add_error("business_relation", now_("Choose a partner to link, or a business relation code."))
        return cleaned

    def _chosen(self) -> list[str]:
        return [name for name in KIND_COLUMNS if self.cleaned_data.get(name) is not None]

    def _get_validation_exclusions(self) -> set[str]:
        """The engine refuses a link with sentences that name the other record; the constraints could not."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"contact", *KIND_COLUMNS} if self._chosen() else excluded


@admin.register(ContactBusinessRelation)
class RelationAdmin(RelationRights, RecordAdmin):
    """What contacts are to us. A partner is linked by adding a row and unlinked by deleting it."""

    list_display = ("contact", "business_relation", *KIND_COLUMNS, "paused")
    list_select_related = ("contact", "business_relation", *KIND_COLUMNS)
    list_filter = ("paused", "business_relation")
    search_column = "contact__search"
    ordering = ("-pk",)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Not the codes: there are few of them, and those of links are not offered."""
        return [name for name in super().get_autocomplete_fields(request) if name != "business_relation"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Only a new relation can choose."""
        chosen = {} if obj is not None else {"form": NewRelationForm}
        return super().get_form(request, obj, change=change, **{**chosen, **kwargs})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What a new relation is made of, and whether an existing one is paused."""
        if obj is not None:
            return ["contact", *KIND_COLUMNS, "business_relation", "paused"]
        kinds = self.kinds_to_link(request)
        return ["contact", *kinds, "business_relation", *(["master"] if kinds else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Whom a relation is about stands once it is made; only a link can be paused."""
        if obj is None:
            return []
        linked = any(getattr(obj, f"{name}_id") is not None for name in KIND_COLUMNS)
        return ["contact", *KIND_COLUMNS, "business_relation", *([] if linked else ["paused"])]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A partner is linked, a link paused or resumed by the engine; a plain relation is saved."""
        partner = next(filter(None, (getattr(obj, name) for name in KIND_COLUMNS)), None)
        if change:
            self._pause_or_resume(request, obj, form)
        elif partner is None:
            super().save_model(request, obj, form, change)
        else:
            master = Master(form.cleaned_data["master"])
            obj.pk = linking.link(obj.contact, partner, master=master).relation.pk
            obj.refresh_from_db()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """The relation is gone, both records keep their values."""
        require_all(request.user, to_end_of(obj))
        linking.unlink(obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """All of them are gone, or none."""
        with unit():
            for relation in queryset:
                require_all(request.user, to_end_of(relation))
                linking.unlink(relation)

    def _pause_or_resume(self, request: HttpRequest, relation: Any, form: Any) -> None:
        if "paused" not in form.changed_data:
            return
        if relation.paused:
            linking.pause(relation)
            return
        labels = [capfirst(str(column(Contact, name).verbose_name)) for name in linking.resume(relation)]
        if labels:
            sentence = now_("Both cards differ in: %(fields)s. They stay as they are.")
            self.message_user(request, one_stop(sentence % {"fields": ", ".join(labels)}), messages.WARNING)


class RelationInline(RecordInline):
    """The relations of a contact, to look at; each leads to its own page."""

    model = ContactBusinessRelation
    fields = ("business_relation", *KIND_COLUMNS, "paused")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Relations are made on their own page."""
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """With the partners, in one query."""
        return super().get_queryset(request).select_related("business_relation", *KIND_COLUMNS)


class PolicyForm(ModelForm):
    """A kind, and a field that it shares."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=[*policies.kinds()])
        self.fields["field"] = forms.ChoiceField(label=_("Shared Field"), choices=[*policies.fields()])

    def clean(self) -> dict[str, Any] | None:
        """A policy for a field that the kind does not share would say nothing."""
        cleaned = super().clean()
        if why := policies.objection(self.cleaned_data.get("kind", ""), self.cleaned_data.get("field", "")):
            self.add_error("field", why)
        return cleaned


@admin.register(FieldPolicy)
class PolicyAdmin(RecordAdmin):
    """Shared fields that do not travel both ways (S5)."""

    form = PolicyForm
    list_display = ("kind", "field", "direction")
    list_filter = ("kind", "direction")
    search_fields = ("kind", "field")


show_on_contacts(RelationInline)
