"""Ways of making linked pairs differ that no save would allow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from contacts.links.kinds import kind_of
from contacts.links.linking import pause, pin
from contacts.links.models import ContactBusinessRelation
from crm.history.models import Change
from crm.kit.models import Record
from tests.factories.partners import Firm


def raw(record: Record, **values: Any) -> None:
    """Write past the product, as SQL from elsewhere would: nothing follows and nothing is noted."""
    QuerySet(type(record)).filter(pk=record.pk).update(**values)
    record.refresh_from_db()


def relation_of(partner: Any) -> ContactBusinessRelation:
    """The link row of a partner."""
    kind = kind_of(type(partner))
    assert kind is not None
    return ContactBusinessRelation.objects.get(**{kind.name: partner})


def paused(partner: Any) -> None:
    """Nothing travels over the link of ``partner`` any more."""
    pause(relation_of(partner))


def pinned(record: Any, name: str) -> None:
    """The value of ``name`` is kept on ``record``."""
    record.refresh_from_db()
    pin(record, name)


def dated(record: Record, at: datetime) -> None:
    """The last change of ``record`` happened at ``at``."""
    last = Change.objects.of(record).last()
    assert last is not None
    QuerySet(Change).filter(pk=last.pk).update(at=at)


def last_change(record: Record) -> Change:
    """What the history says happened to ``record`` last."""
    last = Change.objects.of(record).last()
    assert last is not None
    return last


def cities(made: Firm) -> list[str]:
    """Of contact, customer, vendor and bank account, as the database has them."""
    made.reload()
    return [one.city for one in (made.contact, made.customer, made.vendor, made.bank)]
