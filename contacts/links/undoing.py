"""What an undo means for links: locks in the order of the house, summaries, and the pairs it leaves different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links import summary
from contacts.links.circle import link_from
from contacts.links.kinds import all_kinds, kind_of
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import Contact
from crm.kit.models import Record
from crm.kit.values import column


def lock(touched: Sequence[tuple[type[Record], Any]]) -> None:
    """Lock the contacts among ``touched`` and the hubs of its partners: companies before people, by id. One query."""
    chosen = Q(pk__in=[pk for model, pk in touched if model is Contact])
    for model, pk in touched:
        if (kind := kind_of(model)) is not None:
            chosen |= Q(**{f"relations__{kind.name}": pk})
    ids = Contact._base_manager.filter(chosen).values("pk")
    rows = Contact._base_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("type", "pk")
    list(rows.values_list("pk"))


def follow(records: Sequence[Record]) -> list[str]:
    """Summaries are right again; says which linked pairs the undo left different."""
    relations = list(_relations_of(record for record in records if record.pk is not None).with_partners())
    contacts = {record.pk for record in records if isinstance(record, Contact) and record.pk is not None}
    contacts |= {record.contact_id for record in records if isinstance(record, ContactBusinessRelation)}
    summary.refresh(sorted(contacts | {relation.contact_id for relation in relations}))
    return [sentence for relation in relations if (sentence := _difference(relation))]


def _relations_of(records: Iterable[Record]) -> Any:
    chosen = Q(pk__in=[])
    for record in records:
        if isinstance(record, Contact):
            chosen |= Q(contact=record.pk)
        elif isinstance(record, ContactBusinessRelation):
            chosen |= Q(pk=record.pk)
        elif any(isinstance(record, kind.model) for kind in all_kinds()):
            kind = kind_of(type(record))
            assert kind is not None
            chosen |= Q(**{kind.name: record.pk})
    return ContactBusinessRelation.objects.linked().filter(chosen)


def _difference(relation: ContactBusinessRelation) -> str:
    joined = link_from(relation)
    names = [] if joined.paused else differing(relation.contact, joined.partner, joined.kind)
    if not names:
        return ""
    labels = ", ".join(capfirst(str(column(Contact, name).verbose_name)) for name in names)
    values = {"contact": relation.contact.title, "partner": joined.partner.title, "fields": labels}
    return _("%(contact)s and %(partner)s now differ in: %(fields)s.") % values
