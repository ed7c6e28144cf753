"""`link --match`: proposals, what is accepted and what is only listed (wish 8 of part 3)."""

from __future__ import annotations

import pytest

from contacts.links import bulk_matching, engine
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer
from setup.models import MarketingSetup
from tests.commands.making import partner
from tests.commands.running import results, run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, firm

pytestmark = pytest.mark.django_db

VAT = {"vat_registration_no": "01234567890"}


def test_matches_are_proposed_and_nothing_is_written_until_told(marketing: MarketingSetup) -> None:
    """A dry run by default; the reasons are said."""
    CompanyFactory(no="CT1", name="Alfa S.r.l.", **VAT)
    partner(no="C1", name="ALFA SRL", **VAT)
    before = Change.objects.count()

    ran = run("link", "--match", "vat,name", "--format", "json")

    assert ran.code == 0
    assert [(row["contact"], row["partner"], row["score"]) for row in ran.rows] == [("CT1", "C1", 100)]
    assert ran.rows[0]["result"] == "would_be_linked"
    assert ran.rows[0]["reason"] == "same VAT number, name 100 %"
    assert Change.objects.count() == before


def test_clear_matches_are_linked_on_request(marketing: MarketingSetup) -> None:
    """One change set for the run."""
    for number in range(3):
        CompanyFactory(no=f"CT{number}", name=f"Alfa {number}", vat_registration_no=f"0123456789{number}")
        partner(no=f"C{number}", name="Other", vat_registration_no=f"IT 0123456789{number}")

    ran = run("link", "--match", "vat", "--apply")

    assert ran.code == 0
    assert {one.link.contact.no for one in Customer.objects.all()} == {"CT0", "CT1", "CT2"}
    assert Change.objects.filter(cause="linked").values("change_set").distinct().count() == 1


def test_a_second_run_finds_nothing(marketing: MarketingSetup) -> None:
    """Linked pairs are no candidates any more."""
    CompanyFactory(**VAT)
    partner(**VAT)
    run("link", "--match", "vat", "--apply")

    ran = run("link", "--match", "vat", "--apply", "--format", "json")

    assert (ran.code, ran.rows) == (0, [])


@pytest.mark.parametrize("side", ["contact", "partner"])
def test_an_ambiguous_match_is_listed_and_left(marketing: MarketingSetup, side: str) -> None:
    """Two contacts for one customer, or two customers for one contact: people decide."""
    CompanyFactory(no="CT1", name="Alfa", **VAT)
    partner(no="C1", name="Alfa", **VAT)
    if side == "contact":
        CompanyFactory(no="CT2", name="Alfa Due", **VAT)
    else:
        partner(no="C2", name="Alfa Due", **VAT)

    ran = run("link", "--match", "vat,name", "--apply", "--format", "json")

    assert ran.code == 1
    assert [row["result"] for row in ran.rows] == ["ambiguous", "ambiguous"]
    assert not ContactBusinessRelation.objects.exists()


def test_a_rival_below_the_threshold_does_not_matter(marketing: MarketingSetup) -> None:
    """It is listed as what it is."""
    CompanyFactory(no="CT1", name="Alfa", **VAT)
    CompanyFactory(no="CT2", name="Alfa")
    partner(no="C1", name="Alfa", **VAT)

    ran = run("link", "--match", "vat,name", "--apply", "--format", "json")

    assert {row["contact"]: row["result"] for row in ran.rows} == {"CT1": "linked", "CT2": "below"}


def test_the_threshold_decides(marketing: MarketingSetup) -> None:
    """A name alone is 85: below 90, above 80."""
    CompanyFactory(name="Alfa Srl")
    partner(no="C1", name="ALFA S.r.l.")

    assert results("link", "--match", "name") == {"C1": "below"}
    assert results("link", "--match", "name", "--threshold", "80") == {"C1": "would_be_linked"}


@pytest.mark.parametrize(
    "by",
    [{"email": "info@alfa.example"}, {"phone_no": "+39 02 1234567", "name": "Alfa"}, {"name": "Alfa", "city": "Roma"}],
)
def test_each_method_finds_its_pairs(marketing: MarketingSetup, by: dict[str, str]) -> None:
    """E-mail alone, phone or place with a name."""
    CompanyFactory(**{"name": "Beta"} | by)
    partner(no="C1", **{"name": "Gamma"} | by)

    assert results("link", "--match", "vat,email,name,phone") == {"C1": "would_be_linked"}


