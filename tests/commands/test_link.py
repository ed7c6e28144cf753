"""`link`: one pair by numbers, or the pairs of a file (section D, decisions L1–L4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contacts.links import engine
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.commands.running import results, run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory

pytestmark = pytest.mark.django_db

MAKERS = {"customer": CustomerFactory, "vendor": VendorFactory, "bank-account": BankAccountFactory}


def partner(kind: str = "customer", **values: Any) -> Any:
    """A partner without contact."""
    with engine.paused():
        return MAKERS[kind](**values)


@pytest.fixture
def pair(marketing: MarketingSetup) -> tuple[Contact, Customer]:
    """A contact and a customer that differ: name on both sides, phone here, city there."""
    return CompanyFactory(no="CT1", name="Alfa", phone_no="1"), partner(no="C1", name="Beta", city="Oslo")


@pytest.mark.parametrize("kind", list(MAKERS))
def test_one_pair_is_linked_by_its_numbers(marketing: MarketingSetup, kind: str) -> None:
    """D1: numbers in any case of letters."""
    CompanyFactory(no="CT1")
    other = partner(kind, no="P1")

    ran = run("link", "--contact", "ct1", f"--{kind}", "p1")

    assert ran.code == 0, ran.err
    assert other.link.contact.no == "CT1"


@pytest.mark.parametrize(("master", "name"), [("contact", "Alfa"), ("partner", "Beta")])
def test_the_master_wins_and_blanks_are_filled(pair: Any, master: str, name: str) -> None:
    """L2: both are equal afterwards, and the report says what was written."""
    ran = run("link", "--contact", "CT1", "--customer", "C1", "--master", master)

    contact, customer = Contact.objects.get(no="CT1"), Customer.objects.get(no="C1")
    assert (contact.name, contact.phone_no, contact.city) == (name, "1", "Oslo")
    assert (customer.name, customer.phone_no, customer.city) == (name, "1", "Oslo")
    assert "CT1 · City: — → Oslo" in ran.out


def test_blanks_win_where_that_is_asked(pair: Any) -> None:
    """L2: the contact's blank city clears the customer's."""
    run("link", "--contact", "CT1", "--customer", "C1", "--blanks-win")

    assert Customer.objects.get(no="C1").city == ""


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(pair: Any) -> None:
    """The same lines as the run itself."""
    before = Change.objects.count()

    ran = run("link", "--contact", "CT1", "--customer", "C1", "--dry-run", "--format", "json")

    assert ran.rows[0]["result"] == "would_be_linked"
    assert "CT1 · City: — → Oslo" in ran.rows[0]["changes"]
    assert ran.document["change_set"] is None
    assert not ContactBusinessRelation.objects.exists()
    assert Change.objects.count() == before


def test_a_second_run_has_nothing_to_do(pair: Any) -> None:
    """Safe to run twice."""
    run("link", "--contact", "CT1", "--customer", "C1")
    before = Change.objects.count()

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 0
    assert "linked already" in ran.out
    assert Change.objects.count() == before


def test_a_refusal_ends_with_its_sentence(pair: Any) -> None:
    """D1, D5: exit code 1; the sentence names the other record."""
    run("link", "--contact", "CT1", "--customer", "C1")
    CompanyFactory(no="CT2", name="Gamma")

    ran = run("link", "--contact", "CT2", "--customer", "C1")

    assert ran.code == 1
    assert "is already linked to contact CT1" in ran.out


def test_a_contact_blocked_for_privacy_is_refused(marketing: MarketingSetup) -> None:
    """H5, D1."""
    CompanyFactory(no="CT1", privacy_blocked=True)
    partner(no="C1")

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 1
    assert "blocked for privacy" in ran.out
    assert not ContactBusinessRelation.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say which pairs"),
        (["--contact", "CT1"], "One pair is"),
        (["--customer", "C1"], "One pair is"),
        (["--contact", "CT1", "--customer", "C1", "--vendor", "V1"], "One pair is"),
        (["--contact", "CT1", "--customer", "C1", "--pairs", "x.csv"], "Say which pairs"),
        (["--contact", "CT1", "--customer", "C1", "--apply"], "go with --match"),
        (["--contact", "CT9", "--customer", "C1"], "There is no contact CT9."),
        (["--contact", "CT1", "--customer", "C9"], "There is no customer C9."),
        (["--contact", " ", "--customer", "C1"], "There is no contact"),
        (["--contact", "CT1", "--customer", "C1", "--by", "nobody"], "There is no user nobody."),
        (["--contact", "CT1", "--customer", "C1", "--output", "/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_wrong_use_is_a_sentence_and_does_nothing(pair: Any, words: list[str], sentence: str) -> None:
    """Exit code 2."""
    ran = run("link", *words)

    assert ran.code == 2
    assert sentence in ran.err
    assert not ContactBusinessRelation.objects.exists()


def test_a_missing_relation_code_names_its_setting(pair: Any, marketing: MarketingSetup) -> None:
    """L4."""
    marketing.customer_relation = None
    marketing.save()

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 2
    assert "business relation code for customers in Marketing Setup" in ran.err


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
        ("CT1,customer,", "There is no customer"),
        (",customer,C1", "There is no contact"),
        ("CT1,vendor,C1", "There is no vendor C1."),
        ("CT1,supplier,C1", "supplier is no kind"),
        ("CT1,,C1", "is no kind"),
        ("CT1,customer", "2 columns, where the first line has 3."),
        ("CT1,customer,C1,more", "4 columns, where the first line has 3."),
        ('CT1,"customer"x,C1', "This is not CSV"),
        ('CT1,customer,"C1', "This is not CSV"),
        (f"CT1,customer,{'9' * 200_000}", "This is not CSV"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line(
    pair: Any, tmp_path: Path, row: str, sentence: str
) -> None:
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
    ],
)
def test_a_file_that_cannot_be_read_is_wrong_use(
    pair: Any, tmp_path: Path, content: bytes, sentence: str
) -> None:
    """Empty, without header, in another encoding, a spreadsheet: a sentence that names the file."""
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


def test_pairs_that_cannot_be_linked_are_listed_and_the_others_linked(
    pair: Any, tmp_path: Path
) -> None:
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


def test_a_person_becomes_the_primary_contact_of_its_customer(marketing: MarketingSetup, tmp_path: Path) -> None:
    """Ruling 8, from a file as well."""
    person = PersonFactory(no="CT1", name="Ada Rossi")
    partner(no="C1")
    path = tmp_path / "pairs.csv"
    path.write_text(f"{HEADER}CT1,customer,C1\n", encoding="utf-8")

    run("link", "--pairs", path)

    customer = Customer.objects.get(no="C1")
    assert customer.primary_contact == person
    assert (customer.contact_name, customer.contact_type) == ("Ada Rossi", "person")


def test_the_history_shows_who_ran_it(pair: Any, django_user_model: Any) -> None:
    """H1: --by."""
    anna = django_user_model.objects.create_user("anna")

    run("link", "--contact", "CT1", "--customer", "C1", "--by", "anna")

    change = Change.objects.filter(model="links.contactbusinessrelation").get()
    assert (change.actor, change.door, change.cause) == (anna, "command", "linked")


def test_undo_takes_a_run_back(pair: Any) -> None:
    """H2: link and values."""
    run("link", "--contact", "CT1", "--customer", "C1")

    ran = run("undo", "--last")

    assert ran.code == 0, ran.out
    assert not ContactBusinessRelation.objects.exists()
    assert Customer.objects.get(no="C1").name == "Beta"
    assert Contact.objects.get(no="CT1").city == ""
