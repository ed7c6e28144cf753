"""What a document takes over from whom it is for, shown before it is saved (F8-1, 3.4)."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template.loader import render_to_string

from crm.kit.codes import titles_on
from crm.kit.display import caption, text_of
from crm.kit.values import column, value_of
from partners.trade import planning
from partners.trade.forms import name_and_town
from setup.postal import Place, lines_in

if TYPE_CHECKING:
    from partners.trade.models import Document

PARTIES = ("customer", "vendor", "contact")
TAKEN = (
    "country", "salesperson", "currency", "payment_terms", "payment_method", "shipment_method",
    "vat_business_posting_group", "language",
)  # fmt: skip


class Taken(NamedTuple):
    """One value with its label."""

    label: str
    value: str


def proposed(document: Document) -> list[Taken]:
    """What a save of ``document``, which is left as it is, would take over. A few queries; none for nobody."""
    if all(getattr(document, f"{name}_id") is None for name in PARTIES):
        return []
    draft = copy.copy(document)
    planning.planned(draft, [], [])
    return taken(draft)


def taken(planned: Document) -> list[Taken]:
    """What a planned document took over; nothing where it is for the same as it is stored. At most one query."""
    if not planned.name or not _is_news(planned):
        return []
    model, names = type(planned), (*TAKEN, f"{planned.nature.party}_template")
    titles = titles_on([planned], names)
    place = Place((planned.address, planned.address_2), planned.post_code, planned.city, planned.county)
    rows = [
        (caption(model, "name"), " ".join(filter(None, (planned.name, planned.name_2)))),
        (caption(model, "contact_name"), planned.contact_name if planned.contact_name != planned.name else ""),
        (caption(model, "address"), ", ".join(lines_in(place, planned.country))),
    ]
    for name in names:
        field = column(model, name)
        rows.append((caption(model, name), text_of(field, value_of(planned, field), titles)))
    return [Taken(label, value) for label, value in rows if value]


def rendered(planned: Document) -> str:
    """``taken`` as it stands on the page."""
    return render_to_string("trade/for_whom.html", {"taken": taken(planned)})


def called(document: Document) -> dict[str, str]:
    """The names that belong to the numbers of the parties, by field; blank for none."""
    return {name: name_and_town(getattr(document, name)) for name in PARTIES}


def _is_news(document: Document) -> bool:
    before: Any = document.stored
    return before is None or any(getattr(before, f"{name}_id") != getattr(document, f"{name}_id") for name in PARTIES)
