"""`link --pairs`: files of many dialects, rows that cannot be used, files that cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.commands.making import partner
from tests.commands.running import results, run
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db

HEADER = "contact,kind,partner\n"
UMLAUTS = "contact;kind;partner;note\nCT1;customer;C1;Università\n"


@pytest.mark.parametrize(
    "content",
    [
        b"contact,kind,partner\nCT1,customer,C1\n",
        b"\xef\xbb\xbfcontact,kind,partner\r\nCT1,customer,C1\r\n",
        b"contact;kind;partner\nCT1;Customers;C1",
        b"contact\tkind\tpartner\nCT1\tcustomer\tC1\n",
        b'Partner,"Contact", KIND ,remark\n"C1","CT1",customer,"a, b\nc"\n',
        UMLAUTS.encode(),
        UMLAUTS.encode("cp1252"),
        b"contact,kind,partner\n\n ,,\nct1,customer,c1\n",
    ],
)
def test_pairs_are_read_from_many_dialects(pair: Any, tmp_path: Path, content: bytes) -> None:
    """UTF-8 with and without mark, Windows-1252; comma, semicolon, tab; any order of columns; blank lines."""
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)

    ran = run("link", "--pairs", path)

    assert ran.code == 0, ran.out + ran.err
    assert Customer.objects.get(no="C1").link.contact.no == "CT1"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("CT9,customer,C1", "There is no contact CT9."),
        ("CT1,customer,C9", "There is no customer C9."),
        ("CT1,customer,", "The cell partner is blank."),
        (" ,customer,C1", "The cell contact is blank."),
        ("CT1,vendor,C1", "There is no vendor C1."),
        ("CT1,supplier,C1", "supplier is no kind"),
        ("CT1,,C1", "The cell kind is blank."),
        ("CT1,customer", "2 columns, where the first line has 3."),
        ("CT1,customer,C1,more", "4 columns, where the first line has 3."),
        ('CT1,"customer"x,C1', "This is not CSV"),
        (f"CT1,customer,{'9' * 200_000}", "This is not CSV"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line(pair: Any, tmp_path: Path, row: str, sentence: str) -> None:
    """The rows before it go on; exit code 1."""
    CompanyFactory(no="CT2"), partner("vendor", no="V2")
    path = tmp_path / "pairs.csv"
    path.write_text(f"{HEADER}CT2,vendor,V2\n{row}\n", encoding="utf-8")

    ran = run("link", "--pairs", path, "--format", "json")

    assert ran.code == 1
    assert [one["result"] for one in ran.rows] == ["linked", "refused"]
    assert sentence in ran.rows[1]["reason"]
    assert ran.rows[1]["line"] == 3
    assert not Customer.objects.get(no="C1").primary_contact_id
    assert list(ContactBusinessRelation.objects.values_list("vendor__no", flat=True)) == ["V2"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no column contact, kind, partner"),
        (b"contact,partner\nCT1,C1\n", "no column kind"),
        (b"CT1,customer,C1\n", "line 1: no column contact, kind, partner"),
        (HEADER.encode("utf-16"), "no text in UTF-8 or Windows-1252"),
        (HEADER.encode() + b"\x81\x8d\n", "no text in UTF-8 or Windows-1252"),
        (b"PK\x03\x04\x00\x00", "no text in UTF-8 or Windows-1252"),
        (HEADER.encode() + b'CT1,customer,C1\nCT2,customer,"C2\n', "line 3: a quote is not closed"),
        (HEADER.encode() + b'CT1,customer,C1\nCT2,"customer,C2\nCT3,"customer",C3\n', "line 3: a quote is not closed"),
        (HEADER.encode() + b'CT1,customer,"C1\n' + b"CT2,customer,C2\n" * 20_000, "line 2: a quote is not closed"),
    ],
)
def test_a_file_that_cannot_be_read_is_wrong_use(pair: Any, tmp_path: Path, content: bytes, sentence: str) -> None:
    """Empty, without header, in another encoding, a spreadsheet, an open quote: a sentence that names the file."""
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)

    ran = run("link", "--pairs", path)

    assert ran.code == 2
    assert "pairs.csv" in ran.err
    assert sentence in ran.err
    assert not ContactBusinessRelation.objects.exists()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_missing_file_is_wrong_use(pair: Any, tmp_path: Path, name: str) -> None:
    """Neither a file that is not there nor a folder."""
    ran = run("link", "--pairs", tmp_path / name)

    assert ran.code == 2
    assert "cannot be read" in ran.err


def test_pairs_that_cannot_be_linked_are_listed_and_the_others_linked(pair: Any, tmp_path: Path) -> None:
    """D1, D5: a second link of a kind, a partner that is taken; in the order of the file, with the lines."""
    CompanyFactory(no="CT2", name="Gamma")
    partner(no="C2"), partner("vendor", no="V1")
    path = tmp_path / "pairs.csv"
    rows = ["CT1,customer,C1", "CT1,customer,C2", "CT2,customer,C1", "CT1,vendor,V1", "CT1,customer,C1"]
    path.write_text(HEADER + "\n".join(rows), encoding="utf-8")

    ran = run("link", "--pairs", path, "--format", "json")

    assert ran.code == 1
    assert [one["result"] for one in ran.rows] == ["linked", "refused", "refused", "linked", "already"]
    assert [one["line"] for one in ran.rows] == [2, 3, 4, 5, 6]
    assert Change.objects.exclude(cause="typed").values("change_set").distinct().count() == 1


def test_a_dry_run_refuses_what_the_run_would(pair: Any, tmp_path: Path) -> None:
    """Two rows for one contact: the second one is refused in both."""
    partner(no="C2")
    path = tmp_path / "pairs.csv"
    path.write_text(f"{HEADER}CT1,customer,C1\nCT1,customer,C2\n", encoding="utf-8")

    planned = results("link", "--pairs", path, "--dry-run")
    done = results("link", "--pairs", path)

    assert planned == {"C1": "would_be_linked", "C2": "refused"}
    assert done == {"C1": "linked", "C2": "refused"}


def test_a_kind_without_relation_code_refuses_its_rows_only(
    pair: Any, marketing: MarketingSetup, tmp_path: Path
) -> None:
    """L4: the others go on."""
    marketing.vendor_relation = None
    marketing.save()
    partner("vendor", no="V1")
    path = tmp_path / "pairs.csv"
    path.write_text(f"{HEADER}CT1,vendor,V1\nCT1,customer,C1\n", encoding="utf-8")

    assert results("link", "--pairs", path) == {"V1": "refused", "C1": "linked"}


def test_rows_of_one_contact_are_linked_in_the_order_of_the_file(pair: Any, tmp_path: Path) -> None:
    """With the partner as master the last one has its way, as it would pair by pair."""
    partner("vendor", no="V1", name="Vendor")
    path = tmp_path / "pairs.csv"
    path.write_text(f"{HEADER}CT1,vendor,V1\nCT1,customer,C1\n", encoding="utf-8")

    run("link", "--pairs", path, "--master", "partner")

    assert Contact.objects.get(no="CT1").name == "Beta"
    assert Vendor.objects.get(no="V1").name == "Beta"


def test_results_can_be_fed_back(pair: Any, tmp_path: Path) -> None:
    """The result file has the columns of a file of pairs."""
    path = tmp_path / "results.csv"
    run("link", "--contact", "CT1", "--customer", "C1", "--dry-run", "--output", path)

    ran = run("link", "--pairs", path)

    assert ran.code == 0, ran.err
    assert Customer.objects.get(no="C1").link.contact.no == "CT1"
