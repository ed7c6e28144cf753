"""What an undo means for links: locks in the order of the house, summaries, and the pairs it leaves different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links import summary
from contacts.links.circle import link_from
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import Contact
from crm.history.standing import sliced
from crm.kit.models import Record
from crm.kit.sentences import one_stop
from crm.kit.values import column


def lock(touched: Sequence[tuple[type[Record], Any]]) -> None:
    """Contacts among ``touched`` and hubs of its partners are locked, companies before people, then the partners.

    By id, each kind after the other.
    """
    hubs = {int(pk) for model, pk in touched if model is Contact}
    partners = {kind: sorted(int(pk) for model, pk in touched if model is kind.model) for kind in all_kinds()}
    for kind, keys in partners.items():
        for some in sliced(keys):
            rows = ContactBusinessRelation.objects.filter(**{f"{kind.name}__in": some})
            hubs |= set(rows.values_list("contact", flat=True))
    # In the order of all ids, or two undos could wait for one another.
    places = [
        row
        for some in sliced(sorted(hubs))
        for row in Contact._base_manager.filter(pk__in=some).values_list("type", "pk")
    ]
    for some in sliced([pk for _type, pk in sorted(places)]):
        contacts = Contact._base_manager.select_for_update(no_key=True).filter(pk__in=some)
        list(contacts.order_by("type", "pk").values_list("pk"))
    for kind, keys in partners.items():
        for some in sliced(keys):
            rows_ = kind.model._base_manager.select_for_update(no_key=True).filter(pk__in=some)
            list(rows_.order_by("pk").values_list("pk"))


def follow(gone: Sequence[Record], standing: Sequence[Record]) -> list[str]:
    """Summaries are right again; says which linked pairs the undo left different."""
    relations = list(_relations_of(standing))
    contacts = {record.pk for record in standing if isinstance(record, Contact)}
    contacts |= {one.contact_id for one in (*gone, *standing) if isinstance(one, ContactBusinessRelation)}
    contacts |= {relation.contact_id for relation in relations}
    contacts -= {record.pk for record in gone if isinstance(record, Contact)}
    for some in sliced(sorted(contacts)):
        summary.refresh(some)
    return [sentence for relation in relations if (sentence := _difference(relation))]


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
