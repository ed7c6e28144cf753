"""A test e-mail to oneself takes the way of every e-mail (F10)."""

from __future__ import annotations

from django.test import Client

from contacts.mail.models import Message, State
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.screens.pages import Page

TRIAL = "/mail/trial/"


def test_one_sends_oneself_a_test_and_sees_what_came_of_it(
    anna: Client, post_office: PostOffice, work_off: WorkOff
) -> None:
    """Through the outbox, a worker and the mail server; it is about no contact and recorded nowhere."""
    anna.post(TRIAL, Page(anna.get(TRIAL)).sends)
    work_off()

    (letter,) = post_office.letters
    message = Message.objects.get()
    assert letter["To"] == "anna@example.com" and message.state == State.SENT
    assert message.contact is None and message.interaction is None
    assert "anna@example.com" in Page(anna.get(TRIAL)).text


def test_an_address_that_cannot_be_is_said_at_its_field(anna: Client, post_office: PostOffice) -> None:
    """Nothing is queued."""
    page = Page(anna.post(TRIAL, {"to": "nobody"}))

    assert 'aria-describedby="id_to_error"' in page.html and not Message.objects.exists()


def test_without_a_mail_server_the_page_says_so(anna: Client, bo: Client) -> None:
    """R6; and it is the business of administrators."""
    page = Page(anna.get(TRIAL))

    assert "No mail server is set up" in page.text and "Send the test" not in page.text
    assert bo.get(TRIAL).status_code == 403
