"""What a deletion says of a record that goes and of one that stays; whole sentences, for every language has its own
grammar (M13). Rooms register those of their kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models
    from django.utils.functional import Promise

    from crm.kit.models import Record

NAMED = 4
"""Records that stay and have a sentence; all of them are listed anyway."""


class Fate(NamedTuple):
    """The two sentences of a kind; each takes ``record``."""

    goes: str | Promise
    stays: str | Promise


_fates: dict[type[Any], Fate] = {}


def register_fate(model: type[models.Model], fate: Fate) -> None:
    """Deletions speak of records of ``model`` in these words."""
    _fates[model] = fate


def in_words(record: Record, stays: Iterable[Record]) -> str:
    """That ``record`` will be deleted, and that those of other kinds stay, as far as there are words for their kind."""
    fate, title = _fates.get(type(record)), {"record": record.title}
    goes = str(fate.goes) % title if fate is not None else _("%(title)s will be deleted.") % {"title": record.title}
    others = [one for one in dict.fromkeys(stays) if type(one) in _fates and type(one) is not type(record)]
    others.sort(key=lambda one: [*_fates].index(type(one)))
    staying = [str(_fates[type(one)].stays) % {"record": one.title} for one in others[:NAMED]]
    return " ".join(map(one_stop, (goes, *staying)))
