"""Files of many rows: made in the background, told in the bell, gone after some days (3.1)."""

from __future__ import annotations

import csv
import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from crm.desk import exporting
from crm.jobs import running
from crm.jobs.models import Job, State
from crm.kit.screens import export
from tests.factories.contacts import CompanyFactory
from tests.screens.conftest import anna, bo

__all__ = ["anna", "bo"]

EXPORT = "/contacts/export/"


@pytest.fixture(autouse=True)
def _few(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Five rows are many; two are a piece."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(export, "MOST_AT_ONCE", 4)
    monkeypatch.setattr(exporting, "PIECE", 2)
    for number in range(5):
        CompanyFactory(name=f"Nordlys {number}", city="Köln, Süd")
    CompanyFactory(name="Elsewhere", city="Roma")


def ask(client: Client, **params: str) -> Job:
    """The job that the export became."""
    answer: Any = client.post(EXPORT, {"token": "t1", "q": "nordlys", "sort": "-name", **params})
    return Job.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])


def worked_off(job: Job) -> Job:
    """The worker did its part."""
    while running.step(job.pk, job.turn):
        pass
    job.refresh_from_db()
    return job


def test_many_rows_are_offered_in_the_background_few_at_once(anna: Client) -> None:
    many, few = (anna.get(f"{EXPORT}choice/?q={word}").content.decode() for word in ("nordlys", "elsewhere"))

    assert 'method="post"' in many.partition("choices")[2] and "in the background" in many
    assert 'method="get"' in few.partition("choices")[2] and "in the background" not in few


def test_the_file_has_all_rows_in_order_whatever_pieces_it_was_made_in(anna: Client) -> None:
    job = worked_off(ask(anna, format="csv"))

    answer: Any = anna.get(f"/my/exports/{job.pk}/")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert job.state == State.DONE and (job.done, job.total) == (5, 5)
    assert [row["Name"] for row in csv.DictReader(io.StringIO(text))] == [f"Nordlys {n}" for n in (4, 3, 2, 1, 0)]
    assert "Finished in the background" in anna.get("/my/attention/").content.decode()
    assert f"/my/exports/{job.pk}/" in anna.get(f"/jobs/{job.pk}/").content.decode()


def test_a_piece_that_was_cut_off_is_written_anew(anna: Client) -> None:
    """The worker died after writing and before its note of that."""
    job = ask(anna, format="csv")
    running.step(job.pk, job.turn)
    with exporting.file_of(job).open("ab") as sink:
        sink.write(b"half a line")

    text = exporting.file_of(worked_off(job)).read_bytes().decode("utf-8-sig")

    assert text.count("Nordlys") == 5 and "half" not in text


@pytest.mark.parametrize(("format", "begins"), [("xlsx", b"PK"), ("vcf", b"BEGIN:VCARD")])
def test_other_kinds_of_files(anna: Client, format: str, begins: bytes) -> None:  # noqa: A002
    job = worked_off(ask(anna, format=format))

    answer: Any = anna.get(f"/my/exports/{job.pk}/")

    assert b"".join(answer.streaming_content).startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="contacts.{format}"'


def test_sent_twice_it_is_made_once(anna: Client) -> None:
    """N1."""
    assert ask(anna, format="csv") == ask(anna, format="csv")
    assert Job.objects.count() == 1


def test_the_file_is_for_who_asked_and_for_some_days(anna: Client, bo: Client) -> None:
    """N19; what is gone is said, and goes from the disk with the next export."""
    job = worked_off(ask(anna, format="csv"))
    file = exporting.file_of(job)

    assert bo.get(f"/my/exports/{job.pk}/").status_code == 404
    Job.objects.update(moved_at=timezone.now() - timedelta(days=8))
    gone = anna.get(f"/my/exports/{job.pk}/")

    assert gone.status_code == 404 and "kept for 7 days" in gone.content.decode()
    os.utime(file, (time.time() - 8 * 86400,) * 2)
    exporting.forget_old()
    assert not file.exists()


def test_whoever_may_no_longer_see_the_list_gets_no_file(anna: Client) -> None:
    job = ask(anna, format="csv")
    job.user.groups.clear()

    assert worked_off(job).state == State.STOPPED
    assert anna.get(f"/my/exports/{job.pk}/").status_code in (403, 404)


def test_a_page_of_many_rows_comes_at_once(anna: Client) -> None:
    answer: Any = anna.post(EXPORT, {"token": "t1", "scope": "page", "format": "csv", "size": "25", "q": "nordlys"})

    assert b"".join(answer.streaming_content).count(b"Nordlys") == 5 and not Job.objects.exists()
