"""Set-based writes of the links room."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, CharField, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from contacts.models import Contact, RelationSummary


def store_summaries(contact_ids: Sequence[int] | None = None) -> int:
    """``business_relation`` is right for the given contacts and their people; for all where none are given."""
    contacts = Contact._base_manager.all()
    if contact_ids is not None:
        contacts = contacts.filter(Q(pk__in=contact_ids) | Q(company__in=contact_ids))
    return contacts.update(business_relation=_summary())


def _summary() -> Case:
    rows = ContactBusinessRelation._base_manager.filter(
        Q(contact=OuterRef("pk")) | Q(contact=OuterRef("company_id"))
    ).order_by()
    number = rows.annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    kinds = [When(**{f"{name}__isnull": False}, then=Value(name)) for name in KIND_COLUMNS]
    only = rows.annotate(
        kind=Case(*kinds, default=Value(RelationSummary.OTHER.value), output_field=CharField())
    ).values("kind")[:1]
    return Case(
        When(GreaterThan(Subquery(number), Value(1)), then=Value(RelationSummary.MULTIPLE.value)),
        default=Coalesce(Subquery(only, output_field=CharField()), Value(RelationSummary.NONE.value)),
        output_field=CharField(),
    )
