"""The command `sync`: what it shows, repairs, leaves and refuses, and with which exit code (issue: commands)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from contacts.links.drift import count_drift
from crm.history.models import Change
from crm.history.undo import undo
from setup.models import Direction, FieldPolicy
from tests.commands.running import run
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, last_change, paused, pinned, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen that agrees with itself."""
    return firm(no="CT1", name="Nordlys AS", city="Bergen")


@pytest.fixture
def drifted(nordlys: Firm) -> Firm:
    """Its customer was moved to Oslo by somebody's SQL."""
    raw(nordlys.customer, city="Oslo")
    return nordlys


def test_nothing_to_find_is_exit_code_zero(nordlys: Firm) -> None:
    """For cron: silence is good news."""
    ran = run("sync")

    assert (ran.code, ran.out) == (0, "No linked pairs differ.\n")


def test_a_difference_is_shown_with_both_values_and_the_newer_side(drifted: Firm) -> None:
    """Pair, field, values, newer side; nothing is written."""
    changes = Change.objects.count()

    ran = run("sync")

    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"CT1 Nordlys AS · Customer {drifted.customer.no} Nordlys AS",
        "  City: contact Bergen, partner Oslo; the partner is newer",
        "Different: 1 linked pair, in 1 value.",
    ]
    assert Change.objects.count() == changes
    assert cities(drifted)[1] == "Oslo"


def test_programs_read_the_same_as_json(drifted: Firm) -> None:
    """One row for each difference, and the numbers."""
    paused(drifted.customer)

    ran = run("sync", "--format", "json")

    (row,) = ran.rows
    assert (row["kind"], row["contact"], row["partner"]) == ("customer", "CT1", drifted.customer.no)
    assert (row["field"], row["contact_value"], row["partner_value"]) == ("city", "Bergen", "Oslo")
    assert (row["newer"], row["newer_since"], row["paused"], row["may_travel"]) == ("partner", None, True, "both")
    assert ran.document["counts"] == {"pairs": 1, "differences": 1, "accepted": 0}


def test_a_result_file_has_the_rows(drifted: Firm, tmp_path: Path) -> None:
    """CSV, of a list and of a repair."""
    run("sync", "--output", tmp_path / "differences.csv")
    run("sync", "--repair", "contact", "--output", tmp_path / "repaired.csv")

    (listed,) = csv.DictReader((tmp_path / "differences.csv").open(encoding="utf-8-sig"))
    (done,) = csv.DictReader((tmp_path / "repaired.csv").open(encoding="utf-8-sig"))
    assert (listed["field"], listed["contact_value"], listed["partner_value"]) == ("city", "Bergen", "Oslo")
    assert (done["kind"], done["field"], done["old"], done["new"]) == ("customer", "city", "Oslo", "Bergen")
    assert done["result"] == "written"


def test_a_dry_run_prints_the_plan(drifted: Firm) -> None:
    """Old → new for each value, and nothing happens."""
    ran = run("sync", "--repair", "contact", "--dry-run")

    assert ran.code == 0
    assert f"{drifted.customer.no} Nordlys AS · City: Oslo → Bergen" in ran.out
    assert "To repair: 1 value;" in ran.out
    assert cities(drifted)[1] == "Oslo"


def test_a_repair_is_one_change_set_that_can_be_undone(drifted: Firm) -> None:
    """The summary names it; undone, the difference is back."""
    ran = run("sync", "--repair", "contact")

    change = last_change(drifted.customer)
    assert ran.code == 0
    assert "Customer · City: 1" in ran.out
    assert f"manage.py undo {change.change_set}" in ran.out
    assert (change.door, change.cause) == ("command", "repaired")
    assert cities(drifted) == ["Bergen"] * 4
    undo(change.change_set)
    assert cities(drifted)[1] == "Oslo"


@pytest.mark.parametrize(("side", "city"), [("contact", "Bergen"), ("newest", "Oslo")])
def test_the_side_that_was_asked_for_wins(drifted: Firm, side: str, city: str) -> None:
    """By raw SQL the customer is newer."""
    ran = run("sync", "--repair", side)

    assert ran.code == 0, ran.err
    assert cities(drifted) == [city] * 4


def test_disagreeing_partners_are_named_and_left(drifted: Firm) -> None:
    """Ruling 11: exit code 1 until one of them is named."""
    left = run("sync", "--repair", "partner")
    named = run("sync", "--repair", "partner", "--customer", drifted.customer.no)

    assert left.code == 1
    assert f"Left: CT1 · {drifted.customer.no} · City: Bergen, Oslo. Other partners" in left.out
    assert "Something is left" in left.err
    assert named.code == 0
    assert cities(drifted) == ["Oslo"] * 4


