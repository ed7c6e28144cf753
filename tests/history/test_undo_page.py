"""Undo in the browser: the plan, the button, who may, and what is said afterwards (H2, H4, F9-3)."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import Contact
from crm.history import taking_back
from crm.history.models import Change
from crm.jobs.models import Job
from crm.kit.context import gesture
from partners.models import Customer, Vendor
from partners.trade.models import SalesOrder
from tests.conftest import Statements
from tests.factories.partners import CustomerFactory, Firm, alone
from tests.factories.trade import add, document, item
from tests.mail.conftest import WorkOff, work_off  # noqa: F401
from tests.screens.conftest import anna, bo, browser, cleo, member, nordlys  # noqa: F401
from tests.screens.pages import Page
from tests.trade.conftest import trade  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


def moved(record: Any, city: str = "Bergen") -> uuid.UUID:
    """The change set in which ``record`` moved."""
    with gesture() as opened:
        record.city = city
        record.save()
    return opened.change_set


def url_of(change_set: uuid.UUID) -> str:
    """Its page."""
    return f"/history/undo/{change_set}/"


def did(client: Client, url: str) -> Page:
    """What the page after the button says."""
    return Page(client.post(url, Page(client.get(url)).sends, follow=True))


def test_the_history_leads_to_the_plan_and_the_button_does_it(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """H2: an edit and all its copies, named before and after."""
    change_set = moved(nordlys.customer)
    card = f"/partners/customers/{nordlys.customer.pk}/"
    url = next(link for link in Page(anna.get(card)).links if link.startswith(url_of(change_set)))
    plan = Page(anna.get(url))
    assert "Goes back" in plan.text and nordlys.vendor.title in plan.text
    assert "<del>Bergen</del>" in plan.html and "<ins>Oslo</ins>" in plan.html

    page = did(anna, url)

    nordlys.reload()
    assert {nordlys.contact.city, nordlys.customer.city, nordlys.vendor.city, nordlys.bank.city} == {"Oslo"}
    assert "Undone: 4 records." in page.text and nordlys.customer.title in page.text
    assert Change.objects.filter(reverts=change_set).first().actor_name == "Anna"  # type: ignore[union-attr]


def test_a_button_pressed_twice_undoes_once(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """N1: the second sending leads where the first one did."""
    url = url_of(moved(nordlys.customer))
    sends = Page(anna.get(url)).sends

    for _turn in range(2):
        page = Page(anna.post(url, sends, follow=True))

    assert len(set(Change.objects.exclude(reverts=None).values_list("change_set", flat=True))) == 1
    assert "already" not in page.text and nordlys.reload().customer.city == "Oslo"


def test_what_was_undone_says_so_and_has_no_button(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """H2: whoever still has the old page open is told too."""
    url = url_of(moved(nordlys.customer))
    old = Page(anna.get(url)).sends
    did(anna, url)

    page = Page(anna.get(url))
    again = Page(anna.post(url, old | {"token": "another"}, follow=True))

    assert "It was undone already." in page.text and '<button class="button first"' not in page.html
    assert "It was undone already." in again.text


def test_what_was_edited_since_stays_and_is_named(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """Ruling 10: before and after the button."""
    lonely = alone(CustomerFactory, name="Fjord AS", city="Oslo", phone_no="1")
    with gesture() as opened:
        lonely.city, lonely.phone_no = "Bergen", "2"
        lonely.save()
    moved(lonely, "Madrid")
    url = url_of(opened.change_set)
    assert "It was edited since." in Page(anna.get(url)).text

    page = did(anna, url)

    lonely.refresh_from_db()
    assert (lonely.city, lonely.phone_no) == ("Madrid", "1")
    assert "Kept as it is:" in page.text and "It was edited since." in page.text


def test_who_may_not_change_all_of_it_undoes_nothing(nordlys: Firm, bo: Client, cleo: Client) -> None:  # noqa: F811
    """H4: the edit reached a vendor, whom those who sell may not change."""
    change_set = moved(nordlys.customer)
    sales, purchasing = (browser(member(name, name)) for name in ("Sales", "Purchasing"))

    everybody = (sales, purchasing, bo, cleo)
    asked = [one.get(url_of(change_set)).status_code for one in everybody]
    sent = [one.post(url_of(change_set), {"token": "x"}).status_code for one in everybody]

    assert (asked, sent) == ([403] * 4, [403] * 4)
    assert Customer.objects.get(pk=nordlys.customer.pk).city == "Bergen"
    assert Vendor.objects.get(pk=nordlys.vendor.pk).city == "Bergen"
    assert not Change.objects.exclude(reverts=None).exists()


def test_each_role_undoes_what_it_may_do_by_hand(bo: Client) -> None:  # noqa: F811
    """H4: a customer without contact is the business of those who sell; readers are offered nothing."""
    lonely = alone(CustomerFactory, name="Fjord AS", city="Oslo")
    change_set = moved(lonely)
    sales, purchasing = (browser(member(name, name)) for name in ("Sales", "Purchasing"))
    card = f"/partners/customers/{lonely.pk}/"

    offered = [any(url_of(change_set) in link for link in Page(one.get(card)).links) for one in (sales, purchasing, bo)]

    assert offered == [True, False, False]
    assert [one.get(url_of(change_set)).status_code for one in (sales, purchasing, bo)] == [200, 403, 403]


def test_lines_of_a_document_go_back_too(nordlys: Firm) -> None:  # noqa: F811
    """H2: undo covers documents; the totals follow."""
    order = document(SalesOrder, (item("Desk", "100"), 2), customer=nordlys.customer)
    gross, lamp = order.gross, item("Lamp", "10")
    with gesture() as opened:
        line = order.lines.get()
        line.quantity = 7
        line.save()
        add(order, lamp, 1)
    sales = browser(member("Sales", "Sales"))
    card = f"/trade/sales-orders/{order.pk}/"
    url = next(link for link in Page(sales.get(card)).links if link.startswith(url_of(opened.change_set)))
    assert "Goes away" in Page(sales.get(url)).text

    page = did(sales, url)

    assert "Undone: 2 records." in page.text and order.title in page.text
    assert [str(one.quantity.normalize()) for one in order.lines.all()] == ["2"]
    assert SalesOrder.objects.get(pk=order.pk).gross == gross


def test_what_was_created_goes_and_the_way_leads_to_its_list(anna: Client) -> None:  # noqa: F811
    """Its card is no more."""
    with gesture() as opened:
        contact = Contact(name="Fjord AS")
        contact.save()
    url = f"{url_of(opened.change_set)}?next=/contacts/{contact.pk}/"

    answer = anna.post(url, Page(anna.get(url)).sends)

    assert answer.headers["Location"] == "/contacts/"
    assert not Contact.objects.filter(pk=contact.pk).exists()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/"])
def test_the_way_back_stays_in_the_house(anna: Client, nordlys: Firm, url: str) -> None:  # noqa: F811
    """An address that somebody made up leads home."""
    page = Page(anna.get(f"{url_of(moved(nordlys.customer))}?next={url}"))

    assert not any(link.startswith(url) for link in page.links)


def test_what_never_happened_is_not_there(anna: Client) -> None:  # noqa: F811
    """An address that somebody made up."""
    assert anna.get(url_of(uuid.uuid4())).status_code == 404
    assert anna.post(url_of(uuid.uuid4()), {"token": "x"}).status_code == 404


def test_a_huge_gesture_is_undone_in_the_background(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    work_off: WorkOff,  # noqa: F811
) -> None:
    """Once, in one piece, and what it wrote is shown; a second time it was undone already."""
    monkeypatch.setattr(taking_back, "MOST", 2)
    change_set = moved(nordlys.customer)
    page = Page(anna.get(url_of(change_set)))
    assert "it is undone in the background" in page.text

    addresses = {anna.post(url_of(change_set), page.sends)["Location"] for _ in range(2)}
    (url,) = addresses
    assert nordlys.reload().customer.city == "Bergen"
    assert work_off() == 1

    done = Page(anna.get(url))
    assert nordlys.reload().customer.city != "Bergen" and "100 %" in done.text
    undoing = Change.objects.filter(reverts=change_set).values_list("change_set", flat=True)[0]
    assert reverse("change-set", args=[undoing]) in done.links
    assert "It was undone already." in Page(anna.get(url_of(change_set))).text


def test_who_may_not_undo_begins_nothing(
    nordlys: Firm,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """H4: a vendor followed, whom those who sell do not change."""
    monkeypatch.setattr(taking_back, "MOST", 2)
    change_set, sara = moved(nordlys.customer), browser(member("Sara", "Sales"))

    assert sara.get(url_of(change_set)).status_code == 200
    assert sara.post(url_of(change_set), {"token": "x"}).status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize("rows", [2, 15])
def test_the_plan_is_read_at_once(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    statements: Statements,
    rows: int,
) -> None:
    """However many lines were written."""
    order = document(SalesOrder, customer=nordlys.customer)
    desks = [item(f"Desk {turn}") for turn in range(rows)]
    with gesture() as opened:
        for desk in desks:
            add(order, desk, 1)
    anna.get(url_of(opened.change_set))

    with statements() as asked:
        anna.get(url_of(opened.change_set))

    assert len(asked) <= 22, len(asked)


def test_what_was_undone_says_by_whom_instead_of_offering_it_again(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """N12: once the undo is undone in turn, it is offered again."""
    change_set = moved(nordlys.customer)
    card = f"/partners/customers/{nordlys.customer.pk}/"
    did(anna, url_of(change_set))

    undone = Page(anna.get(card))
    undoing = Change.objects.filter(reverts=change_set).latest("pk").change_set

    assert "Undone by Anna" in undone.text and f"/history/{undoing}/" in undone.links
    assert not any(link.startswith(url_of(change_set)) for link in undone.links)
    did(anna, url_of(undoing))
    assert any(link.startswith(url_of(change_set)) for link in Page(anna.get(card)).links)
