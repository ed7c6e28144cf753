"""The same content is stored once, under whatever names it was attached (a.10)."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from contacts.interactions import log, marking
from contacts.interactions.models import Attachment, Interaction
from contacts.models import Contact
from crm.history.undo import undo
from crm.kit.context import gesture
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import template
from tests.links.test_concurrency import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]

CONTENT = b"Dear Ada"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


def stored(folder: Path) -> list[Path]:
    """What lies on disk."""
    return [path for path in folder.rglob("*") if path.is_file()]


def attached(contact: Contact, name: str) -> Interaction:
    """An entry with the content under that name, canceled so that it can be deleted."""
    entry = log.log(template(name), contact, attachment=Attachment.holding(CONTENT, f"{name}.txt", "text/plain"))
    return marking.cancel([entry], canceled=True)[0]


def test_two_names_share_one_stored_file(tmp_path: Path) -> None:
    """a.10: each entry shows the file under its own name."""
    ada = PersonFactory(name="Ada Rossi")

    entries = [attached(ada, name) for name in ("letter", "offer")]

    files = [entry.attachment for entry in entries if entry.attachment is not None]
    assert [(one.name, one.file.read()) for one in files] == [("letter.txt", CONTENT), ("offer.txt", CONTENT)]
    assert len(stored(tmp_path)) == 1


def test_each_name_goes_with_its_last_entry_and_the_content_with_both(tmp_path: Path) -> None:
    """a.10: and an undo brings back a file that can be read (H2)."""
    ada = PersonFactory(name="Ada Rossi")
    letter, offer = (attached(ada, name) for name in ("letter", "offer"))

    letter.delete()
    left = Attachment.objects.get()
    assert (left.name, left.file.read()) == ("offer.txt", CONTENT)
    with gesture() as opened:
        Interaction.objects.get(pk=offer.pk).delete()
    assert not Attachment.objects.exists()

    undo(opened.change_set)
    assert Attachment.objects.get().file.read() == CONTENT


def test_content_that_is_missing_on_disk_is_stored_anew(tmp_path: Path) -> None:
    """Nothing shares a file that is lost."""
    lost = Attachment.holding(CONTENT, "letter.txt", "text/plain")
    lost.file.storage.delete(str(lost.file.name))

    found = Attachment.holding(CONTENT, "offer.txt", "text/plain")

    assert found.file.read() == CONTENT


@pytest.mark.parametrize("names", [2, 9])
def test_taking_in_costs_the_same_for_many_names(names: int, statements: Statements) -> None:
    """One query finds them all."""
    for number in range(names):
        Attachment.holding(CONTENT, f"{number}.txt", "text/plain")

    with statements() as seen:
        Attachment.holding(CONTENT, "another.txt", "text/plain")

    assert len([sql for sql in seen if "interactions_attachment" in sql and sql.startswith("SELECT")]) == 1


def test_what_was_stored_twice_before_is_shared_now(tmp_path: Path) -> None:
    """The migration: nobody notices; going back leaves every file where it is."""
    checksum = hashlib.sha256(CONTENT).hexdigest()
    for name in ("letter.txt", "offer.txt"):
        old = Attachment(name=name, content_type="text/plain", size=len(CONTENT), checksum=checksum)
        old.file.save(name, ContentFile(CONTENT), save=False)
        old.save()
    migration = import_module("contacts.interactions.migrations.0004_equal_content_stored_once")

    then = MigrationExecutor(connection).loader.project_state(("interactions", "0004_equal_content_stored_once")).apps
    for step in (migration.share, migration.keep):
        step(then, SimpleNamespace(connection=connection))

    first, second = Attachment.objects.order_by("pk")
    assert first.file.name == second.file.name and second.file.read() == CONTENT
    assert (first.name, second.name) == ("letter.txt", "offer.txt")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_people_attach_the_same_content_at_once(tmp_path: Path) -> None:
    """a.10: under two names, four times each; nobody is refused."""

    def work(number: int) -> int:
        name = ("letter.txt", "offer.txt")[number % 2]
        return int(Attachment.holding(CONTENT, name, "text/plain").pk)

    made = together(work)

    assert sorted(set(made)) == sorted(Attachment.objects.values_list("pk", flat=True))
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["letter.txt", "offer.txt"]
    assert len(stored(tmp_path)) == 1
