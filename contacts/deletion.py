"""What the deletion of a contact means for its people (decisions D3, ruling 17)."""

from __future__ import annotations

from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences, plan
from crm.kit.models import Record

PEOPLE = "people"
"""Say this in ``also`` to delete the people of a company with it."""


def people_of(record: Record, also: frozenset[str]) -> Consequences:
    """People stay without company, their values kept; or they go too, each by its own plan."""
    covers = frozenset({(Contact, "company")})
    people = list(Contact._base_manager.filter(company=record.pk).order_by("pk"))
    if PEOPLE not in also:
        return Consequences(unlinked=tuple(_leave(person) for person in people), covers=covers)
    plans = [plan(person, also) for person in people]
    return Consequences(
        goes=tuple(row for part in plans for row in (*part.goes, part.record)),
        stays=tuple(row for part in plans for row in part.stays),
        unlinked=tuple(write for part in plans for write in part.unlinked),
        refused=tuple(obstacle for part in plans for obstacle in part.refused),
        covers=covers,
    )


def _leave(person: Record) -> Write:
    assert isinstance(person, Contact)
    changes = (FieldChange("company", person.company_id, None), FieldChange("company_name", person.company_name, ""))
    return Write(person, tuple(change for change in changes if change.old != change.new))
