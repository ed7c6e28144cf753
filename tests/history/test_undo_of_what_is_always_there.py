"""Marketing Setup is never unmade: it gets its values back, those of the model where it had none (H2, I1)."""

from __future__ import annotations

import uuid

import pytest
from django.db import DEFAULT_DB_ALIAS

from crm.history.models import Change
from crm.history.undo import Undone, undo
from crm.kit.context import Cause, gesture
from crm.kit.unit import note, unit
from setup.models import BusinessRelation, MarketingSetup
from tests.commands.running import run
from tests.factories.setup import BusinessRelationFactory, open_for_business
from tests.history.replay import last_change

pytestmark = pytest.mark.django_db

LABEL = MarketingSetup._meta.label_lower


def opened() -> uuid.UUID:
    """The change set of a first set-up, which chose values for two columns besides."""
    with gesture(cause=Cause.IMPORTED) as one, unit():
        setup = open_for_business()
        setup.default_format_region = "Italy"
        setup.inherit_address = False
        setup.save()
    return one.change_set


def once_recorded(change_set: uuid.UUID, action: str) -> None:
    """As histories are that were written when reading made the row, and undoing removed it."""
    setup = MarketingSetup.current()
    values = {field.name: getattr(setup, field.attname) for field in setup.columns()}
    known = {name: value for name, value in values.items() if name not in setup.unrecorded and value not in ("", None)}
    Change.objects.filter(change_set=change_set, model=LABEL).delete()
    with gesture(), unit():
        note(
            LABEL, 1, str(setup), action, {n: (None, v) if action == "create" else (v, None) for n, v in known.items()}
        )
    Change.objects.filter(model=LABEL, action=action).update(change_set=change_set)


def values() -> tuple[str | None, str, bool]:
    """A code, a text and a switch."""
    setup = MarketingSetup.objects.get()
    return setup.customer_relation_id, setup.default_format_region, setup.inherit_address


@pytest.mark.parametrize("made", [False, True])
def test_a_set_up_undone_leaves_the_row_with_its_defaults(made: bool) -> None:
    """Its codes are gone, and it says what it says in a new house. It may have been recorded as made then."""
    change_set = opened()
    if made:
        once_recorded(change_set, "create")

    done = undo(change_set)

    assert (done.plan.kept, values()) == ([], (None, "", True))
    assert not BusinessRelation.objects.exists()
    assert last_change(MarketingSetup.objects.get()).action == "update"


@pytest.mark.parametrize("made", [False, True])
def test_the_undo_undone_restores_its_values(made: bool) -> None:
    """Codes come back with what points to them."""
    change_set = opened()
    if made:
        once_recorded(change_set, "create")
    before, undone = values(), undo(change_set).change_set
    assert undone is not None

    done = undo(undone)

    assert (done.plan.kept, values()) == ([], before)
    assert before == ("CUST", "Italy", False)


def test_a_removal_of_old_is_undone_by_values() -> None:
    """The row that was there then was removed with what it held; another one stands in its place."""
    opened()
    gone = uuid.uuid4()
    before = values()
    once_recorded(gone, "delete")
    MarketingSetup._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
    assert MarketingSetup.current().customer_relation_id is None

    done = undo(gone)

    assert (done.plan.kept, values()) == ([], before)


def test_what_was_chosen_since_stays() -> None:
    """Field by field: the row need not go as a whole."""
    change_set = opened()
    once_recorded(change_set, "create")
    setup = MarketingSetup.objects.get()
    setup.customer_relation = BusinessRelationFactory(code="KUNDE")
    setup.save()

    done: Undone = undo(change_set)

    setting = "Bus. Rel. Code for Customers"
    assert [(one.field, one.sentence) for one in done.plan.kept] == [(setting, "It was edited since.")]
    assert values() == ("KUNDE", "", True)


def test_the_command_says_what_goes_back() -> None:
    """Nothing of the setup goes."""
    ran = run("undo", opened())

    assert ran.code == 0
    assert "Goes: Marketing Setup" not in ran.out
    assert "Goes back: Marketing Setup · Bus. Rel. Code for Customers: CUST — Something → —" in ran.out
