"""What follows an undo: people bear the name of their company, partners that of their primary contact (J6, B6, C8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

from contacts.links.circle import origin_of
from contacts.links.kinds import LinkKind, all_kinds
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.history.nets import key_to
from crm.history.standing import sliced
from crm.history.undo import UndoPlan
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.context import Cause
from crm.kit.models import Record
from crm.kit.values import column, value_of

R = TypeVar("R", bound=Record)
NAMING = ("name", "type", "company", "company_name")


def consequences(planned: UndoPlan) -> list[Write]:
    """The names that are to follow what ``planned`` says. A few queries for each slice of renamed contacts."""
    after = _After(planned)
    return [*_company_names(after), *(write for kind in all_kinds() for write in _contact_names(after, kind))]


class _After:
    """Contacts and partners as they will be."""

    def __init__(self, planned: UndoPlan) -> None:
        self.gone = {key_to(record) for record in planned.removals}
        self.returned = planned.returns
        self.writes = [*planned.writes, *planned.consequences]
        self.values = {(key_to(one.record), change.field): change.new for one in self.writes for change in one.changes}

    def value(self, record: Record, name: str) -> Any:
        """What the column will hold."""
        return self.values.get((key_to(record), name), value_of(record, column(type(record), name)))

    def changed(self, model: type[R], names: Collection[str]) -> dict[int, R]:
        """By key: records that return, or of which one of the columns changes."""
        written = (one.record for one in self.writes if any(change.field in names for change in one.changes))
        return {one.pk: one for one in chain(self.returned, written) if isinstance(one, model)}

    def rows(self, model: type[R], lookup: str, keys: Iterable[int]) -> dict[int, R]:
        """Rows that will still be there, by key."""
        found = (row for some in sliced(sorted(keys)) for row in model._base_manager.filter(**{f"{lookup}__in": some}))
        return {row.pk: row for row in found if key_to(row) not in self.gone}


def _company_names(after: _After) -> Iterator[Write]:
    changed = after.changed(Contact, NAMING)
    concerned = after.rows(Contact, "company", changed) | changed
    employers = {after.value(one, "company") for one in concerned.values()} - {None}
    known = after.rows(Contact, "pk", employers - concerned.keys()) | concerned
    for contact in concerned.values():
        is_company = after.value(contact, "type") == ContactType.COMPANY
        company = contact if is_company else known.get(after.value(contact, "company"))
        if company is not None:
            name = after.value(company, "name")
            yield from _follow(after, contact, "company_name", name, Cause.INHERITED, company)


def _contact_names(after: _After, kind: LinkKind) -> Iterator[Write]:
    if not kind.primary_contact:
        return
    model: type[SharingRecord] = kind.model
    renamed, chosen = after.changed(Contact, NAMING), after.changed(model, ("primary_contact",))
    partners = after.rows(model, "primary_contact", renamed) | chosen
    wanted = {after.value(one, "primary_contact") for one in partners.values()} - {None}
    known = after.rows(Contact, "pk", wanted - renamed.keys()) | renamed
    for partner in partners.values():
        primary = known.get(after.value(partner, "primary_contact"))
        if primary is not None:
            is_person = after.value(primary, "type") == ContactType.PERSON
            name = after.value(primary, "name") if is_person else ""
            yield from _follow(after, partner, "contact_name", name, Cause.SYNCHRONIZED, primary)


def _follow(
    after: _After, record: SharingRecord, name: str, new: str, cause: Cause, source: SharingRecord
) -> Iterator[Write]:
    old = after.value(record, name)
    if old != new:
        yield Write(record, (FieldChange(name, old, new),), cause, origin_of(source))
