"""`create_contacts` where it cannot: settings, typing errors, the end of a number series (L4, N2)."""

from __future__ import annotations

import pytest

from contacts.models import Contact
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeriesLine
from tests.commands.making import partner
from tests.commands.running import run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("missing", "named"),
    [("customer_relation", "business relation code for customers"), ("contact_nos", "Contact Nos.")],
)
def test_a_missing_setting_is_named(marketing: MarketingSetup, missing: str, named: str) -> None:
    """L4, F1: wrong use, nothing is made."""
    partner()
    setattr(marketing, missing, None)
    marketing.save()

    ran = run("create_contacts", "--from", "customers")

    assert ran.code == 2
    assert named in ran.err
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--number", "C9"], "There is no customer C9."),
        (["--currency", "ZZZ"], "ZZZ"),
        (["--posting-group", "ZZZ"], "ZZZ"),
    ],
)
def test_what_does_not_exist_is_wrong_use(marketing: MarketingSetup, options: list[str], sentence: str) -> None:
    """A typing error does not pass for "nothing to do"."""
    partner(no="C1")

    ran = run("create_contacts", "--from", "customers", *options)

    assert ran.code == 2
    assert sentence in ran.err
    assert not Contact.objects.exists()


def test_an_exhausted_series_keeps_what_was_made_and_lists_the_rest(marketing: MarketingSetup) -> None:
    """N2: exit code 1, with the reason for each; a longer series finishes the work."""
    NumberSeriesLine._base_manager.filter(series="CT").update(ending_no="CT00002")
    for number in range(1, 4):
        partner(no=f"C{number}", name=f"Firm {number}")

    ran = run("create_contacts", "--from", "customers")
    NumberSeriesLine._base_manager.filter(series="CT").update(ending_no="CT00009")
    again = run("create_contacts", "--from", "customers")

    assert (ran.code, again.code) == (1, 0)
    assert "C3 Firm 3 → Number series CT" in ran.out
    assert Contact.objects.count() == 3


def test_a_series_that_has_not_started_refuses_all(marketing: MarketingSetup) -> None:
    """N2: the date is named."""
    partner(no="C1")
    NumberSeriesLine._base_manager.filter(series="CT").update(starting_date="2999-01-01")

    ran = run("create_contacts", "--from", "customers")

    assert ran.code == 1
    assert "none of its lines has started" in ran.out


@pytest.mark.parametrize("typed", ["C00045..C00001", "c2..C1", "C1..C2..C3", ".."])
def test_a_range_that_nothing_can_be_in_is_wrong_use(marketing: MarketingSetup, typed: str) -> None:
    """The same for reversed ends: the sentence names what was typed."""
    partner(no="C00010")

    ran = run("create_contacts", "--from", "customers", "--number", typed)

    assert ran.code == 2
    assert typed in ran.err
    assert not Contact.objects.exists()
