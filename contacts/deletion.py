"""What the deletion of a contact means for its people (decisions D3, ruling 17)."""

from __future__ import annotations

from collections.abc import Sequence

from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences, grouped, joined, plan_many
from crm.kit.models import Record

PEOPLE = "people"
"""Say this in ``also`` to delete the people of a company with it."""


def people_of(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """People stay without company, their values kept; or they go too, each by its own plan. One query, or theirs."""
    covers = frozenset({(Contact, "company")})
    rows = Contact._base_manager.filter(company__in=[record.pk for record in records]).order_by("pk")
    if PEOPLE not in also:
        people = grouped(rows, "company_id")
        left = {key: tuple(_leave(person) for person in some) for key, some in people.items()}
        return [Consequences(unlinked=left.get(record.pk, ()), covers=covers) for record in records]
    going = {one.record.pk: one for one in plan_many(list(rows), also)}
    theirs = grouped((one.record for one in going.values() if isinstance(one.record, Contact)), "company_id")
    return [joined((going[person.pk] for person in theirs.get(record.pk, ())), covers) for record in records]


def _leave(person: Contact) -> Write:
    changes = (FieldChange("company", person.company_id, None), FieldChange("company_name", person.company_name, ""))
    return Write(person, tuple(change for change in changes if change.old != change.new))
