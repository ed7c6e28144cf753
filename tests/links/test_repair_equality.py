"""The statement that repairs many pairs does what the engine's plan does for each of them (S8, L2, H1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q, QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.repair import repair
from contacts.links.winners import Side
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.values import value_of
from partners.models import BankAccount, Customer, Vendor
from setup.models import Direction, FieldPolicy, MarketingSetup
from setup.rules import renew_revision
from tests.factories.partners import Firm, firm
from tests.links.samples import sample

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

COLUMNS = ("name", "search_name", "phone_no", "country", "privacy_blocked", "image", "type")
MODELS = (Contact, Customer, Vendor, BankAccount)

values = st.sampled_from(["A", "B", "A", "B", "A", "B", ""])
row = st.fixed_dictionaries(dict.fromkeys(COLUMNS, values) | {"pins": st.sampled_from([(), (), ("phone_no",)])})
firms = st.lists(st.lists(row, min_size=4, max_size=4), min_size=2, max_size=2)
policies = st.dictionaries(
    st.tuples(st.sampled_from(["customer", "vendor"]), st.sampled_from(["phone_no", "country", "type"])),
    st.sampled_from(list(Direction)),
    max_size=2,
)


class _Undone(Exception):
    """Takes an example back."""


@pytest.fixture
def two(marketing: MarketingSetup) -> list[Firm]:
    """Two linked firms that agree."""
    return [firm(no="CT1"), firm(no="CT2")]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=firms, policy=policies, paused=st.booleans(), fields=st.sampled_from([None, {"phone_no", "name"}]))
def test_set_based_repair_equals_the_plans(
    two: list[Firm], drawn: Any, policy: Any, paused: bool, fields: set[str] | None
) -> None:
    """Same values, same history rows, same counts; whatever blanks, pins, policies and pauses there are."""
    outcomes = []
    for set_based in (True, False):
        with pytest.raises(_Undone), transaction.atomic():
            _prepare(two, drawn, policy, paused=paused)
            outcomes.append(_repaired(fields, set_based=set_based))
            raise _Undone

    assert outcomes[0] == outcomes[1]


def _prepare(two: list[Firm], drawn: Any, policy: Any, *, paused: bool) -> None:
    for (kind, name), direction in policy.items():
        FieldPolicy(kind=kind, field=name, direction=direction).save()
    for made, rows in zip(two, drawn, strict=True):
        for record, chosen in zip((made.contact, made.customer, made.vendor, made.bank), rows, strict=True):
            _put(record, chosen)
    QuerySet(ContactBusinessRelation).filter(contact=two[0].contact, customer__isnull=False).update(paused=paused)


def _put(record: Any, chosen: dict[str, Any]) -> None:
    written: dict[str, Any] = {"pinned": list(chosen["pins"])}
    for name in COLUMNS:
        column = "contact_type" if name == "type" and isinstance(record, Customer) else name
        if any(field.name == column for field in record._meta.concrete_fields):
            written[column] = _value(name, chosen[name])
    QuerySet(type(record)).filter(pk=record.pk).update(**written)


def _value(name: str, variant: str) -> Any:
    if name == "type":
        return "person" if variant == "B" else "company"
    if variant:
        return sample(name, variant)
    return {"country": None, "privacy_blocked": False}.get(name, "")


def _repaired(fields: set[str] | None, *, set_based: bool) -> Any:
    renew_revision()
    before = Change.objects.count()
    if set_based:
        result = repair(Side.CONTACT, fields=fields, window=2)
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("contacts.links.pending.is_simple", lambda *_: Q(pk__in=[]))
            result = repair(Side.CONTACT, fields=fields)
    rows = [_stored(record) for model in MODELS for record in model._base_manager.order_by("no")]
    return rows, _history(before), result.written, result.left


def _stored(record: Any) -> dict[str, Any]:
    return {f.name: value_of(record, f) for f in record._meta.concrete_fields if f.name != "modified_at"}


def _history(before: int) -> list[Any]:
    """What was noted, in an order that does not depend on the way."""
    rows = list(Change.objects.order_by("pk"))[before:]
    keys = (
        "actor",
        "actor_name",
        "door",
        "cause",
        "origin",
        "reverts",
        "action",
        "model",
        "object_id",
        "title",
        "diff",
    )
    assert len({row.change_set for row in rows}) <= 1
    return sorted(([getattr(row, key) for key in keys] for row in rows), key=str)


def test_every_kind_can_be_repaired_set_based() -> None:
    """A kind with a column that has no JSON of its own is repaired by plan; none is so far."""
    from contacts.links.bulk_repair import _is_plain
    from crm.kit.values import column

    assert all(_is_plain(column(kind.model, one.partner)) for kind in all_kinds() for one in kind.shared)
