"""Changes about a record, found from the ends of indexes: the last ones cost the same however many there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from crm.history.models import Change, end_of, is_end

if TYPE_CHECKING:
    from django.db.models import Model

    from crm.history.models import ChangeQuerySet


def last_about(record: Model, count: int, *, before: int | None = None, only: Q | None = None) -> ChangeQuerySet:
    """The last ``count`` changes of ``record``, of its parts and of what ties it, the newest first; one query.

    ``before`` leaves out the change with that number and all later ones, ``only`` all that are not so.
    """
    rows = Change.objects.filter(only or Q())
    if before is not None:
        rows = rows.filter(pk__lt=before)
    parts: list[str] = []
    params: list[Any] = []
    for place, about in enumerate(_ways(record)):
        last = rows.filter(about).order_by("-pk").values("pk")[:count]
        sql, some = last.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS way_{place}")
        params += some
    found = RawSQL(" UNION ALL ".join(parts), params)  # each reads its own index; OR would read all that there is
    return Change.objects.filter(pk__in=found).order_by("-pk")[:count]


def _ways(record: Model) -> list[Q]:
    """How a change is about ``record``, an index for each."""
    own = Q(model=record._meta.label_lower, object_id=str(record.pk))
    if not is_end(type(record)):
        return [own]
    end = end_of(record)
    return [own, Q(one_end=end), Q(other_end=end)]
