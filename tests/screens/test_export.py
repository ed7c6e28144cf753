"""Every list is a file too: what it shows, as the spreadsheet program of the reader opens it (3.1, P22)."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.delimited import cell
from crm.kit.screens.registry import all_screens
from crm.kit.unit import unit
from partners.trade.models import SalesQuote
from setup.models import BusinessRelation
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.interactions import template
from tests.factories.partners import Firm
from tests.factories.trade import document, item, open_for_trade
from tests.screens.conftest import browser, member

LOG, QUOTES = "/interactions/", "/trade/sales-quotes/"


def content(client: Client, url: str) -> bytes:
    """The bytes of the file."""
    answer: Any = client.get(url)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return b"".join(answer.streaming_content)


def rows(client: Client, url: str) -> list[dict[str, str]]:
    """The lines of an English file by their headings."""
    return list(csv.DictReader(io.StringIO(content(client, url).decode("utf-8-sig"))))


def talk(firm: Firm, description: str, **values: Any) -> Interaction:
    """An entry of the log."""
    made = Interaction(contact=firm.contact, template_id="SALES", description=description, **values)
    made.save()
    return made


@pytest.mark.parametrize(
    ("language", "head", "line"),
    [
        ("en", "No.,Name,Contact Name,Document Date,", ",18/11/2026,18/12/2026,1234567.50,EUR,Open,"),
        ("it", "Nr.;Nome;Nome contatto;Data documento;", ";18/11/2026;18/12/2026;1234567,50;EUR;Aperto;"),
        ("es", "N.º;Nombre;Nombre de contacto;Fecha del documento;", ";18/11/2026;18/12/2026;1234567,50;EUR;Abierto;"),
    ],
)
def test_a_file_opens_in_the_language_of_its_reader(
    anna: Client, nordlys: Firm, language: str, head: str, line: str
) -> None:
    """Headings as on the screen; separator, decimal sign, days and words as the language has them; UTF-8 with BOM."""
    open_for_trade()
    values = {"document_date": date(2026, 11, 18), "valid_until": date(2026, 12, 18)}
    document(SalesQuote, (item("Tower", "1234567.5"), 1), customer=nordlys.customer, **values)
    anna.cookies["django_language"] = language

    found = content(anna, f"{QUOTES}export/")

    assert found.startswith(b"\xef\xbb\xbf")
    first, second, *others = found.decode("utf-8-sig").split("\r\n")
    assert first.startswith(head) and line in second and others == [""]


def test_the_log_is_exported_as_it_is_shown(anna: Client, nordlys: Firm) -> None:
    """P22: the newest first, without drafts; times without seconds; links are texts."""
    template()
    talk(nordlys, "Called", date=date(2026, 11, 2), time="08:40")
    talk(nordlys, "Visited", date=date(2026, 11, 9), canceled=True)
    talk(nordlys, "Unfinished", postponed=True)

    found = rows(anna, f"{LOG}export/?columns=all")

    assert [row["Description"] for row in found] == ["Visited", "Called"]
    assert (found[1]["Date"], found[1]["Time of Interaction"]) == ("02/11/2026", "08:40")
    assert found[1]["Contact"] == nordlys.contact.title and found[0]["Canceled"] == "Canceled"
    listed = [str(header.label) for header in anna.get(LOG).context["headers"]]
    assert list(rows(anna, f"{LOG}export/")[0]) == listed and set(listed) < set(found[0])


def test_only_what_the_list_shows_or_what_was_ticked(anna: Client, nordlys: Firm) -> None:
    """Filters go along; ticked rows win; a filter that makes no sense gives nothing rather than everything."""
    template()
    first, second = talk(nordlys, "Called"), talk(nordlys, "Visited", canceled=True)

    def found(query: str) -> list[str]:
        return [row["Description"] for row in rows(anna, f"{LOG}export/{query}")]

    assert found("?view=canceled") == ["Visited"] and found("?q=call") == ["Called"]
    assert found(f"?pick={first.pk}") == ["Called"] and found(f"?pick={second.pk}&view=mine") == ["Visited"]
    assert found("?view=nonsense") == []


def test_ticked_codes_are_exported(anna: Client) -> None:
    """Keys that are no numbers."""
    for code in ("BANK", "LAW", "VIP"):
        BusinessRelation(code=code, description=code.title()).save()

    found = rows(anna, f"{page_url(BusinessRelation, 'export')}?pick=LAW&pick=VIP&pick=%00")

    assert [row["Code"] for row in found] == ["LAW", "VIP"]


@pytest.mark.parametrize("typed", ["=1+1", "+39 02 1", "-1", "@cmd", "\tcmd", "\rcmd"])
def test_a_text_that_looks_like_a_formula_stays_a_text(anna: Client, marketing: object, typed: str) -> None:
    """Whatever somebody called a contact, no spreadsheet reckons it."""
    Contact(name="Fjord", name_2=typed).save()

    assert cell(typed) == f"'{typed}"
    assert (cell(Decimal("-1.5")), cell(-7), cell(None), cell(True)) == ("-1.5", "-7", "", "Yes")


def test_names_of_contacts_are_harmless_in_the_file(anna: Client, marketing: object) -> None:
    """The same through the list."""
    CompanyFactory(name="=HYPERLINK(1)")

    assert [row["Name"] for row in rows(anna, "/contacts/export/")] == ["'=HYPERLINK(1)"]


def test_who_may_not_see_the_list_gets_no_file_and_bank_details_stay_masked(
    bo: Client, cleo: Client, nordlys: Firm
) -> None:
    """H4: the permission is that of the list, and so is what is readable."""
    nordlys.bank.iban = "NO9386011117947"
    nordlys.bank.save()
    banking = browser(member("Ugo", "Banking"))

    assert cleo.get("/partners/bank-accounts/export/").status_code == 403
    assert cleo.get(f"{LOG}export/").status_code == 403
    assert b"NO9386011117947" not in content(bo, "/partners/bank-accounts/export/")
    assert b"7947" in content(banking, "/partners/bank-accounts/export/")


def test_every_list_has_its_file(anna: Client, marketing: object) -> None:
    """Whatever is listed can be exported."""
    lists = [one.model for one in all_screens() if not one.is_single]

    files = [content(anna, page_url(model, "export")) for model in lists]

    assert len(files) > 40 and all(file.startswith(b"\xef\xbb\xbf") for file in files)


@pytest.mark.parametrize("url", [f"{LOG}export/", f"{QUOTES}export/?view=open", "/contacts/export/"])
def test_a_file_asks_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements, url: str) -> None:
    """A constant number of queries at two sizes; rows are not held all at once."""
    open_for_trade()
    template()
    counts = []
    for more in (2, 60):
        with unit():
            for number in range(more):
                SalesQuote(customer=nordlys.customer, no=f"Q{more}-{number}").save()
                talk(nordlys, "Called")
                CompanyFactory(name=f"Fjord {number}")
        content(anna, url)
        with statements() as asked:
            content(anna, url)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 9, counts
