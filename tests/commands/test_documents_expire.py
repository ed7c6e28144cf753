"""The command `documents expire`: quotes whose time is over, and how they are opened again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import bulk_expiring, flow
from partners.trade.models import Document, PurchaseQuote, SalesOrder, SalesQuote
from setup.models import CompanyInformation, MarketingSetup, SalesSetup
from tests.commands.running import run
from tests.conftest import Statements
from tests.factories.partners import Firm, firm
from tests.factories.trade import add, document, item, open_for_trade
from tests.screens.conftest import browser, member
from tests.screens.pages import Page


@pytest.fixture(autouse=True)
def trade(marketing: MarketingSetup, settings: Any, tmp_path: Path) -> CompanyInformation:
    """A house that trades; files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return open_for_trade()


@pytest.fixture
def nordlys(trade: CompanyInformation) -> Firm:
    """A firm that is everything."""
    return firm(name="Nordlys AS")


def day(days: int) -> Any:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def quote(party: Firm, until: int, model: type[Document] = SalesQuote, **values: Any) -> Document:
    """A quote that is valid until so many days from today."""
    side = {"customer": party.customer} if model is SalesQuote else {"vendor": party.vendor}
    return document(model, document_date=day(-90), valid_until=day(until), **side, **values)


def statuses() -> list[str]:
    """Those of all documents, oldest first."""
    return list(Document.objects.order_by("pk").values_list("status", flat=True))


def test_only_quotes_whose_day_has_passed_expire(nordlys: Firm) -> None:
    """Today still counts; what was ordered or canceled stays what it is."""
    over, released, today, ordered, canceled = (quote(nordlys, until) for until in (-1, -1, 0, 5, -1))
    request = quote(nordlys, -30, PurchaseQuote)
    add(ordered, item())
    flow.order(ordered)
    flow.cancel(canceled)
    late = document(SalesOrder, customer=nordlys.customer, document_date=day(-90))

    ran = run("documents", "expire")

    assert ran.code == 0 and "3 quotes expired." in ran.out
    found = {one.pk: one.status for one in Document.objects.all()}
    expected = {over: "expired", released: "expired", today: "open", ordered: "ordered", canceled: "canceled"}
    assert {one.pk: status for one, status in expected.items()}.items() <= found.items()
    assert (found[request.pk], found[late.pk]) == ("expired", "open")


def test_a_dry_run_writes_nothing_and_says_the_same(nordlys: Firm) -> None:
    """The rows name each quote and its day."""
    made = quote(nordlys, -1)

    ran = run("documents", "expire", "--dry-run", "--format", "json")

    assert ran.document["dry_run"] and ran.document["change_set"] is None
    assert ran.rows == [
        {"kind": "sales_quote", "no": made.no, "name": "Nordlys AS", "date": day(-1).isoformat(),
         "result": "would_be_expired"}
    ]  # fmt: skip
    assert statuses() == ["open"] and not Change.objects.filter(diff__has_key="status", action="update").exists()


def test_filters_choose(nordlys: Firm) -> None:
    """Side, kind, numbers and ranges, days, and the day it is done as of."""
    first, second = quote(nordlys, -1), quote(nordlys, -1)
    request = quote(nordlys, 10, PurchaseQuote)

    def would(*words: str) -> list[str]:
        return [row["no"] for row in run("documents", "expire", "--dry-run", "--format", "json", *words).rows]

    assert would("--side", "purchases") == []
    assert would("--side", "sales") == [first.no, second.no]
    assert would("--number", second.no.lower()) == [second.no]
    assert would("--number", f"{first.no}..{first.no}") == [first.no]
    assert would("--on", day(11).isoformat(), "--kind", "purchase_quote") == [request.no]
    assert would("--from", day(-5).isoformat()) == []
    assert would("--to", day(-90).isoformat()) == [first.no, second.no]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--number", "SQ9999"], "There is no such document: SQ9999."),
        (["--number", "Z..A"], "is empty"),
        (["--kind", "sales_order"], "Only quotes expire."),
        (["--unprinted"], "belong to `documents print`"),
    ],
)
def test_wrong_use_does_nothing(nordlys: Firm, words: list[str], said: str) -> None:
    """Exit code 2, and a sentence."""
    quote(nordlys, -1)

    ran = run("documents", "expire", *words)

    assert ran.code == 2 and said in ran.err
    assert statuses() == ["open"]


