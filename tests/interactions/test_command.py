"""`manage.py interactions delete-canceled`: what was canceled goes, as one change set that an undo gives back (a.9)."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from contacts.interactions import log, marking
from contacts.interactions.cleaning import WINDOW
from contacts.interactions.models import Attachment, Interaction, InteractionComment
from crm.history.undo import undo
from crm.kit.unit import unit
from setup.models import Salesperson
from tests.commands.running import run
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.factories.setup import SalespersonFactory
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]
DEED = ("interactions", "delete-canceled")


def canceled(sort: object, contact: object, **values: object) -> Interaction:
    """An entry that counts no longer."""
    entry = log.log(sort, contact, **values)  # type: ignore[arg-type]  # what the factories make
    marking.cancel([entry], canceled=True)
    return entry


def test_only_what_was_canceled_goes_with_its_comments_and_the_files_that_nobody_else_has() -> None:
    """a.9, a.10; and the undo brings all of it back."""
    ada, sort = PersonFactory(name="Ada Rossi"), template("CALL")
    own, shared = (Attachment.holding(text, f"{text.decode()}.txt", "text/plain") for text in (b"own", b"shared"))
    stays = log.log(sort, ada, description="Stays", attachment=shared)
    goes = canceled(sort, ada, description="Wrong number", attachment=own)
    also = canceled(sort, ada, attachment=shared)
    marking.comment([goes], "Nobody there")

    ran = run(*DEED, "--format", "json")

    assert (ran.code, ran.document["counts"]) == (0, {"deleted": 2, "files": 1})
    assert [row["number"] for row in ran.rows] == [goes.pk, also.pk]
    assert (ran.rows[0]["description"], ran.rows[0]["attachment"]) == ("Wrong number", "own.txt")
    assert [*Interaction.objects.all()] == [stays]
    assert [*Attachment.objects.all()] == [shared]
    assert not InteractionComment.objects.exists()
    undo(uuid.UUID(ran.document["change_set"]))
    back = Interaction.objects.get(pk=goes.pk)
    assert (back.description, back.attachment, back.canceled) == ("Wrong number", own, True)
    assert back.attachment is not None and back.attachment.file.read() == b"own"
    assert [one.comment for one in back.comments.all()] == ["Nobody there"]
    assert replayed() == {}


def test_a_dry_run_writes_nothing() -> None:
    entry = canceled(template(), PersonFactory(name="Ada Rossi"), description="Oops")

    ran = run(*DEED, "--dry-run")

    assert (ran.code, "Ada Rossi · Oops" in ran.out, "To delete: 1 interaction." in ran.out) == (0, True, True)
    assert [*Interaction.objects.all()] == [entry]


def test_nothing_to_do_is_said() -> None:
    log.log(template(), PersonFactory())

    assert run(*DEED).out == "No canceled interactions.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--template", "call"), "call of ada"),
        (("--group", "G-VISIT"), "visit of bo,visit of nordlys"),
        (("--salesperson", "AB"), "visit of bo"),
        (("--to", "2026-01-31"), "call of ada"),
        (("--from", "2026-02-01", "--to", "2026-02-28"), "visit of bo"),
        (("--contact", "CO1"), "visit of bo,visit of nordlys"),
        (("--contact", "pe2", "--template", "VISIT"), "visit of bo"),
    ],
)
def test_the_filters_say_which(words: tuple[str, ...], expected: str) -> None:
    """a.9: by contact (of a company its people too), date, group, template and salesperson."""
    call, visit = template("CALL"), template("VISIT")
    seller: Salesperson = SalespersonFactory(code="AB")
    nordlys = CompanyFactory(no="CO1")
    canceled(call, PersonFactory(no="PE1"), description="call of ada", date=date(2026, 1, 31))
    bo = PersonFactory(no="PE2", company=nordlys)
    canceled(visit, bo, description="visit of bo", date=date(2026, 2, 1), salesperson=seller)
    canceled(visit, nordlys, description="visit of nordlys", date=date(2026, 3, 1))

    rows = run(*DEED, "--dry-run", "--format", "json", *words).rows

    assert sorted(row["description"] for row in rows) == expected.split(",")


def test_numbers_and_ranges() -> None:
    sort, ada = template(), PersonFactory()
    keys = [canceled(sort, ada).pk for _turn in range(4)]

    rows = run(*DEED, "--format", "json", "--dry-run", "--number", keys[0], f"{keys[2]}..").rows

    assert [row["number"] for row in rows] == [keys[0], keys[2], keys[3]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--contact", "CT9"), "CT9"),
        (("--template", "NONE"), "There is no interaction template NONE"),
        (("--from", "2026-02-01", "--to", "2026-01-31"), "no day from 2026-02-01 to 2026-01-31"),
    ],
)
def test_what_cannot_be_understood_is_wrong_use(words: tuple[str, ...], said: str) -> None:
    """Exit code 2: nothing was done."""
    entry = canceled(template(), PersonFactory())

    ran = run(*DEED, *words)

    assert (ran.code, said.lower() in ran.err.lower()) == (2, True), ran.err
    assert [*Interaction.objects.all()] == [entry]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--number", "5..2"), "5 comes after 2"),
        (("--number", "five"), "neither a number nor a range"),
        (("--from", "31/01/2026"), "is no day"),
    ],
)
def test_nonsense_is_named(words: tuple[str, ...], said: str) -> None:
    """Before anything is looked at."""
    ran = run(*DEED, *words)

    assert ran.code and said in ran.err


def test_many_are_deleted_in_windows_of_constant_cost(statements: Statements) -> None:
    sort, ada = template(), PersonFactory()

    def cost(number: int) -> int:
        with unit():
            for _turn in range(number):
                canceled(sort, ada)
        with statements() as told:
            assert run(*DEED, "--format", "json").document["counts"]["deleted"] == number
        return len(told)

    assert cost(40) == cost(8)
    assert WINDOW >= 40
