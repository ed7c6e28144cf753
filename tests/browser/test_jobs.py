"""Work in the background in a real browser: the page follows it by itself, and ends it by keyboard (3.8, F3)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from contacts.links.creating_job import CreateContacts
from contacts.models import Contact
from crm.jobs import running
from crm.jobs.models import Job
from partners.models import Customer
from setup.models import MarketingSetup
from tests.browser.faults import faults
from tests.factories.partners import CustomerFactory, alone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PATIENCE = 20_000
"""The page looks every two seconds; a busy machine takes its time to answer."""


@pytest.fixture
def job(marketing: MarketingSetup, page: Page, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Contacts of three customers, one in each piece."""
    monkeypatch.setattr("contacts.links.creating_job.STEP", 1)
    for name in ("Abaco", "Borgo Antico", "Castello"):
        alone(CustomerFactory, name=name)
    until = Customer.objects.latest("pk").pk
    asked = {"kind": "customer", "query": "", "until": until, "passed": [], "pairs": [], "master": "contact"}
    return running.start(User.objects.get(username="anna"), CreateContacts(), asked, 3)


def test_the_page_follows_and_the_bell_says_when_it_is_done(page: Page, job: Job) -> None:
    page.goto(f"/jobs/{job.pk}/")
    expect(page.locator("#job")).to_contain_text("0 of 3 records · 0 %")
    assert faults(page) == []
    page.locator("#job-cancel").focus()

    running.step(job.pk, job.turn)
    expect(page.locator("#job")).to_contain_text("1 of 3 records · 33 %", timeout=PATIENCE)
    expect(page.locator("#job-cancel")).to_be_focused()
    while running.step(job.pk, job.turn):
        pass

    expect(page.locator("#job-state")).to_have_text("Done", timeout=PATIENCE)
    assert faults(page) == []
    page.locator("#job a.button.first").press("Enter")
    expect(page.locator(".tile", has_text="Created")).to_contain_text("3")
    page.goto("/jobs/")
    assert faults(page) == []


def test_it_is_canceled_by_keyboard_and_undone(page: Page, job: Job) -> None:
    running.step(job.pk, job.turn)
    page.goto(f"/jobs/{job.pk}/")

    page.locator("#job-cancel").press("Enter")
    expect(page.locator("#job-state")).to_have_text("Canceled")
    assert running.step(job.pk, job.turn) is False and Contact.objects.count() == 1
    page.locator("#job").get_by_role("link", name="Undo").press("Enter")
    page.locator(".save button.first").press("Enter")

    page.wait_for_url(f"**/jobs/{job.pk}/")
    assert not Contact.objects.exists()
