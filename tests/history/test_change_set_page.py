"""The page of a gesture: where a change went, for ever, on paper and as a file (F4.4)."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from crm.history.undo import undo
from crm.kit.context import Door, gesture
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, Firm
from tests.screens.conftest import anna, bo, browser, cleo, member, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db


def moved(record: Any, city: str = "Bergen") -> uuid.UUID:
    """The change set in which Anna moved ``record``."""
    with gesture(actor=User.objects.get(username="anna"), door=Door.FORM) as opened:
        record.city = city
        record.save()
    return opened.change_set


def test_it_says_who_when_and_what_was_written_where(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """F4.4: contact, customer, vendor and bank account, old → new, each a link."""
    page = Page(anna.get(f"/history/{moved(nordlys.customer)}/"))

    assert "Where this change went" in page.text and "Anna · " in page.text and "· Form" in page.text
    assert page.html.count("<del>Oslo</del>") == page.html.count("<ins>Bergen</ins>") == 4
    assert {f"/contacts/{nordlys.contact.pk}/", f"/partners/vendors/{nordlys.vendor.pk}/"} <= set(page.links)
    assert page.text.count("Stands") == 4 and f"Updated from Customer {nordlys.customer.no}" in page.text


def test_it_says_what_became_of_it_since(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """What somebody else typed later; what was deleted; what was undone."""
    change_set = moved(nordlys.customer)
    nordlys.bank.delete()
    type(nordlys.vendor)._base_manager.filter(pk=nordlys.vendor.pk).update(city="Rome")
    changed = Page(anna.get(f"/history/{change_set}/")).text
    done = undo(change_set)

    undone = Page(anna.get(f"/history/{change_set}/"))

    assert "Changed since" in changed and "Deleted since" in changed
    assert "It was undone already." in undone.text and f"/history/{done.change_set}/" in undone.links
    assert "This undid an earlier change." in Page(anna.get(f"/history/{done.change_set}/")).text


def test_undo_is_offered_to_who_may(anna: Client, bo: Client, nordlys: Firm) -> None:  # noqa: F811
    """H4: readers look."""
    url = f"/history/{moved(nordlys.customer)}/"

    offers = [any(link.startswith("/history/undo/") for link in Page(one.get(url)).links) for one in (anna, bo)]

    assert offers == [True, False]


def test_records_that_one_may_not_see_are_not_told(nordlys: Firm) -> None:  # noqa: F811
    """H4: there were some, but not what they hold."""
    member("Anna")
    change_set = moved(nordlys.customer)
    dora = member("Dora", "Sales")
    seen = {"view_change", "view_customer"}
    dora.groups.clear()
    dora.user_permissions.set(_permissions(seen))
    client = browser(dora)

    page, file = Page(client.get(f"/history/{change_set}/")), client.get(f"/history/{change_set}/export/")

    assert nordlys.customer.title in page.text and nordlys.vendor.title not in page.text
    assert page.html.count("<ins>Bergen</ins>") == 1 and "you may not see these records" in page.text
    assert b"".join(file).decode().count("Bergen") == 1


def test_the_file_holds_every_field(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """As a spreadsheet reads it."""
    answer = anna.get(f"/history/{moved(nordlys.customer)}/export/")

    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Date,Changed by,Type,Record,Field Name,Old Value,New Value,Cause,Door")
    assert len([line for line in lines if ",City,Oslo,Bergen," in line]) == 4


def test_bank_details_are_masked(anna: Client, bo: Client) -> None:  # noqa: F811
    """H4."""
    bank = BankAccountFactory(iban="IT60X0542811101000000123456")
    with gesture() as opened:
        bank.iban = "GB82WEST12345698765432"
        bank.save()
    url = f"/history/{opened.change_set}/"

    pages = [one.get(url).content.decode() for one in (anna, bo)]
    files = [b"".join(one.get(f"{url}export/")).decode() for one in (anna, bo)]

    assert ["WEST" in one for one in (*pages, *files)] == [True, False, True, False]


def test_who_may_not_read_the_history_is_refused(cleo: Client, nordlys: Firm, anna: Client) -> None:  # noqa: F811
    url = f"/history/{moved(nordlys.customer)}/"

    assert [cleo.get(one).status_code for one in (url, f"{url}export/")] == [403, 403]
    assert [anna.get(f"/history/{uuid.uuid4()}/{one}").status_code for one in ("", "export/")] == [404, 404]


def test_a_large_gesture_is_read_page_by_page_at_one_price(
    anna: Client,  # noqa: F811
    statements: Statements,
) -> None:
    """A company with two people, and one with a hundred and twenty."""
    counts, pages = [], []
    for people in (2, 120):
        company = CompanyFactory(city="Oslo")
        for _ in range(people):
            PersonFactory(company=company, city="Oslo")
        url = f"/history/{moved(company)}/"
        anna.get(url)
        with statements() as asked:
            pages.append(Page(anna.get(url)))
        counts.append(len(asked))

    assert counts[0] == counts[1]
    rest = next(link for link in pages[1].links if link.startswith("?after="))
    assert Page(anna.get(url + rest)).html.count("<ins>Bergen</ins>") == 21


def _permissions(names: set[str]) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)
