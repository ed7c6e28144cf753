"""Every address × every role, on the demo company (decisions H4): who is let in is written in a table beside this file.

An address without a row fails, and so does a row that is no longer true. After a change on purpose, write it anew:
``CRM_RECORD=1 python3 manage.py test tests/screens/test_permission_matrix.py``, and read what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.utils.safestring import SafeString
from django.views import View
from pytest_django import DjangoDbBlocker

from crm.access.roles import ROLES
from crm.demo import company
from crm.demo.company import Summary
from tests.screens.addresses import addresses
from tests.screens.conftest import browser, member

TABLE = Path(__file__).with_name("permission_matrix.txt")
NAMES = tuple(role.name for role in ROLES)
LET_IN, REFUSED, SIGN_IN, ABSENT = "x", ".", "-", "o"
LEGEND = f"{LET_IN} let in, {REFUSED} refused, {SIGN_IN} to sign in, {ABSENT} nothing there (asked by the last role)"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The demo company, which the tests of this module leave as it is."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield company.load()
        transaction.set_rollback(True)


def answered(client: Client, url: str) -> str:
    """Whether ``client`` is let in; a page that breaks raises."""
    answer = client.get(url)
    if answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]:
        return SIGN_IN
    return {403: REFUSED, 404: ABSENT}.get(answer.status_code, LET_IN)


@pytest.mark.once
@pytest.mark.django_db
def test_everybody_is_let_in_where_the_table_says(loaded: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody, no role, and each role alone. Permission is asked before anything else is done; for the last role,
    who may everything, every page is drawn too.
    """
    first = {one.route: one for one in reversed(list(addresses()))}  # of two at one address the first answers
    routes = [first[route] for route in sorted(first)]
    clients = [Client(), browser(member("Cleo")), *(browser(member(name, name)) for name in NAMES)]
    drawn = [answered(clients[-1], one.url) for one in routes]
    monkeypatch.setattr(View, "dispatch", lambda *_args, **_known: HttpResponse())
    monkeypatch.setattr(Template, "render", lambda *_: SafeString())

    found = [
        f"{''.join(answered(client, one.url) for client in clients[:-1])}{last}  {one.route}"
        for one, last in zip(routes, drawn, strict=True)
    ]

    head = [f"# {', '.join(['nobody', 'no role', *NAMES])}", f"# {LEGEND}"]
    if os.environ.get("CRM_RECORD"):
        TABLE.write_text("\n".join([*head, *found, ""]))
    assert TABLE.read_text().splitlines() == [*head, *found]
