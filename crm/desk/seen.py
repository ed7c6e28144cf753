"""What somebody looked at last, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from crm.desk.models import Seen
from crm.kit.addresses import page_url
from crm.kit.aftermath import titles_of_rows
from crm.kit.permissions import may

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest

SHOWN = 10
KEPT = 30


class Viewed(NamedTuple):
    """A record that was viewed."""

    kind: str
    title: str
    url: str


def note_seen(user: Any, model: type[models.Model], key: str) -> None:
    """``user`` looked at the record just now; of all that was looked at, the latest ``KEPT`` stay. Three queries."""
    try:
        exists = model._base_manager.filter(pk=key).exists()
    except (ValueError, ValidationError):
        exists = False
    if not exists:
        return
    Seen.objects.update_or_create(user=user, model=model._meta.label_lower, key=key, defaults={"seen_at": now()})
    kept = Seen.objects.filter(user=user).order_by("-seen_at").values("pk")[:KEPT]
    Seen.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def keys_of(user: Any, model: type[models.Model], most: int) -> list[str]:
    """The keys of the records of ``model`` that ``user`` looked at last, the latest first. One query."""
    rows = Seen.objects.filter(user=user, model=model._meta.label_lower).order_by("-seen_at")
    return list(rows.values_list("key", flat=True)[:most])


def viewed(user: Any) -> list[Viewed]:
    """The latest ``SHOWN`` records that exist and that ``user`` may see. One query, and one for each kind."""
    rows = list(Seen.objects.filter(user=user).order_by("-seen_at")[: SHOWN * 2])
    titles = titles_of_rows((row.model, row.key) for row in rows if may(user, "view", apps.get_model(row.model)))
    found = (row for row in rows if (row.model, row.key) in titles)
    return [_viewed(row, titles[row.model, row.key]) for row in found][:SHOWN]


def _viewed(row: Seen, title: str) -> Viewed:
    model = apps.get_model(row.model)
    return Viewed(str(model._meta.verbose_name), title, page_url(model, "card", row.key))


def panel(request: HttpRequest) -> Mapping[str, Any] | None:
    """What home shows of it; nothing while nothing was viewed."""
    found = viewed(request.user)
    return {"viewed": found} if found else None
