"""How many linked pairs differ, on the home page and from everywhere (P01, P21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Max
from django.utils.translation import pgettext, pgettext_lazy

from contacts.links import offers
from contacts.links.drift import count_drift
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from crm.kit.navigation import Entry, register_entry
from crm.kit.overview import ATTENTION, Cue, Cues, register_cues
from crm.kit.permissions import may, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contacts.links.kinds import LinkKind
    from crm.kit.permissions import User

AT_ONCE = 100_000
"""Links that are compared within about a fifth of a second; where there are more, the home page counts now and then."""

MINUTES = 5


def register() -> None:
    """The list of differences stands in the navigation, and its number on the home page."""
    title, group = pgettext_lazy("page", "Differences"), pgettext_lazy("navigation", "CRM")
    also = pgettext_lazy("synonyms", "drift, out of sync, repair, synchronize")
    permission = name_of("view", ContactBusinessRelation)
    register_entry(Entry(group, title, "links-differences", permission, 17, "equal-not", also))
    register_cues(Cues(ATTENTION, counted, 28))


def counted(user: User) -> Iterator[Cue]:
    """For those who may see it. A scan for each kind and one query more; of very many links, every five minutes."""
    if not offers.allows(user, offers.TO_SEE_DIFFERENCES):
        return
    kinds = [kind for kind in all_kinds() if may(user, "view", kind.model)]
    yield Cue(pgettext("sync", "Out of Sync"), _number(kinds), offers.differences_url(), attention=True)


def _number(kinds: Sequence[LinkKind]) -> int:
    newest = ContactBusinessRelation._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
    if newest <= AT_ONCE:
        return count_drift(kinds=kinds)
    key = f"links.drift.{'.'.join(kind.name for kind in kinds)}"
    return int(cache.get_or_set(key, lambda: count_drift(kinds=kinds), MINUTES * 60) or 0)
