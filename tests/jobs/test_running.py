"""Background work goes on piece by piece, and after an interruption where it was (C5, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from contacts.models import Contact
from crm.history.models import Change
from crm.jobs import running, work
from crm.jobs.models import Job, State
from crm.jobs.work import Work
from crm.kit.permissions import Needs
from crm.kit.refusal import Refused
from tests.factories.contacts import CompanyFactory
from tests.links_screens.pages import Browser
from tests.mail.conftest import WorkOff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


class Companies(Work):
    """A company for each piece."""

    name = "tests.companies"
    fails: BaseException | None = None

    def title(self, job: Job) -> str:
        """Its name."""
        return "Companies"

    def progress(self, job: Job) -> str:
        """Counted."""
        return f"{job.done} of {job.total} companies"

    def needs(self, job: Job) -> Needs:
        """Companies are made."""
        return (("add", Contact),)

    def step(self, job: Job) -> bool:
        """One more."""
        CompanyFactory(name=f"Firm {job.done}")
        if self.fails is not None and job.done == 1:
            raise self.fails
        job.done += 1
        return job.done == job.total

    def result_url(self, job: Job) -> str:
        """Nowhere in particular."""
        return "/contacts/"

    def list_url(self, job: Job) -> str:
        """Nowhere in particular."""
        return "/contacts/"


@pytest.fixture
def companies(monkeypatch: Any) -> Iterator[Companies]:
    """The kind of work is known."""
    made = Companies()
    monkeypatch.setitem(work._works, made.name, made)
    yield made


@pytest.fixture
def job(companies: Companies, anna: Browser) -> Job:
    """Anna asked for three companies."""
    return running.start(User.objects.get(username="anna"), companies, {}, 3)


def standing(job: Job) -> tuple[str, int, list[str]]:
    """State, pieces, and what they made."""
    job.refresh_from_db()
    return job.state, job.done, list(Contact.objects.order_by("name").values_list("name", flat=True))


def test_a_worker_does_all_of_it_as_one_change_set_of_who_asked(job: Job, work_off: WorkOff) -> None:
    work_off()

    assert standing(job) == (State.DONE, 3, ["Firm 0", "Firm 1", "Firm 2"])
    made = Change.objects.filter(model="contacts.contact", action="create")
    assert {(one.change_set, one.actor_name, one.door) for one in made} == {(job.change_set, "anna", "form")}


def test_long_work_lets_others_in_between(job: Job, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch) -> None:
    """E-mails do not wait for the end of it."""
    monkeypatch.setattr(running, "SECONDS", -1)

    assert work_off() == 3
    assert standing(job)[:2] == (State.DONE, 3)


def test_a_killed_worker_leaves_whole_pieces_and_another_goes_on(
    job: Job, companies: Companies, work_off: WorkOff
) -> None:
    """What the piece in hand wrote is not there; nothing is made twice."""
    companies.fails = KeyboardInterrupt()
    running.step(job.pk, 0)
    with pytest.raises(KeyboardInterrupt):
        running.step(job.pk, 0)
    assert standing(job) == (State.RUNNING, 1, ["Firm 0"])
    DBTaskResult.objects.filter(run_after__lt=timezone.now()).delete()

    companies.fails = None
    Job.objects.filter(pk=job.pk).update(moved_at=timezone.now() - timedelta(minutes=5))
    running.look_after.call(job.pk, 0)
    work_off()

    assert standing(job) == (State.DONE, 3, ["Firm 0", "Firm 1", "Firm 2"])
    assert running.step(job.pk, 0) is False


def test_who_was_given_up_and_comes_back_does_nothing(job: Job, work_off: WorkOff) -> None:
    running.step(job.pk, 0)
    running.go_on(job)

    assert running.step(job.pk, 0) is False
    assert standing(job)[1] == 1
    work_off()
    assert standing(job) == (State.DONE, 3, ["Firm 0", "Firm 1", "Firm 2"])


def test_as_long_as_it_moves_nobody_else_takes_it(job: Job) -> None:
    running.look_after.call(job.pk, 0)

    assert standing(job)[0] == State.RUNNING and job.turn == 0
    assert DBTaskResult.objects.filter(task_path__endswith="look_after").count() == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [(Refused("The series has ended."), "The series has ended."), (ValueError("secret"), "Something went wrong")],
)
def test_what_stands_in_the_way_is_said_and_it_goes_on_from_there(
    job: Job, companies: Companies, work_off: WorkOff, anna: Browser, error: Exception, said: str
) -> None:
    """The piece that failed is not there; the bell says it (R6)."""
    companies.fails = error
    work_off()

    assert standing(job) == (State.STOPPED, 1, ["Firm 0"])
    assert "Stopped in the background 1" in anna.open("attention").text
    page = anna.open("job", job.pk)
    assert said in page.text and "secret" not in page.text and "1 of 3 companies" in page.text
    assert "Stopped in the background" not in anna.open("attention").text

    companies.fails = None
    anna.client.post(page.url, {"continue": "yes"})
    work_off()
    assert standing(job) == (State.DONE, 3, ["Firm 0", "Firm 1", "Firm 2"])


def test_canceled_work_keeps_what_it_did_and_offers_to_undo_it(job: Job, anna: Browser, work_off: WorkOff) -> None:
    running.step(job.pk, 0)

    anna.client.post(f"/jobs/{job.pk}/", {"cancel": "yes"})
    work_off()

    assert standing(job) == (State.CANCELED, 1, ["Firm 0"])
    page = anna.open("job", job.pk)
    assert "What was done before stays." in page.text
    assert page.has_link(f"/history/undo/{job.change_set}/?next=/jobs/{job.pk}/")


def test_without_scripts_the_page_looks_again_by_itself_and_a_button_goes_on(job: Job, anna: Browser) -> None:
    """3.8: progress can be left; without a worker the button does a piece at a time."""
    page = anna.open("job", job.pk)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.source
    assert "0 of 3 companies" in page.text and "Continue" not in page.text

    Job.objects.filter(pk=job.pk).update(moved_at=timezone.now() - timedelta(minutes=5))
    page = anna.open("job", job.pk)
    assert "Does the worker run" in page.text and 'name="continue"' in page.source
    anna.client.post(page.url, {"continue": "yes"})

    assert standing(job)[1] == 1


def test_who_may_no_longer_do_it_does_not(job: Job, work_off: WorkOff) -> None:
    """H4: neither does who left the house."""
    job.user.groups.clear()

    work_off()

    assert standing(job) == (State.STOPPED, 0, [])
    assert job.problem.startswith("You do not have permission to create new records here")
    User.objects.filter(pk=job.user_id).update(is_active=False)
    running.go_on(job)
    work_off()
    assert standing(job) == (State.STOPPED, 0, [])


def test_it_is_nobody_elses(job: Job, bo: Browser, work_off: WorkOff) -> None:
    assert bo.open("job", job.pk).status == 404
    assert bo.client.post(f"/jobs/{job.pk}/", {"cancel": "yes"}).status_code == 404
    work_off()

    assert standing(job)[0] == State.DONE
    assert "Finished in the background" not in bo.open("attention").text


def test_the_bell_says_when_it_is_done_until_it_was_looked_at(job: Job, anna: Browser, work_off: WorkOff) -> None:
    """Home says what is going on; only what ended asks for somebody."""
    assert "Running in the background 1" in anna.get("/").text
    assert "in the background" not in anna.open("attention").text
    work_off()

    bell = anna.open("attention")
    assert "Finished in the background 1" in bell.text and bell.has_link(f"/jobs/{job.pk}/")
    assert "Companies" in anna.open("jobs").text
    page = anna.open("job", job.pk)
    assert page.has_link("/contacts/") and "every 2s" not in page.source
    assert "Finished in the background" not in anna.open("attention").text


def test_what_was_done_long_ago_is_forgotten(job: Job, companies: Companies) -> None:
    Job.objects.filter(pk=job.pk).update(moved_at=timezone.now() - timedelta(days=40))

    running.start(job.user, companies, {}, 1)

    assert not Job.objects.filter(pk=job.pk).exists()
