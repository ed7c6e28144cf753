"""Something is done with many documents: chosen in a list, in steps that a page shows, refusals by name (F9)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from partners.models import Customer
from partners.trade import runs
from partners.trade.models import DocumentVersion, Run, SalesOrder, SalesQuote
from partners.trade.models.runs import Deed
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm, firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

ORDERS = "/trade/sales-orders/"


def begun(client: Client, query: str = "", path: str = "print-many") -> str:
    """Where the run is that the page for the chosen documents began."""
    url = f"{ORDERS}{path}/{query}"
    location: str = client.post(url, Page(client.get(url)).sends)["Location"]
    return location


def finished(client: Client, url: str) -> Page:
    """The page of the run after all its steps."""
    for _turn in range(100):
        page = Page(client.get(url))
        if "data-step" not in page.html:
            return page
        client.post(url, page.sends)
    raise AssertionError("the run does not end")


def content_of(client: Client, url: str) -> bytes:
    """What is downloaded there."""
    return b"".join(client.get(url).streaming_content)  # type: ignore[attr-defined]


def test_all_of_a_list_is_printed_and_recorded_like_one_by_one(anna: Client, nordlys: Firm) -> None:
    """Each has its version, its count and its entry; together they are one PDF, or a zip."""
    record_everything()
    orders = [document(SalesOrder, (item(f"Desk{n}"), n + 1), customer=nordlys.customer) for n in range(3)]
    page = Page(anna.get(f"{ORDERS}print-many/"))
    assert "3 documents" in page.text and page.sends["record"] == "yes"

    url = begun(anna)
    page = finished(anna, url)

    assert "3 of 3 documents · 100 %" in page.text and "3 documents were printed and kept." in page.text
    assert [one.printed_count for one in SalesOrder.objects.order_by("pk")] == [1, 1, 1]
    entries = list(Interaction.objects.order_by("pk"))
    assert [one.document for one in entries] == orders
    assert all(one.user is not None and one.user.first_name == "Anna" and one.attachment for one in entries)
    together = PdfReader(io.BytesIO(content_of(anna, f"{url}pdf/")), strict=True)
    assert [order.no in text.extract_text() for order, text in zip(orders, together.pages, strict=True)] == [True] * 3
    files = zipfile.ZipFile(io.BytesIO(content_of(anna, f"{url}zip/")))
    assert files.testzip() is None
    kept = DocumentVersion.objects.get(document=orders[0])
    assert kept.pdf is not None and files.read(files.namelist()[0]) == kept.pdf.file.read()


def test_only_the_ticked_ones_are_meant(anna: Client, nordlys: Firm) -> None:
    """And the filters of the list where none is ticked; a wrong filter means nobody."""
    first, second = (document(SalesOrder, (item(no), 1), customer=nordlys.customer) for no in "AB")

    finished(anna, begun(anna, f"?pick={second.pk}"))

    assert [SalesOrder.objects.get(pk=one.pk).printed_count for one in (first, second)] == [0, 1]
    assert "There is no document to do this with." in Page(anna.get(f"{ORDERS}print-many/?status=nonsense")).text
    assert "1 document" in Page(anna.get(f"{ORDERS}print-many/?view=to_send")).text


def test_a_blocked_one_is_refused_by_name_and_the_others_go_on(anna: Client, nordlys: Firm) -> None:
    """c.7: nothing of it stands, not even half."""
    record_everything()
    fine = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    other = firm(name="Fjord AS")
    barred = document(SalesOrder, (item("Rug"), 1), customer=other.customer)
    last = document(SalesOrder, (item("Lamp"), 1), customer=nordlys.customer)
    customer = Customer.objects.get(pk=other.customer.pk)
    customer.blocked = "all"
    customer.save()

    page = finished(anna, begun(anna))

    assert "3 of 3 documents" in page.text and "1 refused" in page.text
    assert barred.title in page.text and "is blocked" in page.text
    printed = set(DocumentVersion.objects.values_list("document", flat=True))
    assert printed == {fine.pk, last.pk}
    assert Interaction.objects.count() == 2


def test_recording_can_be_left_out(anna: Client, nordlys: Firm) -> None:
    """b.3."""
    record_everything()
    document(SalesOrder, (item(), 1), customer=nordlys.customer)
    url = f"{ORDERS}print-many/"
    sent = Page(anna.get(url)).sends
    sent.pop("record")

    finished(anna, anna.post(url, sent)["Location"])

    assert SalesOrder.objects.get().printed_count == 1 and not Interaction.objects.exists()


def test_many_are_released_and_those_with_nothing_to_release_named(anna: Client, nordlys: Firm) -> None:
    """c.6."""
    ready = document(SalesOrder, (item(), 1), customer=nordlys.customer)
    empty = document(SalesOrder, customer=nordlys.customer)

    page = finished(anna, begun(anna, path="release-many"))

    assert [one.status for one in SalesOrder.objects.order_by("pk")] == ["released", "open"]
    assert "1 document was released." in page.text
    assert empty.title in page.text and "has a quantity" in page.text and ready.title not in page.text
    assert "1 chosen document is left out" in Page(anna.get(f"{ORDERS}release-many/")).text


def test_a_run_is_begun_once_and_a_step_does_nothing_twice(anna: Client, nordlys: Firm) -> None:
    """N1: pressed twice, sent twice, left and taken up again."""
    for no in "ABC":
        document(SalesOrder, (item(no), 1), customer=nordlys.customer)
    url = f"{ORDERS}print-many/"
    sent = Page(anna.get(url)).sends
    first, second = (anna.post(url, sent)["Location"] for _turn in range(2))
    assert first == second and Run.objects.count() == 1

    runs.step(Run.objects.get(), most=2)
    finished(anna, first)
    anna.post(first)

    assert [one.printed_count for one in SalesOrder.objects.all()] == [1, 1, 1]


def test_a_step_that_breaks_leaves_nothing_and_goes_on(
    anna: Client, nordlys: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was done and the note that it was stand or fall together."""
    for no in "AB":
        document(SalesOrder, (item(no), 1), customer=nordlys.customer)
    run = runs.start(
        User.objects.get(username="anna"), Deed.PRINT, "sales_order", [o.pk for o in SalesOrder.objects.all()]
    )
    whole = runs.printed_alone

    def breaks(one: Any, *, record: bool) -> Any:
        if one.no == SalesOrder.objects.order_by("pk").last().no:
            raise MemoryError
        return whole(one, record=record)

    monkeypatch.setattr(runs, "printed_alone", breaks)
    with pytest.raises(MemoryError):
        runs.step(run)
    assert not DocumentVersion.objects.exists() and Run.objects.get().done == 0
    monkeypatch.undo()

    assert runs.step(run).is_finished
    assert [one.printed_count for one in SalesOrder.objects.all()] == [1, 1]


