"""Bank details are readable in full with the banking permission only, wherever they show (H4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from crm.history.models import Change
from partners.models import BankAccount
from setup.models import MarketingSetup
from tests.admin.conftest import page, staff
from tests.factories.partners import BankAccountFactory, alone

Save = Callable[..., Any]

IBAN = "IT60X0542811101000000123456"
BANKS = reverse("admin:partners_bankaccount_changelist")
CHANGES = reverse("admin:history_change_changelist")


@pytest.fixture
def account(marketing: MarketingSetup) -> BankAccount:
    """An account whose IBAN was typed and is in the history."""
    made: BankAccount = alone(BankAccountFactory)
    made.iban = IBAN
    made.save()
    return made


@pytest.fixture
def cleo(db: None) -> Client:
    """Cleo edits bank accounts, but may not read their numbers."""
    client = staff("cleo")
    names = ("view_bankaccount", "change_bankaccount", "view_change")
    User.objects.get(username="cleo").user_permissions.add(*Permission.objects.filter(codename__in=names))
    return client


def test_without_the_permission_only_the_end_is_shown(cleo: Client, bo: Client, account: BankAccount) -> None:
    for client in (cleo, bo):
        text = client.get(page("partners_bankaccount", account)).content.decode()

        assert IBAN not in text
        assert "•••• 3456" in text


def test_with_the_permission_all_is_shown_and_edited(anna: Client, account: BankAccount, save: Save) -> None:
    url = page("partners_bankaccount", account)
    assert IBAN in anna.get(url).content.decode()

    save(anna, url, iban="ES91 2100 0418 4502 0005 1332")

    account.refresh_from_db()
    assert account.iban == "ES9121000418450200051332"


def test_a_wrong_iban_is_refused(anna: Client, account: BankAccount, save: Save) -> None:
    response = save(anna, page("partners_bankaccount", account), iban="IT61X0542811101000000123456")

    assert "This IBAN is not valid: check the digits." in response.content.decode()


def test_whoever_cannot_read_it_cannot_change_it(cleo: Client, account: BankAccount, save: Save) -> None:
    save(cleo, page("partners_bankaccount", account), city="Bergen", iban="ES9121000418450200051332")

    account.refresh_from_db()
    assert (account.city, account.iban) == ("Bergen", IBAN)


def test_the_history_does_not_tell_either(cleo: Client, account: BankAccount) -> None:
    change = Change.objects.of(account).last()

    for url in (
        CHANGES,
        page("history_change", change),
        page("partners_bankaccount", account, "history"),
    ):
        text = cleo.get(url).content.decode()
        assert IBAN not in text
        assert "•••• 3456" in text


@pytest.mark.parametrize(
    "url", [f"{BANKS}?iban__startswith=IT", f"{CHANGES}?diff__iban__1__startswith=IT", f"{CHANGES}?diff=x"]
)
def test_nobody_finds_out_by_filtering(cleo: Client, account: BankAccount, url: str) -> None:
    assert cleo.get(url).status_code == 400


def test_the_log_is_read_only(anna: Client, account: BankAccount) -> None:
    change = Change.objects.of(account).last()

    assert anna.get(page("history_change", change)).status_code == 200
    assert anna.post(page("history_change", change), {"title": "x"}).status_code == 403
    assert anna.post(page("history_change", change, "delete"), {"post": "yes"}).status_code == 403
    assert anna.get(reverse("admin:history_change_add")).status_code == 403


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"cause__exact": "typed", "type": "partners.bankaccount"}, 2),
        ({"cause__exact": "merged"}, 0),
        ({"door__exact": "admin"}, 0),
        ({"at__gte": "2999-01-01 00:00:00+00:00"}, 0),
        ({"type": "contacts.contact"}, 0),
    ],
)
def test_the_log_is_filtered(anna: Client, account: BankAccount, params: dict[str, str], count: int) -> None:
    listed: Any = anna.get(CHANGES, params).context["cl"]

    assert len(listed.result_list) == count
