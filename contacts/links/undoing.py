"""What an undo means for links: locks in the order of the house, summaries, and the pairs it leaves different."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links import summary, undo_consequences, undo_objections
from contacts.links.circle import hubs_of_followers, link_from
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import Contact
from crm.history.nets import Key, Net, key_of, key_to
from crm.history.standing import sliced
from crm.history.undo import Objection, Retention, Room, UndoPlan
from crm.kit.bulk import Write
from crm.kit.models import Record
from crm.kit.sentences import one_stop
from crm.kit.values import column


class Links(Room):
    """Contacts, their people and their links."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Contacts among ``touched`` with their people, and hubs of its partners and of those that follow a person.

        Companies before people, then the partners; by id, each kind after the other.
        """
        hubs = {int(pk) for model, pk in touched if model is Contact}
        partners = {kind: sorted(int(pk) for model, pk in touched if model is kind.model) for kind in all_kinds()}
        for some in sliced(sorted(hubs)):
            hubs |= hubs_of_followers(some)
        for kind, keys in partners.items():
            for some in sliced(keys):
                rows = ContactBusinessRelation.objects.filter(**{f"{kind.name}__in": some})
                hubs |= set(rows.values_list("contact", flat=True))
        _lock_contacts(hubs)
        for kind, keys in partners.items():
            for some in sliced(keys):
                rows_ = kind.model._base_manager.select_for_update(no_key=True).filter(pk__in=some)
                list(rows_.order_by("pk").values_list("pk"))

    def objections(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> Mapping[Key, Sequence[Objection]]:
        """What would leave a contact that the rules do not let stand."""
        return undo_objections.objections(nets, rows)

    def retentions(self, created: Sequence[Record]) -> Mapping[Key, Retention]:
        """A contact that was there before keeps its link with a partner that was made of it and stays."""
        return dict(_bound(created))

    def consequences(self, planned: UndoPlan) -> Iterable[Write]:
        """Company names of people and contact names of partners."""
        return undo_consequences.consequences(planned)

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> list[str]:
        """Summaries are right again; says which linked pairs the undo left different."""
        relations = list(_relations_of(standing))
        contacts = {record.pk for record in standing if isinstance(record, Contact)}
        contacts |= {one.contact_id for one in (*gone, *standing) if isinstance(one, ContactBusinessRelation)}
        contacts |= {relation.contact_id for relation in relations}
        contacts -= {record.pk for record in gone if isinstance(record, Contact)}
        for some in sliced(sorted(contacts)):
            summary.refresh(some)
        return [sentence for relation in relations if (sentence := _difference(relation))]


def _lock_contacts(ids: Collection[int]) -> None:
    """They and their people are locked in the order of all ids, or two undos could wait for one another."""
    places = {
        row
        for some in sliced(sorted(ids))
        for row in Contact._base_manager.filter(Q(pk__in=some) | Q(company__in=some)).values_list("type", "pk")
    }
    for some in sliced([pk for _type, pk in sorted(places)]):
        contacts = Contact._base_manager.select_for_update(no_key=True).filter(pk__in=some)
        list(contacts.order_by("type", "pk").values_list("pk"))


def _bound(created: Sequence[Record]) -> Iterator[tuple[Key, Retention]]:
    known = {key_to(record): record for record in created}
    for relation in created:
        if not isinstance(relation, ContactBusinessRelation) or key_of(Contact, relation.contact_id) in known:
            continue
        keys = (key_of(kind.model, getattr(relation, f"{kind.name}_id")) for kind in all_kinds())
        if partner := next((known[key] for key in keys if key in known), None):
            sentence = _("%(partner)s stays, so this link stays too.") % {"partner": partner.title}
            yield key_to(relation), Retention(sentence, causes=frozenset({key_to(partner)}))


def _relations_of(records: Sequence[Record]) -> Iterator[ContactBusinessRelation]:
    """The links of all contacts, partners and relations among ``records``, each once, by id."""
    found: dict[int, ContactBusinessRelation] = {}
    models: dict[str, type[Record]] = {"contact": Contact, "pk": ContactBusinessRelation}
    models |= {kind.name: kind.model for kind in all_kinds()}
    for name, model in models.items():
        for some in sliced([record.pk for record in records if isinstance(record, model)]):
            rows = ContactBusinessRelation.objects.linked().filter(**{f"{name}__in": some}).order_by("pk")
            found |= {relation.pk: relation for relation in rows}
    # Not joined: where many rows are new to the database, it would expect few and look for each of them in all.
    for some in sliced([found[pk] for pk in sorted(found)]):
        prefetch_related_objects(some, "contact", *(kind.name for kind in all_kinds()))
    yield from (found[pk] for pk in sorted(found))


def _difference(relation: ContactBusinessRelation) -> str:
    joined = link_from(relation)
    names = [] if joined.paused else differing(relation.contact, joined.partner, joined.kind)
    if not names:
        return ""
    labels = ", ".join(capfirst(str(column(Contact, name).verbose_name)) for name in names)
    values = {"contact": relation.contact.title, "partner": joined.partner.title, "fields": labels}
    return one_stop(_("%(contact)s and %(partner)s now differ in: %(fields)s.") % values)
