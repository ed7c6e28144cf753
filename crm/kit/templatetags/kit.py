"""What templates ask for besides Django's own tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from crm.kit import days, display, icons, sentences
from crm.kit.addresses import page_url

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import BoundField

register = template.Library()


@register.filter
def entry(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """What ``mapping`` has under ``key``; nothing where it has none."""
    return mapping.get(key, ()) if mapping else ()


@register.filter
def in_a_list(some: Iterable[Any]) -> list[Any]:
    """``some``, to be gone through more than once."""
    return list(some)


@register.filter
def in_halves(some: Iterable[Any]) -> list[list[Any]]:
    """``some`` for two columns that are read one after the other; the first is not the shorter one."""
    every = list(some)
    middle = (len(every) + 1) // 2
    return [half for half in (every[:middle], every[middle:]) if half]


@register.filter
def phone(text: str) -> SafeString | str:
    """A number that can be called."""
    return display.phone(text) if text else ""


@register.filter
def emails(text: str) -> SafeString | str:
    """Addresses that can be written to."""
    return display.emails(text) if text else ""


@register.filter(is_safe=True)
def one_stop(sentence: str) -> str:
    """The sentence with one full stop where a title at its end brought its own."""
    return sentences.one_stop(sentence)


@register.filter
def is_sentence(text: object) -> bool:
    """``text`` is meant for staff: our own sentences end with a full stop, what Django says to developers does not."""
    return isinstance(text, str) and text.endswith(".") and len(text) < 300


@register.filter
def can_be_forgotten(field: BoundField) -> bool:
    """The field must be filled and comes blank: there is something to say about that beside its name."""
    offered = getattr(field.field, "choices", None)
    is_filled = field.field.initial not in ("", None)
    return (
        field.field.required
        and not is_filled
        and (offered is None or any(value in ("", None) for value, _words in offered))
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing called ``name``, to stand beside its word; screen readers pass it by."""
    return icons.icon(name)


@register.simple_tag
def calendar_button(label: object) -> SafeString:
    """The button that opens a calendar beside the day called ``label``."""
    return days.calendar_button(label)


@register.simple_tag
def day_format() -> str:
    """In which order a calendar writes what was picked."""
    return days.day_format()


@register.filter
def drawn(text: str) -> SafeString | str:
    """A sign beside a value, as it is drawn."""
    return icons.sign(text)


@register.simple_tag
def suggestions_url(model: type[Model]) -> str:
    """Where records of ``model`` are suggested for a field; blank where nowhere."""
    try:
        return page_url(model, "suggestions")
    except NoReverseMatch:
        return ""


@register.filter
def label(record: Model) -> str:
    """What the model of a record is called by other programs: ``contacts.contact``."""
    return record._meta.label_lower
