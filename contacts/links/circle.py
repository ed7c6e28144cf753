"""A contact with everything that may change with it, read and locked in the order of the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.prepared import Given, GivenKeys, Prepared
from crm.kit.refusal import Refused
from setup.rules import Rules, revision_now, rules_in_force


def origin_of(record: models.Model) -> str:
    """Where a value came from, as the history keeps it: type and number."""
    return f"{record._meta.label_lower} {getattr(record, 'no', record.pk)}"


@dataclass(frozen=True)
class Link:
    """One live link of a contact."""

    kind: LinkKind
    relation: ContactBusinessRelation
    partner: SharingRecord

    @property
    def paused(self) -> bool:
        """Nothing travels over a paused link (S5)."""
        return self.relation.paused


@dataclass
class Circle:
    """The hub, its people, the links of all of them, and partners whose primary contact the hub is."""

    hub: Contact
    rules: Rules
    people: list[Contact] = field(default_factory=list)
    links: dict[int, list[Link]] = field(default_factory=dict)
    followers: list[SharingRecord] = field(default_factory=list)

    def links_of(self, contact: Contact) -> list[Link]:
        """The links of ``contact``, in kind order."""
        return self.links.get(contact.pk, [])

    def replace(self, record: SharingRecord) -> None:
        """Let ``record`` stand for its row, so that what is written to the row is seen on it."""
        for links in self.links.values():
            links[:] = [Link(one.kind, one.relation, record) if one.partner == record else one for one in links]
        self.followers[:] = [record if one == record else one for one in self.followers]


def lock_hub(contact_id: int, *, renamed: bool = False) -> Contact:
    """The contact, locked until the transaction ends, annotated with the revision of the rules. One query.

    ``renamed`` says that it is a person whose name may change: the hubs of its followers are locked with it (one more).
    Raises Refused where it was deleted meanwhile.
    """
    ids = {contact_id, *(hubs_of_followers([contact_id]) if renamed else ())}
    hub = next((contact for contact in _hubs(contacts=ids) if contact.pk == contact_id), None)
    if hub is None:
        raise Refused(_("The contact was deleted meanwhile."))
    return hub


def lock_with_people(contact_id: int, *, renamed: bool = False) -> tuple[Contact, list[Contact]]:
    """The contact, locked like ``lock_hub``, and then its people, in the order of their ids. One more if it has any.

    Whoever joins a company holds it, so its people are asked for in a statement that begins under its lock. The first
    one ever to join is missed where this had to wait for that.
    """
    hub = lock_hub(contact_id, renamed=renamed)
    return hub, _lock_people(hub) if hub.has_people else []


def lock_hubs_of(contacts: Collection[int]) -> None:
    """The contacts are locked, companies first. One query."""
    _hubs(contacts=contacts)


def lock_hubs_of_followers(person: Contact) -> None:
    """The person and the hubs of the partners that follow its name are locked, companies first. One or two queries."""
    if hubs := hubs_of_followers([person.pk]) - {person.pk}:
        lock_hubs_of([*hubs, person.pk])


def hubs_of_followers(people: Collection[int]) -> set[int]:
    """The contacts whose partners have one of ``people`` as primary contact. One query.

    Whoever writes what is shared on a linked partner holds its hub, so that two never wait for one another (S9).
    """
    rows = ContactBusinessRelation.objects.order_by().values_list("contact")
    each = [
        rows.filter(**{f"{kind.name}__primary_contact__in": list(people)})
        for kind in all_kinds()
        if kind.primary_contact
    ]
    return {contact for (contact,) in each[0].union(*each[1:])} if each else set()


def _lock_people(company: Contact) -> list[Contact]:
    people = _people(company=company.pk)
    for person in people:
        person.company = company
    return people


def read_circle(hub: Contact, *, people: Iterable[Contact] = (), renamed: bool = False) -> Circle:
    """What hangs on a locked hub: links and partners of it and its people in one query.

    ``renamed`` says that the hub is a person whose name changes, so that partners with it as primary contact are read
    too (one query for each kind that has one). The rules cost no query unless they were changed.
    """
    circle = Circle(hub, rules_in_force(hub.rules_revision), list(people))
    _add_links(circle, [hub, *circle.people])
    if renamed:
        circle.followers = followers_of(hub)
    return circle


def read_with_people(company: Contact) -> Circle:
    """What hangs on a locked company, its people too, who are locked. Two queries; one where nobody belongs to it.

    What its own row said of people may be as old as the wait for its lock; what its links say is not.
    """
    circle = read_circle(company, people=_lock_people(company) if company.has_people else ())
    links = circle.links_of(company)
    if not circle.people and (not links or getattr(links[0].relation, "has_people", True)):
        circle.people = _lock_people(company)
        if circle.people:
            _add_links(circle, circle.people)
    return circle


def _add_links(circle: Circle, contacts: Iterable[Contact]) -> None:
    for relation in _linked(contacts=[contact.pk for contact in contacts]):
        circle.links.setdefault(relation.contact_id, []).append(link_from(relation))
    for links in circle.links.values():
        links.sort(key=lambda link: link.kind.order)


def followers_of(person: Contact) -> list[SharingRecord]:
    """Partners whose primary contact is ``person``, in kind order."""
    found: list[SharingRecord] = []
    for kind in all_kinds():
        if kind.primary_contact:
            found += kind.model._base_manager.filter(**{"primary_contact": person.pk}).order_by("pk")
    return found


_hubs = Prepared(lambda: Contact.stored_rows().filter(pk__in=GivenKeys("contacts")).order_by("type", "pk"))
_people = Prepared(lambda: Contact.stored_rows().filter(company=Given("company")).order_by("pk"))
_linked = Prepared(
    lambda: (
        ContactBusinessRelation.objects.filter(contact__in=GivenKeys("contacts"))
        .linked()
        .annotate(has_people=Exists(Contact._base_manager.filter(company=OuterRef("contact"))))
        .order_by()
        .select_related(*(kind.name for kind in all_kinds()))
    )
)


def link_from(relation: ContactBusinessRelation) -> Link:
    """The link that a relation with a partner stands for. No query where the partner was read with it."""
    kind = next(kind for kind in all_kinds() if getattr(relation, f"{kind.name}_id") is not None)
    return Link(kind, relation, getattr(relation, kind.name))


def hub_rows() -> models.QuerySet[Contact]:
    """Contacts annotated like locked ones, for plans that only look."""
    rows: models.QuerySet[Contact] = Contact._base_manager.annotate(rules_revision=revision_now())  # type: ignore[no-redef]
    return rows
