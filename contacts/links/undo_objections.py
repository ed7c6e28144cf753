"""What of a contact cannot go back, or not by itself: its type, the parts of its name, its company (E2, J1–J6, J13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from contacts.links.circle import link_from
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from contacts.rules import PARTS, TEXTS_OF_PEOPLE
from crm.history.nets import Key, Net, key_of, key_to
from crm.history.standing import sliced
from crm.history.undo import Objection
from crm.kit.deletion import grouped
from crm.kit.models import Record
from crm.kit.values import column, value_of

NAME = frozenset({"name", *PARTS})
TYPE = NAME | {"type", "company", "company_name", "job_title", "organizational_level"}
Objections = dict[Key, list[Objection]]
OF_PEOPLE = (*TEXTS_OF_PEOPLE, "organizational_level", "company")


def objections(nets: Sequence[Net], rows: Mapping[Key, Record]) -> Objections:
    """By contact, which columns stay and why.

    Where types or companies would go back, a query for people, links or companies for each slice of them.
    """
    around = _Around(nets, rows)
    ask = (_to_type, _to_name, _to_company)
    found = {net.key: [one for asked in ask for one in asked(net, around)] for net in around.nets}
    found = {key: some for key, some in found.items() if some}
    for key, one in [*_to_partners(found, around), *_to_followers(found, around)]:
        found.setdefault(key, []).append(one)
    return found


class _Around:
    """The changed contacts, and what stands around them."""

    def __init__(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> None:
        self.rows = rows
        self.all = {net.key: net for net in nets if not net.created and net.key in rows}
        self.nets = [net for net in self.all.values() if net.model is Contact]
        retyped = [rows[net.key].pk for net in self.nets if self.goes_back(net, "type")]
        people = [one for some in sliced(retyped) for one in Contact._base_manager.filter(company__in=some)]
        self.people, self.links = grouped(people, "company_id"), grouped(_links_of(retyped), "contact_id")
        before = {net.step("company").was for net in self.nets if self.goes_back(net, "company")} - {None}
        rows_ = [Contact._base_manager.filter(pk__in=some) for some in sliced(sorted(before))]
        self.companies = {contact.pk: contact for some in rows_ for contact in some}

    def goes_back(self, net: Net, name: str) -> bool:
        """The column holds what the change set wrote, and held something else before."""
        return name in net.diff and value_of(self.rows[net.key], column(net.model, name)) == net.step(name).became

    def is_edited(self, net: Net, names: frozenset[str]) -> bool:
        """One of the columns holds neither what the change set wrote nor what was there before."""
        steps = (step for step in net.steps() if step.field.name in names)
        return any(value_of(self.rows[net.key], step.field) not in (step.was, step.became) for step in steps)

    def after(self, net: Net, name: str) -> object:
        """What the column holds once all that can go back has."""
        if self.goes_back(net, name):
            return net.step(name).was
        return value_of(self.rows[net.key], column(net.model, name))

    def changes(self, record: Record, name: str) -> bool:
        """The undo changes the column of ``record`` too."""
        net = self.all.get(key_to(record))
        return net is not None and self.goes_back(net, name)


def _to_type(net: Net, around: _Around) -> Iterator[Objection]:
    """A change of type goes back with what came with it, and where the rules for such a change let it."""
    if not around.goes_back(net, "type"):
        return
    whole = TYPE | {"salutation"}
    if around.is_edited(net, TYPE):
        yield Objection(whole, _("It was edited since."))
    if net.step("type").was == ContactType.COMPANY:
        if any(around.after(net, name) for name in OF_PEOPLE):
            yield Objection(whole, _("It was edited as a person since."))
        return
    pk = around.rows[net.key].pk
    if people := [key_to(one) for one in around.people.get(pk, ()) if not around.changes(one, "company")]:
        yield Objection(whole, _("People belong to it; move them first."), frozenset(people))
    if links := [key_to(one) for one in around.links.get(pk, ()) if not _fits_person(one, net, around)]:
        yield Objection(whole, _("It has business relations; remove its links first."), frozenset(links))


def _to_partners(found: Objections, around: _Around) -> Iterator[tuple[Key, Objection]]:
    """What stays on a contact stays on its partners, and the type of a partner with that of its contact (ruling 1)."""
    for relation in _links_of([around.rows[key].pk for key in found]):
        link = link_from(relation)
        for objection in found[key_of(Contact, relation.contact_id)]:
            shared = {link.kind.by_contact[name].partner for name in objection.columns & link.kind.by_contact.keys()}
            yield key_to(link.partner), replace(objection, columns=frozenset(shared))


def _to_followers(found: Objections, around: _Around) -> Iterator[tuple[Key, Objection]]:
    """A contact name stays with the name of the primary contact (B6)."""
    for key, net in around.all.items():
        primary = key_of(Contact, getattr(around.rows[key], "primary_contact_id", None))
        standing = [one for one in found.get(primary, ()) if "name" in one.columns]
        if "contact_name" in net.diff:
            yield from ((key, replace(one, columns=frozenset({"contact_name"}))) for one in standing)


def _links_of(contacts: Iterable[Any]) -> list[ContactBusinessRelation]:
    relations = ContactBusinessRelation.objects.linked().with_partners()
    return [one for some in sliced(contacts) for one in relations.filter(contact__in=some)]


def _fits_person(relation: ContactBusinessRelation, net: Net, around: _Around) -> bool:
    """The link may stay: its partner becomes a person's too, or bears no type and the person may have it."""
    link = link_from(relation)
    if link.kind.type_column:
        return around.changes(link.partner, link.kind.type_column)
    return link.kind.people or around.after(net, "company") is not None


def _to_name(net: Net, around: _Around) -> Iterator[Objection]:
    """A name and its parts go back together, and the search name with them (J4)."""
    if around.is_edited(net, NAME):
        yield Objection(NAME | {"search_name"}, _("It was edited since."))


def _to_company(net: Net, around: _Around) -> Iterator[Objection]:
    """People belong to companies only."""
    if not around.goes_back(net, "company"):
        return
    company = around.companies.get(net.step("company").was)
    if company is not None and company.is_person and not around.changes(company, "type"):
        sentence = _("%(contact)s is a person; people can belong to companies only.") % {"contact": company.title}
        yield Objection(frozenset({"company", "company_name"}), sentence)
