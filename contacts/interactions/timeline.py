"""Interactions in the timelines of contacts, of the partners that they are linked with, and of documents (ux 3.7)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.models import Interaction
from contacts.links.kinds import kind_of
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.history.moments import Moment
from crm.history.timeline import INTERACTIONS, Source, register_source
from crm.kit.display import linked
from crm.kit.permissions import may

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from contacts.interactions.models.entries import InteractionQuerySet


def with_whom(record: SharingRecord, request: HttpRequest, after: str, count: int) -> list[Moment]:
    """The last interactions with a contact, or with the one that a partner is linked with. Two queries at most."""
    if not may(request.user, "view", Interaction):
        return []
    contact = record if isinstance(record, Contact) else _contact_of(record)
    return _moments(Interaction.objects.of(contact), after, count) if contact is not None else []


def about(document: Model, request: HttpRequest, after: str, count: int) -> list[Moment]:
    """The last interactions that say what happened to a document. One query."""
    if not may(request.user, "view", Interaction):
        return []
    return _moments(Interaction.objects.filter(document=document.pk), after, count)


def source_of(moments: Any) -> Source:
    """Interactions as a source of timelines."""
    return Source(INTERACTIONS, pgettext_lazy("section", "Interactions"), moments, order=10)


def register() -> None:
    """Contacts and partners of every kind tell of them."""
    register_source(SharingRecord, source_of(with_whom))


def before(after: str, day: str) -> Q:
    """Rows beyond the place ``after`` in a list by ``day`` and key, the newest first; all for no place."""
    iso, _dot, key = after.partition(".")
    try:
        start = date.fromisoformat(iso)
    except ValueError:
        return Q()
    if not key.isdecimal() or len(key) > 18:
        return Q()
    return Q(**{f"{day}__lte": start}) & (Q(**{f"{day}__lt": start}) | Q(pk__lt=int(key)))


def at(day: date, hour: time | None) -> datetime:
    """The moment in the time zone of the office."""
    return timezone.make_aware(datetime.combine(day, hour or time.min))


def _contact_of(partner: SharingRecord) -> Contact | None:
    kind = kind_of(type(partner))
    if kind is None:
        return None
    link = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk}).select_related("contact").first()
    return link.contact if link is not None else None


def _moments(rows: InteractionQuerySet, after: str, count: int) -> list[Moment]:
    rows = rows.filter(before(after, "date"), postponed=False).select_related("salesperson", "user")
    return [
        Moment(
            at=at(one.date, one.time),
            place=f"{one.date.isoformat()}.{one.pk}",
            icon="message-square",
            sentence=linked(one),
            who=one.user.get_full_name() or one.user.get_username() if one.user is not None else "",
            note=pgettext("field.interaction", "Canceled") if one.canceled else "",
            is_day=one.time is None,
        )
        for one in rows.order_by("-date", "-pk")[:count]
    ]
