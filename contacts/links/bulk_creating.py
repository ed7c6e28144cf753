"""Contacts made of many partners as ``contact_from`` makes one, in a few statements for each batch (F).

What the reference adds to its batch jobs is done too (F6): a partner without contact name has its new contact
as primary contact; a contact name becomes a person of the new company (C7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from contacts.links.circle import origin_of
from contacts.links.creating import draft_contact
from contacts.links.eligibility import relation_code
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from crm.kit.context import Cause, because
from crm.kit.unit import note, unit
from setup.models import MarketingSetup
from setup.numbering import outlook
from setup.numbering.errors import NumberingError, SeriesExhausted, SeriesMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from setup.numbering.models import NumberSeries

BATCH = 500


@dataclass(frozen=True)
class Made:
    """What became of a partner: its new contact and, where it had a contact name, the person; or why not.

    ``left_out`` is what ``skip`` said, ``refused`` what the number series said.
    """

    partner: SharingRecord
    contact: Contact | None = None
    person: Contact | None = None
    left_out: str = ""
    refused: str = ""


@dataclass
class _Draft:
    """A partner's contact before it is written, and the person that comes with it."""

    partner: SharingRecord
    contact: Contact
    person: Contact | None = None

    @property
    def numbered(self) -> list[Contact]:
        """Whoever needs a number, in the order in which one by one would take them."""
        return [self.contact] if self.person is None else [self.contact, self.person]


