"""Which places a post code leads to, as far as the list of post codes knows (3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.proposals import Proposal
from setup.models import PostCode

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = ("city", "county", "country")
"""What follows from a post code."""

MOST = 6


def places_of(typed: Mapping[str, str]) -> list[Proposal]:
    """What the post code in ``typed`` proposes for the other fields; nothing that stands there already. One query.

    Those in the country that was typed win. A single place fills what is blank by itself, and never what was typed.
    """
    code = " ".join(typed["post_code"].split())
    rows = list(PostCode.objects.filter(code__iexact=code).order_by("country", "city")) if code else []
    rows = [row for row in rows if row.country_id == typed["country"]] or rows
    places = [{"city": row.city, "county": row.county, "country": row.country_id} for row in rows]
    if any(_fits(place, typed) for place in places):
        return []
    alone = len(places) == 1 and all(typed[name] in ("", value) for name, value in places[0].items() if value)
    return [Proposal(", ".join(filter(None, place.values())), place, alone) for place in places[:MOST]]


def _fits(place: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    return all(typed[name].casefold() == value.casefold() for name, value in place.items() if value)
