"""Shared values of many pairs as staff read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from contacts.links.kinds import kind_named
from contacts.models import Contact
from crm.kit.codes import is_code_list, titles_of
from crm.kit.display import as_printed, text_of
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts.links.drift import Drift
    from contacts.links.steps import Step

Value = tuple[type[models.Model], str, Any]
"""Whose column it is, the column, what it holds."""


class Texts:
    """Says values; the titles of their codes were read at once. One query at most."""

    def __init__(self, values: Iterable[Value]) -> None:
        wanted: dict[type[models.Model], set[str]] = {}
        for model, name, value in values:
            field = column(model, name)
            to = field.related_model
            if value and isinstance(field, models.ForeignKey) and isinstance(to, type) and is_code_list(to):
                wanted.setdefault(to, set()).add(value)
        self.titles = titles_of(wanted)

    def text(self, model: type[models.Model], name: str, value: Any) -> str:
        """``value`` of that column as cards show it; blank for nothing."""
        return as_printed(name, text_of(column(model, name), value, self.titles))


def of_drifts(drifts: Iterable[Drift]) -> Texts:
    """Who says all values of ``drifts``."""
    return Texts(
        (model, name, value)
        for drift in drifts
        for one in (*drift.differences, *drift.accepted)
        for model, name, value in (
            (Contact, one.shared.contact, one.contact),
            (drift.kind.model, one.shared.partner, one.partner),
        )
    )


def of_steps(steps: Iterable[Step]) -> Texts:
    """Who says all values of ``steps``."""
    return Texts((model_in(step), step.field, value) for step in steps for value in (step.old, step.new))


def model_in(step: Step) -> type[models.Model]:
    """Whose column the step names: what is left is named by the contact's."""
    is_contact = step.kind == "contact" or step.reason is not None
    return Contact if is_contact else kind_named(step.kind).model