def test_what_is_no_date_is_said_to_be_none() -> None:
    """The parser says so itself."""
    assert "'soon' is not a date such as 2026-12-31" in run("documents", "expire", "--on", "soon").err


def test_a_run_is_one_change_set_that_can_be_undone(nordlys: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the number of batches; what was released is released again."""
    monkeypatch.setattr(bulk_expiring, "BATCH", 2)
    made = [quote(nordlys, -1) for _turn in range(5)]
    extended = made[0]

    ran = run("documents", "expire", "--format", "json")
    assert statuses() == ["expired"] * 5
    assert run("documents", "expire").out.startswith("0 quotes expired.")
    again = SalesQuote.objects.get(pk=extended.pk)
    again.valid_until = day(3)
    again.save()

    undo(UUID(ran.document["change_set"]))

    assert statuses() == ["open"] * 5


def test_a_killed_run_leaves_whole_batches_and_another_goes_on(nordlys: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is expired twice."""
    monkeypatch.setattr(bulk_expiring, "BATCH", 2)
    for _turn in range(5):
        quote(nordlys, -1)
    next(bulk_expiring.expire(Document.objects.all(), day(0)))
    assert statuses().count("expired") == 2

    assert len(run("documents", "expire", "--format", "json").rows) == 3


def test_what_was_extended_meanwhile_is_passed_over(nordlys: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the web: it is looked at again under its lock."""
    made = quote(nordlys, -1)
    whole = unit

    def meanwhile() -> Any:
        monkeypatch.setattr(bulk_expiring, "unit", whole)
        standing = SalesQuote.objects.get(pk=made.pk)
        standing.valid_until = day(9)
        standing.save()
        return whole()

    monkeypatch.setattr(bulk_expiring, "unit", meanwhile)

    assert list(bulk_expiring.expire(Document.objects.all(), day(0))) == []
    assert statuses() == ["open"]


def test_an_expired_quote_is_opened_by_a_later_date_or_by_reopening(nordlys: Firm) -> None:
    """And by nothing else; it cannot be ordered before."""
    made = quote(nordlys, -1, your_reference="A")
    run("documents", "expire")
    standing = SalesQuote.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="was valid until"):
        flow.order(standing)
    standing.prices_including_vat = True
    with pytest.raises(Refused, match="Give it a later date first, or reopen it"):
        standing.save()

    standing = SalesQuote.objects.get(pk=made.pk)
    standing.valid_until = day(-2)
    standing.save()
    assert statuses() == ["expired"]
    standing.valid_until = day(10)
    standing.save()
    assert statuses() == ["open"]
    run("documents", "expire", "--on", day(11).isoformat())
    flow.reopen(SalesQuote.objects.get(pk=made.pk))
    assert statuses() == ["open"]


def test_the_card_of_an_expired_quote_offers_what_opens_it(nordlys: Firm) -> None:
    """The words are there, and so is the button."""
    made = quote(nordlys, -1)
    run("documents", "expire")
    anna = browser(member("Anna", "Administrator"))

    page = Page(anna.get(f"/trade/sales-quotes/{made.pk}/"))

    assert "Expired" in page.text and f"/trade/sales-quotes/{made.pk}/reopen/" in page.links


def test_the_validity_of_the_setup_says_until_when_a_quote_holds(nordlys: Firm) -> None:
    """c.1: days from the date of the document, unless somebody typed a date."""
    setup = SalesSetup.current()
    setup.quote_validity_days = 10
    setup.save()

    assert document(SalesQuote, customer=nordlys.customer, document_date=day(-4)).valid_until == day(6)
    typed = document(SalesQuote, customer=nordlys.customer, document_date=day(-4), valid_until=day(1))
    assert typed.valid_until == day(1)
    setup.quote_validity_days = 0
    setup.save()
    assert document(SalesQuote, customer=nordlys.customer).valid_until is None


@pytest.mark.parametrize("many", [3, 30])
def test_expiring_costs_statements_by_the_batch(nordlys: Firm, statements: Statements, many: int) -> None:
    """On SQLite each row is a statement."""
    for _turn in range(many):
        quote(nordlys, -1)

    with statements() as asked:
        assert len(list(bulk_expiring.expire(Document.objects.all(), day(0)))) == many

    own = [sql for sql in asked if not sql.startswith("UPDATE")]
    assert len(own) <= 5, own
