"""How people arranged their lists: the columns they chose, and the views that they keep for themselves or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, CharField, F, JSONField, Q, SmallIntegerField, TextField, Value, When
from django.http import QueryDict

from crm.desk.models import ListLayout, ListView
from crm.kit.arranging import OWN, Arrangement, KeptView
from crm.kit.screens.tabs import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models

    from crm.kit.permissions import User

LAYOUT = -1
"""The key of the row that has the columns of the list itself; views have keys from one."""


def arrangement_of(user: User, model: type[models.Model]) -> Arrangement:
    """The columns that ``user`` chose, and the views of the list: their own before those of others. One query."""
    label = model._meta.label_lower
    own, text, flag = Q(user=user.pk), TextField(), BooleanField()
    named = ListView.objects.filter(own | Q(is_shared=True), model=label).order_by()
    mine = Case(When(own, then=Value(True)), default=Value(False), output_field=flag)
    views = named.annotate(is_own=mine, place=F("position"), wide=Value({}, JSONField())).values_list(
        "pk", "name", "query", "columns", "is_shared", "is_own", "place", "wide"
    )
    layout = ListLayout.objects.filter(user=user.pk, model=label).order_by()
    columns = layout.annotate(
        key=Value(LAYOUT), name=Value("", CharField()), query=Value("", text), is_shared=Value(False, flag),
        is_own=Value(True, flag), place=Value(0, SmallIntegerField()), wide=F("widths"),
    ).values_list("key", "name", "query", "columns", "is_shared", "is_own", "place", "wide")  # fmt: skip
    rows = list(views.union(columns, all=True))
    chosen, widths = next(((row[3], row[7]) for row in rows if row[0] == LAYOUT), ([], {}))
    kept = sorted((row for row in rows if row[0] != LAYOUT), key=lambda row: (not row[5], row[6], row[0]))
    found = (KeptView(key, name, query, tuple(cols), shared, mine) for key, name, query, cols, shared, mine, *_ in kept)
    return Arrangement(tuple(chosen), tuple(found), widths)


def choose_columns(user: User, model: type[models.Model], names: Sequence[str]) -> None:
    """``user`` sees these columns of the list, the usual ones where there are none."""
    label = model._meta.label_lower
    if names:
        ListLayout.objects.update_or_create(user_id=user.pk or 0, model=label, defaults={"columns": list(names)})
    else:
        ListLayout.objects.filter(user=user.pk, model=label).delete()


def choose_width(user: User, model: type[models.Model], name: str, width: int) -> None:
    """For ``user`` the column of the list is so wide; as wide as it needs where that is 0."""
    layout = ListLayout.objects.filter(user=user.pk, model=model._meta.label_lower).first()
    layout = layout or ListLayout(user_id=user.pk or 0, model=model._meta.label_lower)
    layout.widths = {key: one for key, one in layout.widths.items() if key != name} | ({name: width} if width else {})
    layout.save()


def own_views(user: User, model: type[models.Model]) -> list[ListView]:
    """The views of the list that ``user`` keeps, in order."""
    return list(ListView.objects.filter(user=user.pk or 0, model=model._meta.label_lower))


def state_in(query: str) -> str:
    """What of an address a view keeps, as it stands in one."""
    kept: Any = QueryDict(mutable=True)
    for name, values in state_of(QueryDict(query)).items():
        kept.setlist(name, values)
    return str(kept.urlencode())


def address_of(view: ListView) -> str:
    """The parameters of the list in that view."""
    return f"{view.query}&{OWN}={view.pk}" if view.query else f"{OWN}={view.pk}"


def move(views: list[ListView], key: int, step: int) -> None:
    """The view with that key stands one place before or after where it stood."""
    at = next((place for place, view in enumerate(views) if view.pk == key), None)
    if at is None or not 0 <= at + step < len(views):
        return
    views[at], views[at + step] = views[at + step], views[at]
    for place, view in enumerate(views):
        if view.position != place:
            view.position = place
            view.save()
