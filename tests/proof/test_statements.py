"""Every list costs the same however many rows it shows, on the demo company (goal 7b); cards have a ceiling."""

from __future__ import annotations

import pytest
from django.test import Client
from django.views import View

from crm.demo.company import Summary
from crm.kit.screens import paging
from crm.kit.screens.cards import CardScreen
from crm.kit.screens.edit import EditScreen, NewScreen
from crm.kit.screens.lists import ListScreen
from tests.conftest import Statements
from tests.screens.addresses import addresses
from tests.screens.conftest import anna

__all__ = ["anna"]

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]

FEW, MANY = 2, 50
CARD = 60
"""Statements of the most expensive card or form, a customer's with all that the rooms show on it."""


def urls(view: type[View]) -> dict[str, str]:
    """Where each declared record has its page of this kind, by its name."""
    found: dict[str, str] = {}
    for one in addresses():
        if issubclass(getattr(one.view, "view_class", View), view):
            screens = one.view.view_initkwargs["screens"]
            found.setdefault(screens.model._meta.label, one.url)
    return found


def test_no_list_costs_more_for_more_rows(
    loaded: Summary, anna: Client, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One statement besides where there is a second page to count."""
    assert len(urls(ListScreen)) > 30
    dearer = {}
    for name, url in urls(ListScreen).items():
        anna.get(url)
        counted = []
        for size in (FEW, MANY):
            monkeypatch.setattr(paging, "SIZE", size)
            with statements() as sent:
                assert anna.get(url).status_code == 200
            counted.append(len(sent))
        if counted[1] > counted[0] + 1:
            dearer[name] = counted

    assert dearer == {}


@pytest.mark.parametrize("page", [CardScreen, EditScreen, NewScreen])
def test_no_card_and_no_form_costs_too_much(
    loaded: Summary, anna: Client, statements: Statements, page: type[View]
) -> None:
    assert len(urls(page)) > 30
    dear = {}
    for name, url in urls(page).items():
        anna.get(url)
        with statements() as sent:
            anna.get(url)
        if len(sent) > CARD:
            dear[name] = len(sent)

    assert dear == {}
