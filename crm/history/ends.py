"""The records at the ends of a row that ties them, in words, whether or not they still exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils.text import capfirst

from crm.history.models import Action, Change, end_key
from crm.kit.aftermath import titles_of_rows
from crm.kit.permissions import may

if TYPE_CHECKING:
    from crm.kit.permissions import User


def others_in_words(keys: Iterable[str], user: User) -> dict[str, str]:
    """Kind and title of the records that ``keys`` stand for; the kind alone of those that ``user`` may not see.

    One query for each kind of record, one more where some are gone. Kinds that no longer exist are left out.
    """
    wanted = _by_label(keys)
    standing = titles_of_rows((label, pk) for label, pks in wanted.items() for pk in pks)
    titles = {end_key(*key): title for key, title in standing.items()}
    gone = {label: [pk for pk in pks if end_key(label, pk) not in titles] for label, pks in wanted.items()}
    titles |= _last_titles({label: pks for label, pks in gone.items() if pks})
    return {
        end_key(label, pk): _named(label, titles.get(end_key(label, pk), ""), user)
        for label, pks in wanted.items()
        for pk in pks
    }


def _by_label(keys: Iterable[str]) -> dict[str, list[str]]:
    known = {model._meta.label_lower for model in apps.get_models()}
    wanted: dict[str, list[str]] = {}
    for key in sorted(set(keys)):
        label, _space, pk = key.partition(" ")
        if label in known:
            wanted.setdefault(label, []).append(pk)
    return wanted


def _last_titles(gone: dict[str, list[str]]) -> dict[str, str]:
    if not gone:
        return {}
    either = Q()
    for label, pks in gone.items():
        either |= Q(model=label, object_id__in=pks)
    rows = Change.objects.filter(either, action=Action.DELETE).order_by("pk")
    return {end_key(row.model, row.object_id): row.title for row in rows}


def _named(label: str, title: str, user: User) -> str:
    model = apps.get_model(label)
    kind = capfirst(str(model._meta.verbose_name))
    return f"{kind} {title}" if title and may(user, "view", model) else kind