def test_everything_that_is_left_has_its_reason(drifted: Firm) -> None:
    """Paused, pinned, policy: each in a sentence, each in the counts."""
    FieldPolicy(kind="bank_account", field="city", direction=Direction.TO_CONTACT).save()
    pinned(drifted.vendor, "city")
    paused(drifted.customer)
    raw(drifted.contact, city="Hamar")

    ran = run("sync", "--repair", "contact", "--format", "json")
    spoken = run("sync", "--repair", "contact")

    assert ran.code == 1
    assert sorted(row["reason"] for row in ran.rows) == ["paused", "pinned", "policy"]
    assert ran.document["counts"] == {"contacts": 1, "written": 0, "left": 3}
    for sentence in ("The link is paused.", "The value is pinned here.", "The field policy does not let it"):
        assert sentence in spoken.out


def test_paused_links_can_be_ignored(drifted: Firm) -> None:
    """For a cron job that is to be quiet about what staff paused."""
    paused(drifted.customer)

    assert run("sync").code == 1
    assert run("sync", "--ignore-paused").code == 0
    assert run("sync", "--repair", "contact", "--ignore-paused").code == 0


def test_filters_choose_pairs_and_fields(drifted: Firm) -> None:
    """Kind, numbers in any case, ranges, fields."""
    other = firm(no="CT2", city="Bergen")
    raw(other.vendor, city="Oslo", phone_no="1")

    def found(*words: str) -> list[tuple[str, str]]:
        return [(row["contact"], row["field"]) for row in run("sync", *words, "--format", "json").rows]

    assert found("--kind", "customer", "bank_account") == [("CT1", "city")]
    assert found("--contact", "ct2") == [("CT2", "city"), ("CT2", "phone_no")]
    assert found("--contact", "CT2..CT9", "--field", "city") == [("CT2", "city")]
    assert found("--vendor", other.vendor.no.lower(), "--field", "phone_no") == [("CT2", "phone_no")]
    assert found("--bank-account", other.bank.no) == []


def test_a_quiet_repair_of_many_leaves_nothing(nordlys: Firm) -> None:
    """Windows smaller than the work."""
    for number in range(5):
        raw(firm(no=f"F{number}").customer, phone_no="1")

    ran = run("sync", "--repair", "contact", "--window", "2", "-v", "0")

    assert (ran.code, count_drift()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--contact", "CT9"], "There is no contact CT9."),
        (["--customer", "C9"], "There is no customer C9."),
        (["--field", "shoe_size"], "shoe_size is no shared field"),
        (["--kind", "bank_account", "--field", "salesperson"], "salesperson is no shared field"),
        (["--kind", "vendor", "--customer", "C1"], "--customer goes with that kind only"),
        (["--output", "/nowhere/at/all.csv"], "cannot be written"),
        (["--by", "nobody"], "There is no user nobody."),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_two(drifted: Firm, words: list[str], sentence: str) -> None:
    """Nothing is done."""
    ran = run("sync", *words)

    assert ran.code == 2
    assert sentence in ran.err
    assert cities(drifted)[1] == "Oslo"


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    """Examples and exit codes."""
    with pytest.raises(SystemExit):
        run("sync", "--help")

    told = capsys.readouterr().out
    assert "manage.py sync --repair contact --dry-run" in told
    assert "exit codes:" in told


@pytest.mark.parametrize("typed", ["C00020..C00010", "C1..C2..C3", "..", "c2..C1"])
@pytest.mark.parametrize("option", ["--contact", "--customer"])
def test_a_range_that_nothing_can_be_in_is_wrong_use(drifted: Firm, option: str, typed: str) -> None:
    """A typo in cron must not look like good news: exit code 2, and the sentence names what was typed."""
    ran = run("sync", option, typed)

    assert ran.code == 2
    assert typed in ran.err
    assert "range" in ran.err


def test_an_open_range_is_a_range(drifted: Firm) -> None:
    """From or up to a number."""
    codes = [run("sync", "--contact", typed).code for typed in ("CT1..", "..CT1", "CT1..CT1", "CT2..")]

    assert codes == [1, 1, 1, 0]


def test_one_and_many_are_counted_as_people_say_it(drifted: Firm) -> None:
    """Pairs and values each have their own number."""
    raw(drifted.customer, address="Kaia 1", county="Viken")

    shown, repaired = run("sync"), run("sync", "--repair", "contact")

    assert "Different: 1 linked pair, in 3 values." in shown.out
    assert "Repaired: 7 values; left: 0; contacts looked at: 1." in repaired.out


def test_phone_numbers_are_printed_as_on_cards(nordlys: Firm) -> None:
    """Programs get them as they are stored."""
    raw(nordlys.contact, phone_no="+390212345678")

    seen, tried, read = run("sync"), run("sync", "--repair", "contact", "--dry-run"), run("sync", "--format", "json")

    assert "  Phone No.: contact +39 02 1234 5678, partner —" in seen.out
    assert "Phone No.: — → +39 02 1234 5678" in tried.out
    assert read.rows[0]["contact_value"] == "+390212345678"
