"""Forms of the trade room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.links import offers
from contacts.links.kinds import kind_named
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit.amounts import AmountField
from crm.kit.days import DayField, DayInput
from crm.kit.fields import CodeField, LineField, LookupSelect, RecordField
from crm.kit.forms import RecordForm
from crm.kit.refusal import Refused
from partners.trade import guard
from partners.trade.models import DocumentLine, LineKind
from partners.trade.party import NoPartner
from partners.trade.service_rules import Priority
from setup.forms import NumberedForm, require_name

if TYPE_CHECKING:
    from crm.kit.models import Record


def name_and_town(record: Record | None) -> str:
    """``Anna Berg · Nordlys AS · Oslo``; blank for nobody."""
    found = dict.fromkeys(str(getattr(record, name, "") or "") for name in ("name", "company_name", "city"))
    return " · ".join(part for part in found if part)


class ItemForm(NumberedForm):
    """An item needs a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)


class DocumentForm(NumberedForm):
    """The header of a document; numbers of parties have their names beside them (3.4).

    Another party is asked about: it fills the header anew (c.2-2).
    """

    records_may_refuse = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, RecordField) and not (self.is_bound and self.is_new):
                self._name(field, getattr(self.instance, name))
        free = None if self.is_new else guard.changeable(self.instance)  # type: ignore[arg-type]
        if free is not None:
            self._close(self.fields.keys() - free)

    def _close(self, names: Collection[str]) -> None:
        """What the status lets nobody change cannot be typed (c.6); what was sent all the same is refused in words."""
        for name in names:
            self.fields[name].disabled = not (self.is_bound and self.add_prefix(name) in self.data)

    @staticmethod
    def _name(field: RecordField, record: Any) -> None:
        if record is not None:
            field.known = {record.pk: record}
            field.help_text = name_and_town(record) or field.help_text

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

    def refuse(self, refused: Refused) -> None:
        """Where a customer or vendor is missing, the buttons that create or link it are there (T1)."""
        super().refuse(refused)
        if isinstance(refused, NoPartner) and isinstance(refused.record, Contact):
            kind = kind_named(self.instance.nature.party)  # type: ignore[attr-defined]
            create = reverse("links-create-as", args=[refused.record.pk, kind.name])
            words = words_of(kind)
            self.ways_out += [(str(words.create), create), (str(words.link), offers.choose_url(refused.record, kind))]


class ServiceForm(DocumentForm):
    """The header of a service document; times are to the minute."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_new:
            self.initial["priority"] = self.initial.get("priority") or Priority.MEDIUM


class AcceptanceForm(forms.Form):
    """When a quote was accepted, and what was said."""

    on = DayField(label=_("Accepted On"))
    note = LineField(label=_("Acceptance Note"), required=False, max_length=250)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate()


class CommentForm(RecordForm):
    """A comment; a blank row makes none, also where its page was opened on another day."""

    @cached_property
    def touched(self) -> frozenset[str]:
        """A day alone says nothing."""
        found = super().touched
        return frozenset() if self.is_new and found == {"date"} else found


class FactorsField(AmountField):
    """How many; ``12*4`` are 48."""

    def to_python(self, value: Any) -> Any:
        """The product of what was typed. Raises ValidationError for what is no number."""
        if not isinstance(value, str) or "*" not in value:
            return super().to_python(value)
        product = Decimal(1)
        for typed in value.split("*"):
            factor = super().to_python(typed)
            if factor is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            product *= factor
        return product.normalize() + Decimal(0) if product == product.to_integral() else product


class CodeSelect(LookupSelect):
    """Codes alone, for narrow cells; what one stands for is said where somebody points at it."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The chosen code says what it stands for, too."""
        context = super().get_context(name, value, attrs)
        chosen = dict(self.choices).get(value, "") if value else ""
        context["widget"]["attrs"] |= {"title": str(chosen)} if chosen else {}
        return context

    def create_option(self, name: str, value: Any, label: int | str, *args: Any, **options: Any) -> dict[str, Any]:
        """The code, and its description beside it."""
        made = super().create_option(name, value, label, *args, **options)
        if value:
            made["label"], made["attrs"]["title"] = str(value), made["label"]
        return made


class Known(NamedTuple):
    """What rows of lines refer to, read once for all of them."""

    items: Mapping[object, models.Model]
    """By key and by number in small letters."""
    codes: Mapping[type[models.Model], Mapping[object, models.Model]]


NUMBERS = ("quantity", "unit_price", "discount_percent", "amount", "quantity_to_order", "quantity_done")
"""Cells in which nothing is as much as zero."""


class LineForm(RecordForm):
    """A line of a document; a blank row at the end makes none, wherever it was moved to."""

    class Meta:
        field_classes = {"quantity": FactorsField, "quantity_to_order": FactorsField, "quantity_done": FactorsField}

    def __init__(self, *args: Any, known: Known | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        own = {self.instance.item_id: self.instance.item} if self.instance.item_id is not None else {}  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, RecordField):
                field.known = {**(known.items if known is not None else {}), **own}
                field.help_text = ""
            elif isinstance(field, DayField):
                field.widget = DayInput(has_button=False)
            elif isinstance(field, CodeField):
                narrow = CodeSelect()
                narrow.blocked, narrow.kept = field.widget.blocked, field.widget.kept
                field.widget, field.choices = narrow, field.choices  # the widget is told them anew
                field.known = known.codes.get(field.list) if known is not None else None
            if name == "kind":
                field.choices = [("", "—"), *LineKind.choices]  # type: ignore[attr-defined]
            if name in NUMBERS:
                field.required = False
                if self.is_new:
                    self.initial[name] = None

    @staticmethod
    def column_labels(names: tuple[str, ...]) -> list[str]:
        """What the columns ``names`` are called."""
        return [str(capfirst(DocumentLine._meta.get_field(name).verbose_name)) for name in names]  # type: ignore[union-attr]

    @cached_property
    def touched(self) -> frozenset[str]:
        """Where a row stands is no news of the row."""
        return super().touched - {ORDERING_FIELD_NAME}

    @property
    def cells(self) -> list[BoundField]:
        """What is typed into the row, from left to right."""
        apart = (ORDERING_FIELD_NAME, DELETION_FIELD_NAME)
        return [field for field in self.visible_fields() if field.name not in apart]

    @property
    def place(self) -> int | None:
        """Where the row is to stand; ``None`` where that was not said in numbers."""
        typed = str(self[ORDERING_FIELD_NAME].data or "").strip() if ORDERING_FIELD_NAME in self.fields else ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else None

    @property
    def is_gone(self) -> bool:
        """The row is to be deleted."""
        typed = DELETION_FIELD_NAME in self.fields and bool(self[DELETION_FIELD_NAME].data)
        return self.is_let_go or (typed and not self.is_spared)

    def clean(self) -> dict[str, Any]:
        """No number is zero, and the line knows which ones were typed.

        Of a lost row that is made anew, the amount follows, unless it was typed.
        """
        cleaned = super().clean()
        if self.is_lost and "amount" not in self.touched:
            cleaned["amount"] = None
        if self.is_new:
            self.instance.typed = frozenset(name for name in NUMBERS if cleaned.get(name) is not None)  # type: ignore[attr-defined]
        for name in NUMBERS:
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = Decimal(0)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Items and codes were found by their fields: nobody asks for them again."""
        return super()._get_validation_exclusions() | {
            name for name, field in self.fields.items() if isinstance(field, (RecordField, CodeField))
        }
