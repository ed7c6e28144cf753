"""Accept a difference with a reason, and take that back (F5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.links.accepted import Acceptance, in_force, kept
from contacts.links.circle import lock_hub, read_circle
from contacts.links.drift import drift_of
from crm.kit.context import current_gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from contacts.links.circle import Circle, Link
    from contacts.links.models import ContactBusinessRelation


def accept(relation: ContactBusinessRelation, names: Collection[str], reason: str) -> tuple[str, ...]:
    """The pair may differ in the contact's columns ``names``, as long as neither value changes.

    Returns the columns; those in which they do not differ (any more) are left out. Locks the contact. Raises Refused
    without a reason, and where nothing is left to accept.
    """
    if not reason.strip():
        raise Refused(_("Say why the difference is accepted."), field="reason")
    with unit():
        link, circle = _locked(relation)
        drift = drift_of(circle, link, link.kind.shared)
        found = {one.shared.contact: one for one in drift.differences if one.shared.contact in names}
        if not found:
            raise Refused(_("There is no difference left to accept."), record=circle.hub)
        acceptance = Acceptance(reason.strip(), _whoever(), timezone.now())
        held = in_force(link.relation.accepted, circle.hub, link.partner, link.kind)
        added = {name: kept(one.contact, one.partner, acceptance) for name, one in found.items()}
        _store(link.relation, {**held, **added})
        return tuple(found)


def take_back(relation: ContactBusinessRelation, names: Collection[str]) -> None:
    """The differences in the contact's columns ``names`` count again. Locks the contact."""
    with unit():
        link, circle = _locked(relation)
        held = in_force(link.relation.accepted, circle.hub, link.partner, link.kind)
        _store(link.relation, {name: one for name, one in held.items() if name not in names})


def _locked(relation: ContactBusinessRelation) -> tuple[Link, Circle]:
    """The link with its locked contact. Raises Refused where it was removed meanwhile."""
    circle = read_circle(lock_hub(relation.contact_id))
    link = next((one for one in circle.links_of(circle.hub) if one.relation == relation), None)
    if link is None:
        raise Refused(_("This link was removed meanwhile."), record=circle.hub)
    return link, circle


def _store(relation: ContactBusinessRelation, held: Mapping[str, object]) -> None:
    relation.accepted = dict(held) or None
    relation.save(update_fields=["accepted"])


def _whoever() -> str:
    gesture = current_gesture()
    actor = gesture.actor if gesture is not None else None
    return "" if actor is None else getattr(actor, "get_full_name", str)() or actor.get_username()
