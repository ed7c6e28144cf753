"""`create_contacts`: contacts for the partners that have none (section F, decisions C5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from contacts.links import engine
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer
from setup.models import CustomerPostingGroup, MarketingSetup
from setup.numbering.models import NumberSeriesLine
from tests.commands.making import partner
from tests.commands.running import results, run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, VendorFactory, firm
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db


def test_every_customer_without_contact_gets_one_and_says_so(marketing: MarketingSetup) -> None:
    """F1, F7: the report names partner and contact."""
    partner(no="C1", name="Alfa")

    ran = run("create_contacts", "--from", "customers")

    assert ran.code == 0
    assert "C1 Alfa → CT00001" in ran.out
    assert "Created: 1 contact and 0 people; left out: 0; refused: 0." in ran.out
    assert Customer.objects.get(no="C1").link.contact.no == "CT00001"


def test_the_company_becomes_the_primary_contact(marketing: MarketingSetup) -> None:
    """F6: where the contact name is blank; nothing else of the partner changes."""
    partner(no="C1", name="Alfa")

    run("create_contacts", "--from", "customers")

    alfa = Customer.objects.get(no="C1")
    assert alfa.primary_contact == alfa.link.contact
    assert alfa.contact_name == ""


def test_a_contact_name_becomes_a_person_of_the_company(marketing: MarketingSetup) -> None:
    """F6, C7: the person is the primary contact."""
    partner(no="C1", name="Alfa", contact_name="Ada Rossi")

    ran = run("create_contacts", "--from", "customers")

    primary = Customer.objects.select_related("primary_contact").get(no="C1").primary_contact
    assert primary is not None
    assert (primary.name, primary.surname, primary.company_name) == ("Ada Rossi", "Rossi", "Alfa")
    assert "CT00001 + CT00002 Ada Rossi" in ran.out
    assert "Created: 1 contact and 1 person; left out: 0" in ran.out


def test_one_run_is_one_change_set(marketing: MarketingSetup) -> None:
    """C5, H1: every row of it has the cause and comes through the door of commands."""
    for number in range(3):
        partner(name=f"Firm {number}")
    before = Change.objects.count()

    ran = run("create_contacts", "--from", "customers", "--format", "json")

    changes = Change.objects.order_by("pk")[before:]
    assert {str(change.change_set) for change in changes} == {ran.document["change_set"]}
    assert {(change.cause, change.door) for change in changes} == {("created", "command")}


def test_a_second_run_makes_nothing(marketing: MarketingSetup) -> None:
    """F8."""
    partner()
    run("create_contacts", "--from", "customers")

    ran = run("create_contacts", "--from", "customers")

    assert ran.code == 0
    assert Contact.objects.count() == 1
    assert "change set" not in ran.out.lower()


def test_a_dry_run_lists_and_writes_nothing(marketing: MarketingSetup) -> None:
    """The plan has the numbers of what would be made and nothing is taken from the series."""
    partner(no="C1", name="Alfa", contact_name="Ada Rossi")
    before = Change.objects.count()

    ran = run("create_contacts", "--from", "customers", "--dry-run", "--format", "json")

    assert ran.document["counts"] == {"created": 1, "people": 1, "left_out": 0, "refused": 0}
    assert [row["result"] for row in ran.rows] == ["would_be_created"]
    assert not Contact.objects.exists()
    assert Change.objects.count() == before
    assert NumberSeriesLine.objects.get(series="CT").last_no_used == ""


def test_a_dry_run_foresees_the_end_of_the_series(marketing: MarketingSetup) -> None:
    """N2: what would be refused is said before."""
    NumberSeriesLine._base_manager.filter(series="CT").update(ending_no="CT00001")
    partner(no="C1"), partner(no="C2")

    ran = run("create_contacts", "--from", "customers", "--dry-run", "--format", "json")

    assert ran.code == 1
    assert [row["result"] for row in ran.rows] == ["would_be_created", "would_be_refused"]


@pytest.mark.parametrize(
    "twin",
    [
        {"name": "Other", "vat_registration_no": "IT 01234567890"},
        {"name": "Other", "email": "INFO@alfa.example"},
        {"name": "ALFA & FIGLI SRL"},
        {"name": "Figli Alfa S.r.l."},
    ],
)
def test_a_likely_duplicate_is_listed_with_the_command_that_links_it(
    marketing: MarketingSetup, twin: dict[str, str]
) -> None:
    """C5: same VAT number, e-mail or name, spelled as they come."""
    values = {"vat_registration_no": "01234567890", "email": "info@alfa.example"}
    partner(no="C1", name="Alfa & Figli S.r.l.", **values)
    contact = CompanyFactory(**twin)

    ran = run("create_contacts", "--from", "customers")

    assert ran.code == 1
    assert f"manage.py link --contact {contact.no} --customer C1" in ran.out
    assert Contact.objects.count() == 1


def test_the_contact_of_the_same_firm_as_vendor_is_a_likely_duplicate(marketing: MarketingSetup) -> None:
    """One contact may be customer and vendor."""
    with engine.paused():
        vendor = VendorFactory(name="Alfa S.r.l.")
    run("create_contacts", "--from", "vendors")
    partner(no="C1", name="ALFA SRL")

    found = results("create_contacts", "--from", "customers")

    assert found == {"C1": "left_out"}
    assert Contact.objects.get().relations.get().vendor == vendor


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Alfa S.r.l.", "vat_registration_no": "09876543210"},
        {"name": "Alfa S.p.A."},
        {"name": "Beta S.r.l."},
    ],
)
def test_another_firm_is_no_duplicate(marketing: MarketingSetup, other: dict[str, str]) -> None:
    """Another VAT number, legal form or name."""
    CompanyFactory(**other)
    partner(no="C1", name="Alfa S.r.l.", vat_registration_no="01234567890")

    assert results("create_contacts", "--from", "customers") == {"C1": "created"}


def test_duplicates_are_made_on_request(marketing: MarketingSetup) -> None:
    """C5."""
    CompanyFactory(name="Alfa")
    partner(no="C1", name="Alfa")

    assert results("create_contacts", "--from", "customers", "--create-duplicates") == {"C1": "created"}


@pytest.mark.parametrize("options", [[], ["--create-duplicates"]])
def test_a_chosen_primary_contact_is_never_doubled(marketing: MarketingSetup, options: list[str]) -> None:
    """H4: it says which company the partner is."""
    company = CompanyFactory(name="Alfa")
    partner(no="C1", name="Quite different", primary_contact=PersonFactory(company=company))

    ran = run("create_contacts", "--from", "customers", *options)

    assert ran.code == 1
    assert f"link --contact {company.no} --customer C1" in ran.out


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (["--number", "C2"], {"C2"}),
        (["--number", "c1", "C3"], {"C1", "C3"}),
        (["--number", "C2..C3"], {"C2", "C3"}),
        (["--number", "..C2"], {"C1", "C2"}),
        (["--search-name", "beta"], {"C2"}),
        (["--currency", "nok"], {"C1"}),
        (["--currency", ""], {"C2", "C3"}),
        (["--posting-group", "HOME"], {"C3"}),
        (["--posting-group", "HOME", "--currency", "NOK"], set()),
    ],
)
def test_filters_choose_the_partners(marketing: MarketingSetup, options: list[str], made: set[str]) -> None:
    """F1: numbers and ranges, search name, posting group, currency."""
    home = CustomerPostingGroup(code="HOME")
    home.save()
    partner(no="C1", name="Alfa", currency=CurrencyFactory(code="NOK"))
    partner(no="C2", name="Beta")
    partner(no="C3", name="Gamma", customer_posting_group=home)

    assert set(results("create_contacts", "--from", "customers", *options)) == made


def test_blocked_partners_get_a_contact_too(marketing: MarketingSetup) -> None:
    """F2, ruling 9: one that is privacy-blocked has a contact that is too."""
    partner(no="C1", name="Alfa", blocked="all")
    partner(no="C2", name="Beta", privacy_blocked=True, blocked="all")

    run("create_contacts", "--from", "customers")

    assert list(Contact.objects.order_by("no").values_list("privacy_blocked", flat=True)) == [False, True]


def test_the_result_file_has_a_row_for_each_partner(marketing: MarketingSetup, tmp_path: Path) -> None:
    """UTF-8 with a mark, so that spreadsheets read accents."""
    partner(no="C1", name="Perù")
    path = tmp_path / "made.csv"

    run("create_contacts", "--from", "customers", "--output", path)

    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "kind,partner,name,result,contact,person,reason",
        "customer,C1,Perù,created,CT00001,,",
    ]


def test_bank_accounts_get_a_contact_and_nothing_else(marketing: MarketingSetup) -> None:
    """F6: neither person nor primary contact."""
    with engine.paused():
        bank = BankAccountFactory(name="Nordbank", contact_name="Ada")

    run("create_contacts", "--from", "bank-accounts")

    assert Contact.objects.get().name == "Nordbank"
    bank.refresh_from_db()
    assert bank.contact_name == "Ada"


def test_undo_takes_a_run_back(marketing: MarketingSetup) -> None:
    """C5, H2: contacts and links go, partners are as they were."""
    standing = firm(name="Verdi")
    partner(no="C1", name="Alfa")
    partner(no="C2", name="Beta", contact_name="Ada Rossi")
    run("create_contacts", "--from", "customers")

    ran = run("undo", "--last")

    assert ran.code == 0, ran.out
    assert list(Contact.objects.all()) == [standing.contact]
    assert Customer.objects.get(no="C2").contact_name == "Ada Rossi"
