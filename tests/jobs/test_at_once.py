"""Background work by several workers at once: on PostgreSQL, in real transactions (S9)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections

from contacts.links.creating_job import CreateContacts
from contacts.links.drift import count_drift
from contacts.links.models import ContactBusinessRelation
from contacts.links.settling_job import SettleDifferences
from contacts.models import Contact
from crm.access.roles import establish
from crm.history.models import Change
from crm.jobs import running
from crm.jobs.models import Job, State
from partners.models import Customer
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import open_for_business
from tests.links.drifting import raw

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def at_work(transactional_db: None, monkeypatch: Any) -> Iterator[None]:
    """All threads can see the setup; pieces are of two."""
    establish()
    open_for_business()
    monkeypatch.setattr("contacts.links.creating_job.STEP", 2)
    monkeypatch.setattr("contacts.links.settling_job.STEP", 2)
    yield


def people() -> list[User]:
    """Two administrators."""
    return [User.objects.create_superuser(name) for name in ("anna", "dora")]


def together(jobs: list[Job]) -> None:
    """Each of ``jobs`` is worked off in a thread of its own, all from the same moment on."""
    ready = Barrier(len(jobs))

    def work(job: Job) -> None:
        try:
            ready.wait(10)
            while running.step(job.pk, job.turn):
                pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(work, jobs))


def creating(user: User) -> Job:
    """Contacts of all customers."""
    until = Customer.objects.latest("pk").pk
    asked = {"kind": "customer", "query": "", "until": until, "passed": [], "pairs": [], "master": "contact"}
    return running.start(user, CreateContacts(), asked, Customer.objects.count())


def test_two_who_create_at_once_make_nothing_twice() -> None:
    for number in range(9):
        alone(CustomerFactory, name=f"Firm {number}")

    together([creating(user) for user in people()])

    assert Contact.objects.count() == ContactBusinessRelation.objects.count() == 9
    assert [job.state for job in Job.objects.all()] == [State.DONE] * 2


def test_two_workers_at_one_job_take_turns() -> None:
    for number in range(9):
        alone(CustomerFactory, name=f"Firm {number}")
    job = creating(people()[0])

    together([job, job, job])

    job.refresh_from_db()
    assert (job.state, job.held["tally"]["created"], Contact.objects.count()) == (State.DONE, 9, 9)


def test_two_who_settle_at_once_write_each_value_once() -> None:
    for number in range(9):
        raw(firm(no=f"CT{number}", city="Bergen").customer, city="Oslo")
    asked = {"kinds": ["customer"], "fields": None, "include_paused": True, "relations": None, "age": None}
    users = people()

    together([running.start(user, SettleDifferences(), {"side": "contact", **asked}, 9) for user in users])

    assert count_drift() == 0
    assert Change.objects.filter(cause="repaired").count() == 9
    assert [job.state for job in Job.objects.all()] == [State.DONE] * 2