def without_contact(partners: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Those of ``partners`` that no contact is linked to."""
    return partners.filter(link__isnull=True)


def series_in_force() -> NumberSeries:
    """The series that contacts are numbered by. Raises SeriesMissing, naming the setup."""
    series = Contact.default_series()
    if series is None:
        raise SeriesMissing(Contact.number_series_setting)
    return series


def numbers_left() -> int | None:
    """How many contacts the series in force can still number; ``None`` for no end. Raises SeriesMissing."""
    return _left_in(series_in_force())[0]


def create_many(
    kind: LinkKind,
    partners: models.QuerySet[Any],
    skip: Callable[[Sequence[SharingRecord]], Mapping[int, str]] = lambda batch: {},
) -> Iterator[Made]:
    """Every one of ``partners`` without contact has one, or is refused by itself; oldest first.

    ``skip`` says of a batch which ones are left out, and why. Each batch is one unit with a block of numbers:
    a killed run leaves whole batches and no gap. Where the series ends, the rest is refused. Raises Refused
    without relation code or series.
    """
    relation_code(kind)
    series_in_force()
    last, exhausted = 0, ""
    while batch := list(without_contact(partners).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        skipped = skip(batch)
        yield from (Made(one, left_out=skipped[one.pk]) for one in batch if one.pk in skipped)
        wanted = [one.pk for one in batch if one.pk not in skipped]
        made = [] if exhausted else _make_batch(kind, wanted)
        exhausted = exhausted or next((one.refused for one in made if one.refused), "")
        known = {one.partner.pk for one in made}
        yield from made
        if exhausted:
            yield from (Made(one, refused=exhausted) for one in batch if one.pk in set(wanted) - known)


def plan_many(
    kind: LinkKind,
    partners: models.QuerySet[Any],
    series: NumberSeries,
    skip: Callable[[Sequence[SharingRecord]], Mapping[int, str]] = lambda batch: {},
) -> Iterator[Made]:
    """What ``create_many`` would make of ``partners``; unsaved, without numbers. Reads only."""
    setup = MarketingSetup.current()
    left, reason = _left_in(series)
    last = 0
    while batch := list(without_contact(partners).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        skipped = skip(batch)
        yield from (Made(one, left_out=skipped[one.pk]) for one in batch if one.pk in skipped)
        drafts = [_draft(one, kind, setup) for one in batch if one.pk not in skipped]
        fitting = len(drafts) if left is None else _fitting(drafts, left)
        yield from (Made(one.partner, one.contact, one.person) for one in drafts[:fitting])
        yield from (Made(one.partner, refused=reason) for one in drafts[fitting:])
        if left is not None:
            left = 0 if fitting < len(drafts) else left - sum(len(one.numbered) for one in drafts)


def _make_batch(kind: LinkKind, wanted: Sequence[int]) -> list[Made]:
    with unit():
        setup = MarketingSetup.current()
        drafts = [_draft(partner, kind, setup) for partner in _locked(kind, wanted)]
        fitting, reason = _number(drafts)
        _write(kind, relation_code(kind, setup), drafts[:fitting])
        made = [Made(one.partner, one.contact, one.person) for one in drafts[:fitting]]
        return made + [Made(one.partner, refused=reason) for one in drafts[fitting:]]


def _locked(kind: LinkKind, wanted: Sequence[int]) -> list[SharingRecord]:
    """The partners, locked, without those that got a contact meanwhile."""
    rows = kind.model._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk__in=wanted)
    partners = list(rows.order_by("pk"))
    relations = ContactBusinessRelation._base_manager.filter(**{f"{kind.name}__in": wanted})
    linked = set(relations.values_list(kind.name, flat=True))
    return [partner for partner in partners if partner.pk not in linked]


def _draft(partner: SharingRecord, kind: LinkKind, setup: MarketingSetup) -> _Draft:
    contact = draft_contact(partner, kind, setup)
    contact.business_relation = kind.name
    draft = _Draft(partner, contact)
    if kind.primary_contact and not contact.is_person and partner.contact_name:  # type: ignore[attr-defined]
        name: str = partner.contact_name  # type: ignore[attr-defined]
        draft.person = Contact(type=ContactType.PERSON, name=name, company=contact)
        draft.person.business_relation = kind.name
    return draft


def _number(drafts: Sequence[_Draft]) -> tuple[int, str]:
    """Number as many of ``drafts`` as the series allows; returns how many, and why not all."""
    if not drafts:
        return 0, ""
    series = series_in_force()
    try:
        numbers = _take(drafts, series)
    except NumberingError as error:
        return 0, error.sentence
    fitting = _fitting(drafts, len(numbers))
    taken = iter(numbers)
    for draft in drafts[:fitting]:
        for contact in draft.numbered:
            contact.assign(next(taken), series)
    return fitting, "" if fitting == len(drafts) else _why_no_more(series)


def _take(drafts: Sequence[_Draft], series: NumberSeries) -> list[str]:
    """A block for all of them, or for as many as fit; none is taken that nobody would bear."""
    wanted = sum(len(draft.numbered) for draft in drafts)
    mark = transaction.savepoint()
    numbers = Contact.take_numbers(wanted, series=series, partial=True)
    needed = sum(len(draft.numbered) for draft in drafts[: _fitting(drafts, len(numbers))])
    if needed < len(numbers):
        transaction.savepoint_rollback(mark)
        return Contact.take_numbers(needed, series=series) if needed else []
    transaction.savepoint_commit(mark)
    return numbers


def _fitting(drafts: Sequence[_Draft], numbers: int) -> int:
    """How many of ``drafts``, from the first, can be numbered."""
    for fitting, draft in enumerate(drafts):
        numbers -= len(draft.numbered)
        if numbers < 0:
            return fitting
    return len(drafts)


def _left_in(series: NumberSeries) -> tuple[int | None, str]:
    """How many numbers the series still has, ``None`` for no end, and what staff read when none is left."""
    try:
        outlook.peek_number(series)
    except NumberingError as error:
        return 0, error.sentence
    seen = next(one for one in outlook.outlooks() if one.series == series)
    last = seen.line.last_no_used if seen.line is not None else ""
    return seen.left, SeriesExhausted(series, timezone.localdate(), last).sentence


def _why_no_more(series: NumberSeries) -> str:
    try:
        Contact.take_numbers(2, series=series)
    except NumberingError as error:
        return error.sentence
    return ""


def _write(kind: LinkKind, code: str, drafts: Sequence[_Draft]) -> None:
    """Contacts, relations, people and primary contacts: each in one statement for the batch, and noted."""
    _insert([(draft.contact, draft.partner) for draft in drafts])
    relations = [_relation(kind, code, draft) for draft in drafts]
    ContactBusinessRelation._base_manager.bulk_create(relations)
    for draft, relation in zip(drafts, relations, strict=True):
        _note(relation, draft.partner)
    people = [(draft.person, draft.partner) for draft in drafts if draft.person is not None]
    for person, _partner in people:
        person.company = person.company  # has its key by now
    _insert(people)
    if kind.primary_contact:
        _choose_primary(kind, drafts)


def _relation(kind: LinkKind, code: str, draft: _Draft) -> ContactBusinessRelation:
    partner = {kind.name: draft.partner}
    return ContactBusinessRelation(contact=draft.contact, business_relation_id=code, **partner)


def _insert(drafted: Sequence[tuple[Contact, SharingRecord]]) -> None:
    for contact, _partner in drafted:
        contact.borrowed = {}
        contact.derive()
    Contact._base_manager.bulk_create([contact for contact, _partner in drafted])
    for contact, partner in drafted:
        _note(contact, partner)


def _note(record: Contact | ContactBusinessRelation, partner: SharingRecord) -> None:
    record.borrowed = {}
    with because(Cause.CREATED, origin_of(partner)):
        record.note_saved("create")


def _choose_primary(kind: LinkKind, drafts: Sequence[_Draft]) -> None:
    """The person, or the new contact itself, is the primary contact (F6, ruling 8). One statement for each case."""
    links = ContactBusinessRelation._base_manager.values("contact")
    own = links.filter(**{kind.name: OuterRef("pk")})[:1]
    owner = links.filter(**{kind.name: OuterRef(OuterRef("pk"))})[:1]
    theirs = Contact._base_manager.filter(company=Subquery(owner)).values("pk")[:1]
    cases: dict[str, tuple[list[_Draft], dict[str, Any]]] = {
        "company": ([], {"primary_contact": Subquery(own)}),
        "person": ([], {"primary_contact": Subquery(own), "contact_name": F("name")}),
        "company with person": ([], {"primary_contact": Subquery(theirs)}),
    }
    for draft in drafts:
        case = "company with person" if draft.person is not None else draft.contact.type
        cases[case][0].append(draft)
    for chosen, values in cases.values():
        rows: Any = kind.model._base_manager.filter(pk__in=[draft.partner.pk for draft in chosen])
        if chosen:
            rows.update(**values, modified_at=timezone.now())
    for draft in drafts:
        _note_primary(draft)


def _note_primary(draft: _Draft) -> None:
    partner: Any = draft.partner
    chosen = draft.person or draft.contact
    wanted = {"primary_contact": chosen.pk, "contact_name": chosen.name if chosen.is_person else ""}
    old = {"primary_contact": partner.primary_contact_id, "contact_name": partner.contact_name}
    changes = {name: (old[name], new) for name, new in wanted.items() if old[name] != new}
    partner.primary_contact_id, partner.contact_name = wanted.values()
    with because(Cause.CREATED, origin_of(partner)):
        note(partner._meta.label_lower, partner.pk, partner.title, "update", changes)
