"""`describe_links`: the table of shared fields comes from the declaration and nowhere else (S1, S5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from contacts.links.documentation import CLOSING, OPENING
from contacts.links.kinds import all_kinds
from contacts.models import Contact
from crm.kit.values import column
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.commands.running import run


@pytest.mark.django_db
def test_every_shared_field_of_every_kind_is_listed() -> None:
    """S1: 26 for customers, 24 for vendors, 20 for bank accounts."""
    rows = run("describe_links", "--format", "json").rows

    for kind in all_kinds():
        assert [row["column"] for row in rows if kind.name in row] == [one.contact for one in kind.shared]
    assert run("describe_links").out.endswith("Customer 26, Vendor 24, Bank Account 20.\n")


@pytest.mark.django_db
def test_policies_in_force_are_shown(marketing: MarketingSetup) -> None:
    """S5: narrowed for vendors only; the declaration stays what it is."""
    FieldPolicy(kind="vendor", field="city", direction=Direction.NEVER).save()

    in_force = {row["column"]: row for row in run("describe_links", "--format", "json").rows}
    declared = {row["column"]: row for row in run("describe_links", "--declared", "--format", "json").rows}

    assert (in_force["city"]["vendor"], in_force["city"]["customer"]) == ("never", "both")
    assert declared["city"]["vendor"] == "both"
    assert in_force["type"]["customer"] == "to_partner"


def test_captions_come_in_the_language_asked_for() -> None:
    """Those of the forms."""
    with translation.override("it"):
        caption = str(column(Contact, "post_code").verbose_name)

    rows = run("describe_links", "--declared", "--language", "it", "--format", "json").rows

    assert {row["column"]: row["caption"] for row in rows}["post_code"] == caption[0].upper() + caption[1:]


def test_markdown_is_a_table() -> None:
    """For the README."""
    lines = run("describe_links", "--declared", "--format", "markdown").out.splitlines()

    assert lines[0] == "| Block | Field | Column | Customer | Vendor | Bank Account |"
    assert "| General | Name | `name` | ↔ | ↔ | ↔ |" in lines


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """A file that waits for the table."""
    path = tmp_path / "README.md"
    path.write_text(f"# House\n\n{OPENING}\n\n## Next\n", encoding="utf-8")
    return path


def test_a_table_is_written_checked_and_left_alone(readme: Path) -> None:
    """The closing marker is added, the rest of the file stays; a second time changes nothing."""
    before = run("describe_links", "--check", readme)
    run("describe_links", "--write", readme)
    written = readme.read_text(encoding="utf-8")

    again = run("describe_links", "--write", readme)

    assert before.code == 1
    assert run("describe_links", "--check", readme).code == 0
    assert "up to date" in again.out
    assert readme.read_text(encoding="utf-8") == written
    assert written.startswith(f"# House\n\n{OPENING}\n\n| Block |")
    assert written.endswith(f"\n\n{CLOSING}\n\n## Next\n")


def test_a_stale_table_is_found_and_renewed(readme: Path) -> None:
    """Whatever stood between the markers goes."""
    run("describe_links", "--write", readme)
    readme.write_text(readme.read_text(encoding="utf-8").replace("`city`", "`town`"), encoding="utf-8")

    assert run("describe_links", "--check", readme).code == 1
    run("describe_links", "--write", readme)
    assert "`town`" not in readme.read_text(encoding="utf-8")


def test_the_table_of_a_file_does_not_depend_on_the_language_of_the_installation(readme: Path) -> None:
    """A team member with Italian settings sees it up to date."""
    run("describe_links", "--write", readme)

    with translation.override("it"):
        assert run("describe_links", "--check", readme).code == 0


@pytest.mark.parametrize("option", ["--check", "--write"])
def test_a_file_that_cannot_be_used_is_wrong_use(tmp_path: Path, option: str) -> None:
    """Missing, without marker, not text."""
    plain, binary = tmp_path / "plain.md", tmp_path / "binary.md"
    plain.write_text("# House\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00")

    runs = [run("describe_links", option, path) for path in (tmp_path / "none.md", plain, binary)]

    assert [one.code for one in runs] == [2, 2, 2]
    assert OPENING in runs[1].err


def test_the_readme_is_up_to_date() -> None:
    """`manage.py describe_links --write README.md` renews it."""
    ran = run("describe_links", "--check", settings.BASE_DIR / "README.md")

    assert ran.code == 0, ran.out
