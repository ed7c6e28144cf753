"""Many pairs linked as ``link`` links one, in a constant number of statements for each batch of them.

What can go wrong with a pair, and what is out of the ordinary, is left to ``link`` itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links import engine, summary
from contacts.links.bulk_joining import Pair as Pair
from contacts.links.bulk_joining import join_equal
from contacts.links.circle import Circle, Link, hub_rows, link_from, origin_of
from contacts.links.eligibility import relation_code
from contacts.links.kinds import all_kinds
from contacts.links.linking import Master, link, make_person_primary, preview_link
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import Plan, link_plan
from contacts.models import Contact
from crm.kit.context import Cause, because
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from setup.rules import Rules

BATCH = 500


@dataclass(frozen=True)
class Result:
    """What became of a pair: ``plan`` was written, or ``refused`` says why not, or it was linked before.

    ``followed`` says what the partner got besides, such as open quotes, where that was asked for.
    """

    pair: Pair
    plan: Plan | None = None
    refused: str = ""
    followed: tuple[str, ...] = ()


def link_many(
    kind: LinkKind, pairs: Iterable[Pair], *, master: Master = Master.CONTACT, blanks_win: bool = False
) -> Iterator[Result]:
    """Every pair is linked as ``link`` would link it, or refused by itself; results come in the order given.

    Each batch is one unit: a killed run leaves whole batches, and another one finds them linked already.
    About a dozen statements a batch, besides those of refused and extraordinary pairs. Raises Refused where
    the relation code is missing.
    """
    relation_code(kind)
    waiting: list[Pair] = []
    for pair in pairs:
        waiting.append(pair)
        if len(waiting) == BATCH:
            yield from _link_batch(kind, waiting, master, blanks_win)
            waiting = []
    yield from _link_batch(kind, waiting, master, blanks_win)


def preview_many(
    kind: LinkKind, pairs: Sequence[Pair], *, master: Master = Master.CONTACT, blanks_win: bool = False
) -> list[Result]:
    """What ``link_many`` would make of each pair by itself. Reads only and locks nothing; see there for the cost."""
    plans = _plans(_read(kind, pairs, lock=False), master, blanks_win)
    return [
        Result(pair, plans.pop(pair)) if pair in plans else _preview_one(kind, pair, master, blanks_win)
        for pair in pairs
    ]


def is_linked(kind: LinkKind, pair: Pair) -> bool:
    """The two are linked with each other already. One query."""
    both = {"contact": pair.contact_id, kind.name: pair.partner_id}
    return ContactBusinessRelation.objects.filter(**both).exists()


def _link_batch(kind: LinkKind, pairs: Sequence[Pair], master: Master, blanks_win: bool) -> list[Result]:
    if not pairs:
        return []
    with unit():
        equal = join_equal(kind, pairs, relation_code(kind))
        batch = _read(kind, [pair for pair in pairs if pair not in equal])
        plans = dict.fromkeys(equal, Plan()) | _plans(batch, master, blanks_win)
        _write(batch.joined, plans.values())
        summary.refresh([pair.contact_id for pair in plans])
    return [
        Result(pair, plans.pop(pair)) if pair in plans else _link_one(kind, pair, master, blanks_win) for pair in pairs
    ]


def _plans(batch: _Batch, master: Master, blanks_win: bool) -> dict[Pair, Plan]:
    plans = {}
    for joined in batch.joined:
        circle = batch.circles[joined.relation.contact_id]
        plan = link_plan(circle, joined, contact_wins=master is Master.CONTACT, blanks_win=blanks_win)
        plans[Pair(joined.relation.contact_id, joined.partner.pk)] = plan
    return plans


def _link_one(kind: LinkKind, pair: Pair, master: Master, blanks_win: bool) -> Result:
    def act(contact: Contact, partner: SharingRecord) -> Plan:
        with unit(savepoint=True):
            return link(contact, partner, master=master, blanks_win=blanks_win).plan

    return _alone(kind, pair, act)


def _preview_one(kind: LinkKind, pair: Pair, master: Master, blanks_win: bool) -> Result:
    return _alone(kind, pair, lambda *both: preview_link(*both, master=master, blanks_win=blanks_win))


def _alone(kind: LinkKind, pair: Pair, act: Callable[[Contact, SharingRecord], Plan]) -> Result:
    if is_linked(kind, pair):
        return Result(pair)
    contact = Contact._base_manager.filter(pk=pair.contact_id).first()
    partner = kind.model._base_manager.filter(pk=pair.partner_id).first()
    if contact is None or partner is None:
        return Result(pair, refused=_("It no longer exists."))
    try:
        return Result(pair, act(contact, partner))
    except Refused as refusal:
        return Result(pair, refused=refusal.sentence)


@dataclass
class _Batch:
    """The ordinary pairs of a batch, joined as if they stood already, and what hangs on their contacts."""

    joined: list[Link]
    circles: dict[int, Circle]


def _read(kind: LinkKind, pairs: Sequence[Pair], *, lock: bool = True) -> _Batch:
    """Read, and lock in the order of the house: companies, people, partners."""
    if not pairs:
        return _Batch([], {})
    hubs = _contacts(pairs, lock=lock)
    partners = _partners(kind, pairs, lock=lock)
    relations = _relations(hubs, kind, partners)
    code, rules = relation_code(kind), rules_in_force()
    batch = _Batch([], _circles(hubs, relations, rules))
    barred = {relation.contact_id for relation in relations if relation.business_relation_id == code}
    barred |= {one.contact_id for one in relations if getattr(one, f"{kind.name}_id") is not None}
    taken = {getattr(relation, f"{kind.name}_id") for relation in relations}
    for pair in pairs:
        hub, partner = hubs.get(pair.contact_id), partners.get(pair.partner_id)
        if hub is None or partner is None or pair.contact_id in barred or pair.partner_id in taken:
            continue
        if _is_ordinary(hub, kind):
            batch.joined.append(_join(batch.circles[hub.pk], kind, code, partner))
            barred.add(hub.pk)
            taken.add(partner.pk)
    return batch


def _is_ordinary(contact: Contact, kind: LinkKind) -> bool:
    """Nothing to refuse, and no company whose links count too."""
    may_be_linked = kind.people or not contact.is_person
    return may_be_linked and not contact.privacy_blocked and contact.company_id is None


def _contacts(pairs: Sequence[Pair], *, lock: bool) -> dict[int, Contact]:
    """The contacts of ``pairs`` and, after them, the people of the companies among them."""
    ids = [pair.contact_id for pair in pairs]
    rows = Contact.stored_rows() if lock else hub_rows()
    found = {hub.pk: hub for hub in rows.filter(Q(pk__in=ids) | Q(company__in=ids)).order_by("type", "pk")}
    for hub in found.values():
        if hub.company_id in found:
            hub.company = found[hub.company_id]
    return found


def _partners(kind: LinkKind, pairs: Sequence[Pair], *, lock: bool) -> dict[int, SharingRecord]:
    rows = kind.model._base_manager.all()
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    return {one.pk: one for one in rows.filter(pk__in=[pair.partner_id for pair in pairs]).order_by("pk")}


def _relations(
    hubs: dict[int, Contact], kind: LinkKind, partners: dict[int, SharingRecord]
) -> list[ContactBusinessRelation]:
    """Every relation of these contacts and of these partners, with its partner."""
    wanted = Q(contact__in=list(hubs)) | Q(**{f"{kind.name}__in": list(partners)})
    rows = ContactBusinessRelation._base_manager.filter(wanted)
    return list(rows.select_related(*(one.name for one in all_kinds())))


def _circles(hubs: dict[int, Contact], relations: Sequence[ContactBusinessRelation], rules: Rules) -> dict[int, Circle]:
    circles = {hub.pk: Circle(hub, rules) for hub in hubs.values() if hub.company_id is None}
    for person in hubs.values():
        if person.company_id in circles:
            circles[person.company_id].people.append(person)
    for relation in relations:
        owner = hubs.get(relation.contact_id)
        circle = circles.get(owner.company_id or owner.pk) if owner is not None else None
        if circle is not None and _partner_id(relation) is not None:
            links = circle.links.setdefault(relation.contact_id, [])
            links.append(link_from(relation))
            links.sort(key=lambda one: one.kind.order)
    _add_followers(circles)
    return circles


def _add_followers(circles: dict[int, Circle]) -> None:
    """Partners whose primary contact is one of the people, in kind order."""
    people = [circle.hub.pk for circle in circles.values() if circle.hub.is_person]
    for kind in all_kinds():
        if people and kind.primary_contact:
            rows = kind.model._base_manager.filter(Q(primary_contact__in=people)).order_by("pk")
            for partner in rows:
                circles[partner.primary_contact_id].followers.append(partner)  # type: ignore[attr-defined]


def _partner_id(relation: ContactBusinessRelation) -> int | None:
    keys: list[int | None] = [getattr(relation, f"{kind.name}_id") for kind in all_kinds()]
    return next((key for key in keys if key is not None), None)


def _join(circle: Circle, kind: LinkKind, code: str, partner: SharingRecord) -> Link:
    """The link to be made, as if it stood already."""
    relation = ContactBusinessRelation(contact=circle.hub, business_relation_id=code, **{kind.name: partner})
    joined = Link(kind, relation, partner)
    links = circle.links.setdefault(circle.hub.pk, [])
    links.append(joined)
    links.sort(key=lambda one: one.kind.order)
    return joined


def _write(joined: Sequence[Link], plans: Iterable[Plan]) -> None:
    """Relations, then what they change: each in one statement for all pairs."""
    ContactBusinessRelation._base_manager.bulk_create([one.relation for one in joined])
    for one in joined:
        with because(Cause.LINKED, origin_of(one.partner)):
            one.relation.borrowed = {}
            one.relation.note_saved("create")
    engine.apply(Plan(tuple(line for plan in plans for line in plan.lines)))
    for one in joined:
        with because(Cause.LINKED, origin_of(one.partner)):
            make_person_primary(one)
