"""What interactions come to: how many, what they cost, how long they took, and when the last one was (a.12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from contacts.interactions.models import Initiator, Interaction

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

COUNTED = Q(canceled=False, postponed=False)


@dataclass(frozen=True)
class Figures:
    """Canceled and postponed entries are left out of the first three; ``last`` is the latest day on which somebody was
    reached, ``attempted`` the latest on which we tried: both count canceled entries too."""

    number: int
    cost: Decimal
    minutes: int
    last: date | None
    attempted: date | None


def figures_of(rows: QuerySet[Interaction]) -> Figures:
    """What ``rows`` come to. One query."""
    counted = COUNTED
    told = rows.order_by().aggregate(
        number=Count("pk", filter=counted),
        cost=Sum("cost", filter=counted, default=Decimal(0)),
        minutes=Sum("minutes", filter=counted, default=0),
        last=Max("date", filter=Q(attempt_failed=False, postponed=False)),
        attempted=Max("date", filter=Q(initiated_by=Initiator.US, postponed=False)),
    )
    return Figures(**told)


def by_template(rows: QuerySet[Interaction]) -> list[dict[str, Any]]:
    """The same for each template that has entries among ``rows``, the most frequent first. One query."""
    grouped = rows.filter(COUNTED).order_by().values("template", "template__description", "template__group")
    summed = grouped.annotate(number=Count("pk"), cost=Sum("cost"), minutes=Sum("minutes"))
    return [dict(row) for row in summed.order_by("-number", "template")]


def with_figures(lists: QuerySet[Any, Any], column: str) -> QuerySet[Any, Any]:
    """``lists`` with ``number``, ``cost`` and ``minutes`` of the entries that point to each by ``column``; no query."""
    entries = Interaction._base_manager.filter(COUNTED, **{column: OuterRef("pk")}).order_by().values(column)
    counted: QuerySet[Any, Any] = lists.annotate(
        entries_number=Coalesce(Subquery(entries.annotate(told=Count("pk")).values("told")), 0),
        entries_cost=Coalesce(Subquery(entries.annotate(told=Sum("cost")).values("told")), Decimal(0)),
        entries_minutes=Coalesce(Subquery(entries.annotate(told=Sum("minutes")).values("told")), 0),
    )
    return counted
