"""The views of lists that show which records differ from those they are linked to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext_lazy

from contacts.links.drift import drifting
from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.selection import Selection
from contacts.models import Contact
from crm.kit.shipped import ShippedView, register_view
from setup.rules import rules_in_force

NAME, ORDER = "out_of_sync", 40


def register() -> None:
    """The list of contacts has one, and the list of every kind that is known by now."""
    words = {
        "contact": pgettext_lazy("filter.contacts", "Out of Sync"),
        "customer": pgettext_lazy("filter.customers", "Out of Sync"),
        "vendor": pgettext_lazy("filter.vendors", "Out of Sync"),
        "bank_account": pgettext_lazy("filter.banks", "Out of Sync"),
    }
    register_view(Contact, ShippedView(NAME, words["contact"], lambda user: _contacts(), ORDER, is_rare=True))
    for kind in all_kinds():
        register_view(kind.model, _view(kind, words.get(kind.name, words["contact"])))


def _view(kind: LinkKind, label: object) -> ShippedView:
    return ShippedView(NAME, label, lambda user: Q(pk__in=_differing(kind, kind.name)), ORDER, True)  # type: ignore[arg-type]


def _contacts() -> Q:
    first, *others = (_differing(kind, "contact") for kind in all_kinds())
    return Q(pk__in=first.union(*others) if others else first)


def _differing(kind: LinkKind, side: str) -> QuerySet[Any, Any]:
    """The keys of the records on one ``side`` of the links of ``kind`` that differ. One query, for the rules."""
    selection = Selection.of([kind])
    rows = selection.rows(kind).filter(Q(drifting(kind, selection.shared(kind), rules_in_force())))
    found: QuerySet[Any, Any] = rows.values(f"{side}_id")
    return found
