"""Every address × every role, and nobody: who is let in is what `permissions` says (decisions H4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import auth
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.utils.safestring import SafeString
from django.views import View

from crm.access.roles import ROLES
from partners.trade.models import MODELS
from tests.factories.partners import Firm
from tests.factories.trade import document, item, open_for_trade
from tests.proof import permissions
from tests.screens.addresses import Address, addresses
from tests.screens.conftest import browser, member, nordlys

__all__ = ["nordlys"]

pytestmark = [pytest.mark.once, pytest.mark.django_db]

LETTERS = dict(zip(permissions.READERS, (role.name for role in ROLES), strict=True))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, nordlys: Firm) -> dict[str, Client]:
    """A browser for each column of the table. No page is drawn: who is let in is decided before."""
    open_for_trade()
    desk = item("Desk")
    for model in MODELS.values():
        party = {"vendor": nordlys.vendor} if "Purchase" in model.__name__ else {"customer": nordlys.customer}
        document(model, (desk, 1), **party)
    monkeypatch.setattr(Template, "render", lambda *_: SafeString())
    users = {letter: member(name, name) for letter, name in LETTERS.items()} | {"N": member("Cleo")}
    known = {str(user.pk): user for user in users.values()}  # so that each is asked once what they may
    anonymous = AnonymousUser()
    monkeypatch.setattr(auth, "get_user", lambda request: known.get(request.session.get(SESSION_KEY, ""), anonymous))
    return {"0": Client()} | {letter: browser(users[letter]) for letter in (*"N", *LETTERS)}


def first_of_each() -> list[Address]:
    """Of two at one address the first answers."""
    known: dict[str, Address] = {}
    for one in addresses():
        known.setdefault(one.route, one)
    return list(known.values())


def is_in(ask: Callable[[str], Any], url: str) -> bool:
    """Whether somebody is let in, undone at once; a page that breaks raises."""
    with transaction.atomic():
        answer = ask(url)
        transaction.set_rollback(True)
    to_sign_in = answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]
    return not to_sign_in and answer.status_code not in (403, 404)


def test_everybody_looks_where_the_table_says(people: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission is asked before anything else is done."""
    monkeypatch.setattr(View, "dispatch", lambda *_args, **_known: HttpResponse())

    wrong = {}
    for one in first_of_each():
        wanted = permissions.let_in(one.route)
        found = "".join(letter for letter, client in people.items() if is_in(client.get, one.url))
        if found != wanted:
            wrong[one.route] = f"{wanted} may, {found} are let in"

    assert wrong == {}


def test_nobody_writes_who_may_not(people: dict[str, Client]) -> None:
    """Whatever is sent, and whether or not it makes sense: of each kind of page one address, of each area one."""
    kinds: dict[tuple[object, str], Address] = {}
    for one in first_of_each():
        if permissions.writes(one.route):
            kind = getattr(one.view, "view_class", one.view)
            kinds.setdefault((kind, permissions.let_in(one.route)), one)

    wrong = {}
    for (_kind, wanted), one in kinds.items():
        url = one.url
        outside = [letter for letter in people if letter not in wanted and is_in(people[letter].post, url)]
        if outside:
            wrong[one.route] = f"{''.join(outside)} may write, but only {wanted} should"

    assert len(kinds) > 60
    assert wrong == {}


def test_those_who_may_write_are_not_refused(people: dict[str, Client]) -> None:
    """What makes no sense is answered, with whatever is wrong about it, and not with a refusal."""
    refused = []
    for one in first_of_each():
        wanted = permissions.let_in(one.route)
        if permissions.writes(one.route) and not one.route.startswith("sign-out"):
            with transaction.atomic():
                if people[wanted[-2:][0]].post(one.url).status_code == 403:
                    refused.append(one.route)
                transaction.set_rollback(True)

    assert refused == []


def test_a_new_address_says_what_to_add() -> None:
    """Given an address that no row knows, the test of everybody fails with a sentence."""
    with pytest.raises(AssertionError, match="add its last word to LOOKING"):
        permissions.let_in("contacts/<path:key>/fly/")
    with pytest.raises(AssertionError, match="Nobody said who may open /flying/<int:key>/"):
        permissions.let_in("flying/<int:key>/")