def test_every_kind_is_matched_unless_one_is_named(marketing: MarketingSetup) -> None:
    """One contact may become customer, vendor and bank customer in one run."""
    CompanyFactory(email="a@b.example")
    with engine.paused():
        CustomerFactory(no="C1", email="a@b.example")
        VendorFactory(no="V1", email="a@b.example")
        BankAccountFactory(no="B1", email="a@b.example")

    assert results("link", "--match", "email", "--kind", "vendor") == {"V1": "would_be_linked"}
    assert results("link", "--match", "email", "--apply") == {"C1": "linked", "V1": "linked", "B1": "linked"}


def test_who_cannot_be_linked_is_not_proposed(marketing: MarketingSetup) -> None:
    """Linked, blocked for privacy, people of a company; people alone only for customers."""
    taken = firm(name="Verdi", email="a@b.example")
    CompanyFactory(email="a@b.example", privacy_blocked=True)
    PersonFactory(email="a@b.example", company=taken.contact)
    alone = PersonFactory(no="PE1", name="Ada", email="a@b.example")
    partner(no="C1", name="Ada", email="a@b.example", contact_type="person")
    with engine.paused():
        VendorFactory(no="V1", email="a@b.example")

    ran = run("link", "--match", "email", "--format", "json")

    assert [(row["contact"], row["partner"]) for row in ran.rows] == [(alone.no, "C1")]


def test_a_key_that_everybody_shares_says_nothing(marketing: MarketingSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody compares all with all: crowded blocks are left out, other keys still find the pair."""
    monkeypatch.setattr(bulk_matching, "CROWD", 3)
    for number in range(5):
        CompanyFactory(name=f"Immobiliare {number}{number}", email=f"{number}@b.example")
    partner(no="C1", name="Immobiliare 33", email="3@b.example")

    ran = run("link", "--match", "email,name", "--format", "json")

    assert [row["contact_name"] for row in ran.rows] == ["Immobiliare 33"]


def test_more_partners_than_one_window_are_matched(marketing: MarketingSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Window by window, page by page, batch by batch."""
    for name in ("WINDOW", "CHUNK"):
        monkeypatch.setattr(bulk_matching, name, 2)
    for number in range(7):
        CompanyFactory(name=f"N{number}", email=f"{number}@b.example")
        partner(no=f"C{number}", name=f"M{number}", email=f"{number}@b.example")

    found = results("link", "--match", "email", "--apply")

    assert set(found.values()) == {"linked"}
    assert Contact.objects.filter(relations__isnull=False).count() == 7


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--match", "vat,shoe"], "shoe"),
        (["--match", ""], "nothing"),
        (["--match", "vat", "--threshold", "0"], "from 1 to 100"),
        (["--match", "vat", "--threshold", "many"], "from 1 to 100"),
        (["--match", "vat", "--kind", "employee"], "employee"),
    ],
)
def test_wrong_words_are_refused(marketing: MarketingSetup, words: list[str], sentence: str) -> None:
    """With a sentence that says what is possible."""
    ran = run("link", *words)

    assert ran.code != 0
    assert sentence in ran.err


def test_a_missing_relation_code_is_said_before_anything_is_linked(marketing: MarketingSetup) -> None:
    """L4: also where the kind comes last."""
    marketing.bank_account_relation = None
    marketing.save()
    CompanyFactory(**VAT)
    partner(**VAT)

    ran = run("link", "--match", "vat", "--apply")

    assert ran.code == 2
    assert "bank accounts in Marketing Setup" in ran.err
    assert not ContactBusinessRelation.objects.exists()


@pytest.mark.parametrize(("words", "dry"), [((), True), (("--apply",), False), (("--apply", "--dry-run"), True)])
def test_programs_are_told_whether_anything_is_written(
    marketing: MarketingSetup, words: tuple[str, ...], dry: bool
) -> None:
    """A proposal is a dry run, whether or not it was called one."""
    CompanyFactory(**VAT)
    partner(**VAT)

    ran = run("link", "--match", "vat", "--format", "json", *words)

    assert ran.document["dry_run"] is dry
    assert (ran.document["change_set"] is None) is dry
