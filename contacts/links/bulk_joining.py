"""Pairs that are equal already and that nothing speaks against: linked without reading them whole."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from contacts.links.circle import origin_of
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.kit.context import Cause, because

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind


R = TypeVar("R", bound=SharingRecord)


class Pair(NamedTuple):
    """A contact and a partner by their keys."""

    contact_id: int
    partner_id: int


def join_equal(kind: LinkKind, pairs: Sequence[Pair], code: str) -> set[Pair]:
    """Those of ``pairs`` that hold the same in every shared field are linked; returns them.

    Companies only, and nothing that could be refused. The caller refreshes the summaries. Locks companies, people
    and partners in the order of the house, also those of the other pairs. Four statements. Must run inside a unit.
    """
    contacts = _contacts(kind, pairs)
    partners = _partners(kind, pairs)
    barred, taken = _standing(kind, pairs, code)
    ours = itemgetter(*(one.contact for one in kind.shared))
    theirs = itemgetter(*(one.partner for one in kind.shared))
    relations = []
    for pair in _alone(pairs):
        contact, partner = contacts.get(pair.contact_id), partners.get(pair.partner_id)
        if contact is None or partner is None or pair.contact_id in barred or pair.partner_id in taken:
            continue
        may_be_linked = contact["type"] == ContactType.COMPANY and not contact["privacy_blocked"]
        if may_be_linked and ours(contact) == theirs(partner):
            relations.append(_relation(kind, code, contact, partner))
    _insert(kind, relations)
    return {Pair(one.contact_id, getattr(one, f"{kind.name}_id")) for one in relations}


def _alone(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs whose contact and partner are in no other pair: which of several is linked depends on their order."""
    listed = list(pairs)
    contacts = Counter(pair.contact_id for pair in listed)
    partners = Counter(pair.partner_id for pair in listed)
    return [pair for pair in listed if contacts[pair.contact_id] == partners[pair.partner_id] == 1]


def _contacts(kind: LinkKind, pairs: Sequence[Pair]) -> dict[int, dict[str, Any]]:
    ids = [pair.contact_id for pair in pairs]
    rows = Contact._base_manager.filter(Q(pk__in=ids) | Q(company__in=ids)).order_by("type", "pk")
    return _locked(rows, {"type", "privacy_blocked", *(one.contact for one in kind.shared)})


def _partners(kind: LinkKind, pairs: Sequence[Pair]) -> dict[int, dict[str, Any]]:
    rows = kind.model._base_manager.filter(pk__in=[pair.partner_id for pair in pairs]).order_by("pk")
    return _locked(rows, {one.partner for one in kind.shared})


def _locked(rows: models.QuerySet[Any], columns: set[str]) -> dict[int, dict[str, Any]]:
    read = rows.select_for_update(no_key=True).values(*{"pk", "no", "name", *columns})
    return {row["pk"]: row for row in read}


def _standing(kind: LinkKind, pairs: Sequence[Pair], code: str) -> tuple[set[int], set[int]]:
    """Contacts that have a relation of this kind or code, and partners that are linked."""
    of_contacts = Q(contact__in=[pair.contact_id for pair in pairs])
    of_partners = Q(**{f"{kind.name}__in": [pair.partner_id for pair in pairs]})
    same = Q(business_relation=code) | Q(**{f"{kind.name}__isnull": False})
    rows = ContactBusinessRelation._base_manager.filter(of_contacts & same | of_partners)
    found = list(rows.values_list("contact", kind.name))
    return {contact for contact, _partner in found}, {partner for _contact, partner in found}


def _relation(kind: LinkKind, code: str, contact: dict[str, Any], partner: dict[str, Any]) -> ContactBusinessRelation:
    owner, other = _known(Contact, contact), _known(kind.model, partner)
    return ContactBusinessRelation(contact=owner, business_relation_id=code, **{kind.name: other})


def _known(model: type[R], row: dict[str, Any]) -> R:
    """A record of which no more is known than its number and name: made without defaults, it costs next to nothing."""
    known = {"id": row["pk"], "no": row["no"], "name": row["name"]}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])


def _insert(kind: LinkKind, relations: Sequence[ContactBusinessRelation]) -> None:
    ContactBusinessRelation._base_manager.bulk_create(relations)
    for relation in relations:
        relation.borrowed = {}
        with because(Cause.LINKED, origin_of(getattr(relation, kind.name))):
            relation.note_saved("create")
