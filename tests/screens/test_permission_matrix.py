"""Every address × every role, on the demo company (decisions H4): who is let in is written in a table beside this file.

An address without a row fails, and so does a row that is no longer true. After a change on purpose, write it anew:
``CRM_RECORD=1 python3 manage.py test tests/screens/test_permission_matrix.py``, and read what changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.safestring import SafeString
from django.views import View
from pytest_django import DjangoDbBlocker

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.access.roles import ROLES
from crm.demo import company
from crm.demo.company import Summary
from partners.models import Customer
from partners.trade.models import Run
from tests.screens.conftest import browser, member

TABLE = Path(__file__).with_name("permission_matrix.txt")
NAMES = tuple(role.name for role in ROLES)
PARAMETER = re.compile(r"<([^>]+)>")
RECORDS = {"links/relation/": ContactBusinessRelation, "links/partner/": Customer, "trade/runs/": Run}
"""Whose key an address takes that belongs to no list."""
OUTSIDE = ("admin/", settings.STATIC_URL.strip("/"))
"""The admin has its own matrix; files are nobody's secret."""
LET_IN, REFUSED, SIGN_IN, ABSENT = "x", ".", "-", "o"
LEGEND = f"{LET_IN} let in, {REFUSED} refused, {SIGN_IN} to sign in, {ABSENT} nothing there (asked by the last role)"


class Address(NamedTuple):
    """One route and the view behind it."""

    route: str
    view: Any

    @property
    def url(self) -> str:
        """Where its first record is, or where nothing is if it has none."""
        screens = getattr(self.view, "view_initkwargs", {}).get("screens")
        model = screens.model if screens is not None else RECORDS.get(self.route.split("<")[0], Contact)
        values = {"path:key": _first(model), "int:key": _first(model), "slug:kind": "customer", "str:form": "zip"}
        values |= {"int:partner": _first(Customer), "uuid:made": UUID(int=0)}
        return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), self.route)


def _first(model: type[Any]) -> Any:
    """The key of the first record; of links, of the first that is one."""
    rows = model._default_manager.order_by("pk")
    found = rows.exclude(customer=None) if model is ContactBusinessRelation else rows
    return found.values_list("pk", flat=True).first() or 0


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    """All that the house answers to, in the order in which it is looked up."""
    for one in (resolver or get_resolver()).url_patterns:
        route = f"{before}{one.pattern}"
        if route.startswith(OUTSIDE):
            continue
        if isinstance(one, URLPattern):
            yield Address(route, one.callback)
        else:
            yield from addresses(one, route)


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
