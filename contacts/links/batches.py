"""Many circles read at once, for work that goes from contact to contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from contacts.links.circle import Circle, hub_rows, hubs_of_followers, link_from
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.values import column, value_of
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from contacts.links.circle import Link
    from contacts.sharing import SharingRecord


def read_circles(hub_ids: Collection[int], *, lock: bool) -> list[Circle]:
    """What hangs on each of these contacts, companies before people, then by key; those that are gone are left out.

    A record that is in several circles is one object, so what is written to it in one is seen in the others.
    ``lock`` takes the contacts, their people and the hubs of partners that follow them in the order of the house (one
    more query). One query for all contacts, one for all links, one for each kind whose partners have a primary contact.
    """
    wanted = frozenset(hub_ids)
    rows = Contact.stored_rows() if lock else hub_rows()
    held = wanted | hubs_of_followers(wanted) if lock else wanted
    found = rows.filter(Q(pk__in=held) | Q(company__in=wanted)).order_by("type", "pk")
    known = {contact.pk: contact for contact in found}
    hubs = {pk: contact for pk, contact in known.items() if pk in wanted}
    circles = {pk: Circle(hub, rules_in_force(hub.rules_revision)) for pk, hub in hubs.items()}
    for contact in known.values():
        if contact.company_id in circles:
            contact.company = hubs[contact.company_id]
            circles[contact.company_id].people.append(contact)
    links = _links_of(known)
    followers = _followers_of(hubs.values(), links)
    for pk, circle in circles.items():
        circle.links = {one.pk: links[one.pk] for one in (circle.hub, *circle.people) if one.pk in links}
        circle.followers = followers.get(pk, [])
    return list(circles.values())


def _links_of(contacts: Iterable[int]) -> dict[int, list[Link]]:
    rows = ContactBusinessRelation.objects.filter(contact__in=list(contacts)).linked()
    found: dict[int, list[Link]] = {}
    for relation in rows.select_related(*(kind.name for kind in all_kinds())):
        found.setdefault(relation.contact_id, []).append(link_from(relation))
    for links in found.values():
        links.sort(key=lambda link: link.kind.order)
    return found


def _followers_of(hubs: Iterable[Contact], links: dict[int, list[Link]]) -> dict[int, list[SharingRecord]]:
    """Partners by the person that is their primary contact, in kind order."""
    people = [hub.pk for hub in hubs if hub.is_person]
    linked = {(link.kind, link.partner.pk): link.partner for own in links.values() for link in own}
    found: dict[int, list[SharingRecord]] = {}
    for kind in all_kinds() if people else ():
        if kind.primary_contact:
            rows = kind.model._base_manager.filter(**{"primary_contact__in": people}).order_by("pk")
            for partner in rows:
                followed = linked.get((kind, partner.pk), partner)
                person = value_of(partner, column(kind.model, "primary_contact"))
                found.setdefault(person, []).append(followed)
    return found