def test_one_that_was_deleted_meanwhile_stops_nothing(anna: Client, nordlys: Firm) -> None:
    """The rest is printed."""
    first, second = (document(SalesOrder, (item(no), 1), customer=nordlys.customer) for no in "AB")
    url = begun(anna)
    first.delete()

    page = finished(anna, url)

    assert "2 of 2 documents" in page.text and "It was deleted meanwhile." in page.text
    assert "1 document was printed and kept." in page.text
    assert SalesOrder.objects.get(pk=second.pk).printed_count == 1


def test_who_may_what(sales: Client, purchasing: Client, bo: Client, cleo: Client, nordlys: Firm) -> None:
    """H4: the list's own people; a run belongs to whoever began it."""
    document(SalesOrder, (item(), 1), customer=nordlys.customer)
    everybody = (sales, purchasing, bo, cleo)
    for path in ("print-many/", "release-many/"):
        assert [client.get(f"{ORDERS}{path}").status_code for client in everybody] == [200, 403, 403, 403], path
        assert [client.post(f"{ORDERS}{path}").status_code for client in everybody[1:]] == [403, 403, 403], path
    assert [client.get(f"{ORDERS}export/").status_code for client in everybody] == [200, 200, 200, 403]
    url = begun(sales)
    finished(sales, url)
    for path in ("", "pdf/", "zip/"):
        statuses = [client.get(f"{url}{path}").status_code for client in everybody]
        assert statuses == [200, 404, 404, 404], path
    assert sales.get(f"{url}exe/").status_code == 404
    links = {client: Page(client.get(ORDERS)).html for client in (sales, bo)}
    assert "print-many" in links[sales] and "print-many" not in links[bo] and "export" in links[bo]


def test_a_run_loses_its_files_to_nobody_else_and_old_ones_go(anna: Client, sales: Client, nordlys: Firm) -> None:
    """Runs of some days ago are forgotten when the next one begins."""
    document(SalesQuote, (item(), 1), customer=nordlys.customer)
    user = User.objects.get(username="anna")
    old = runs.start(user, Deed.PRINT, "sales_quote", [])
    old.at -= 2 * runs.KEPT
    old.save()

    new = runs.start(user, Deed.PRINT, "sales_quote", [])

    assert list(Run.objects.all()) == [new]
    assert anna.get(f"/trade/runs/{new.pk}/pdf/").status_code == 404
