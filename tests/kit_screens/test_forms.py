"""The form of a record by itself: what is touched, what is merged, what is in the way."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.models import Contact
from crm.kit import snapshot
from crm.kit.forms import RecordForm, form_class, preset_values
from crm.kit.screens.registry import screens_of
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory


def form(contact: Contact, typed: dict[str, str], opened: dict[str, Any] | None = None) -> RecordForm:
    """The form of ``contact``, opened with other values where those are given."""
    names = [name for name in ("name", "city", "company", "minor") if opened is None or name in opened]
    values = snapshot.values_on(contact, names) | (opened or {})
    made = form_class(Contact, screens_of(Contact).card)
    return made(typed | {"opened": snapshot.packed(values)}, instance=contact)


@pytest.fixture
def ada(db: None) -> Contact:
    """A person to edit."""
    made: Contact = PersonFactory(name="Ada Rossi", city="Oslo")
    return made


@pytest.mark.parametrize(
    ("typed", "touched"),
    [
        ({"city": "Bergen", "name": "Ada Rossi", "minor": "on"}, {"city", "minor"}),
        ({"city": " Oslo "}, set()),
        ({"city": ""}, {"city"}),
        ({}, set()),
    ],
)
def test_touched_is_what_differs_from_what_the_form_was_opened_with(
    ada: Contact, typed: dict[str, str], touched: set[str]
) -> None:
    assert form(ada, typed).touched == touched


def test_a_record_is_entered_by_its_number(ada: Contact) -> None:
    company = CompanyFactory(no="CO-7", name="Nordlys")

    made = form(ada, {"company": "co-7"})

    assert made.is_valid()
    assert made.cleaned_data == {"company": company}


def test_a_record_is_found_without_a_look_at_all_of_them(ada: Contact, statements: Statements) -> None:
    """Goal 8: by its key, or in what the search of lists brings up; two statements, whatever the case of the number."""
    company = CompanyFactory(no="Co-7b", name="Nordlys")
    CompanyFactory(no="CO-7", name="Nordlys too")

    for typed, found in (("CO-7", 1), ("co-7", 1), ("co-7b", 2)):
        field = form_class(Contact, screens_of(Contact).card).base_fields["company"]
        with statements() as sent:
            assert field.clean(typed).no.lower() == typed.lower()
        assert len(sent) == found
        assert not any(word in " ".join(sent).lower() for word in ("upper(", 'no" like'))
        assert found == 1 or "MATERIALIZED" in sent[1]
    assert field.clean("co-7b") == company


def test_what_somebody_else_changed_is_merged(ada: Contact) -> None:
    made = form(ada, {"name": "Ada Bianchi", "city": "Bergen"}, opened={"name": "Ada Rossi", "city": "Bergen"})

    assert made.is_valid()
    assert (made.conflicts, [one.label for one in made.merged]) == ([], ["City"])
    assert set(made.cleaned_data) == {"name"}


def test_both_changed_the_same_field(ada: Contact) -> None:
    made = form(ada, {"city": "Tromsø"}, opened={"city": "Bergen"})

    assert made.is_valid()
    assert [(one.name, one.was, one.theirs, one.mine) for one in made.conflicts] == [
        ("city", "Bergen", "Oslo", "Tromsø")
    ]


@pytest.mark.parametrize("opened", [{}, {"opened": "forged"}, {"opened": snapshot.packed({"name": "Ada Rossi"})}])
def test_without_what_it_was_opened_with_a_form_is_incomplete(ada: Contact, opened: dict[str, str]) -> None:
    made = form_class(Contact, screens_of(Contact).card)({"city": "Bergen", **opened}, instance=ada)

    assert made.is_incomplete
    assert made.errors == {"__all__": ["This form is incomplete; look at the values and save again."]}
    assert made["city"].value() == "Bergen"


def test_presets_leave_nonsense_out(db: None) -> None:
    params = {"type": "person", "company": "abc", "name": "not allowed"}

    assert preset_values(Contact, ("type", "company"), params) == {"type": "person"}


def test_warnings_ask_once_and_again_when_they_change(ada: Contact) -> None:
    made = form(ada, {"city": "Bergen"})
    made.warn("Really?")
    first = made.warned_of
    accepted = form_class(Contact, screens_of(Contact).card)({"accept": first}, instance=ada)
    accepted.warn("Really?")

    assert made.must_ask
    assert not accepted.must_ask
    accepted.warn("And this?")
    assert accepted.must_ask


@pytest.mark.parametrize("typed", ["Ada\r\nRossi", "Ada \t Rossi", "\nAda\u2028Rossi\n", "Ada\n\n\nRossi"])
def test_what_breaks_a_line_becomes_a_blank(ada: Contact, typed: str) -> None:
    """No browser sends it, other programs do."""
    made = form(ada, {"city": typed})

    assert made.is_valid()
    assert made.cleaned_data["city"] == "Ada Rossi"
