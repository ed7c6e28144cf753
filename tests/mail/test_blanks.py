"""What people type and paste into the head of an e-mail (T5, V1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contacts.formats.emails import check_email, on_the_wire
from contacts.interactions.models import Attachment
from contacts.mail import outbox
from contacts.mail.models import Message
from contacts.mail.outbox import Letter
from crm.kit.refusal import Refused
from tests.factories.partners import Firm
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.mail.test_pages import filled
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("info@müller.de", ["info@xn--mller-kva.de"]),
        ("Info@MÜLLER.de", ["Info@xn--mller-kva.de"]),
        ("info@straße.de", ["info@xn--strae-oqa.de"]),
        ("info@日本.jp", ["info@xn--wgv71a.jp"]),
        (" ada@nordlys.no ;\tbo@nordlys.no;; ada@nordlys.no;", ["ada@nordlys.no", "bo@nordlys.no"]),
        ("ada@nordlys.no;" * 30, ["ada@nordlys.no"]),
    ],
)
def test_whom_it_reaches(
    typed: str, reached: list[str], nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """A domain goes by the name that name servers know it by, never by that of another one; everybody once."""
    outbox.post(Letter(typed, "Hello"), nordlys.contact)

    work_off()

    assert [one.rcpt_tos for one in post_office.envelopes] == [reached]


@pytest.mark.parametrize("domain", [f"{'x' * 64}.de", f"{'ü' * 60}.de", "-x.de", "x-.de"])
def test_a_domain_that_cannot_be_is_refused_where_it_is_typed(domain: str, nordlys: Firm, post_office: Any) -> None:
    """V1: not by the worker, in words of a codec."""
    assert check_email(f"info@{domain}").blocks

    with pytest.raises(Refused, match="is not a valid email address"):
        outbox.post(Letter(f"info@{domain}", "Hello"), nordlys.contact)


def test_plain_addresses_stay_as_they_are() -> None:
    """Also their capitals."""
    assert on_the_wire("Ada.Rossi@Nordlys.NO") == "Ada.Rossi@Nordlys.NO"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“jörg@nordlys.no” cannot be written to: mail servers know plain letters only before the @."),
        ("it", "Non è possibile scrivere a “jörg@nordlys.no”: "),
        ("es", "No se puede escribir a «jörg@nordlys.no»: "),
    ],
)
def test_letters_that_mail_servers_do_not_know_are_refused(
    language: str, said: str, anna: Client, nordlys: Firm, post_office: PostOffice
) -> None:
    """Django would send to another mailbox: the name in the coding of headers."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    anna.post("/my/language/", {"language": language})

    page = Page(anna.post(url, filled(anna, url, subject="Hello", to="jörg@nordlys.no")))

    assert said in page.text and not Message.objects.exists()


def test_a_subject_pasted_from_a_sheet_has_blanks_for_its_tabs(nordlys: Firm, post_office: PostOffice) -> None:
    """A tab is no line break; those are refused."""
    message = outbox.post(Letter("post@nordlys.no", "Quote\t4711 "), nordlys.contact)

    assert message.subject == "Quote 4711"
    with pytest.raises(Refused, match="The subject is one line"):
        outbox.post(Letter("post@nordlys.no", "Quote\n4711"), nordlys.contact)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The e-mail would be too big: 24.0 MB, and at most 20.0 MB can be sent."),
        ("it", "L'e-mail sarebbe troppo grande: 24,0 MB, e si possono inviare al massimo 20,0 MB."),
        ("es", "El correo sería demasiado grande: 24,0 MB,"),
    ],
)
def test_a_file_that_grows_too_big_on_its_way_is_refused_at_its_field(
    language: str, said: str, anna: Client, nordlys: Firm, post_office: PostOffice
) -> None:
    """CRM_EMAIL_MAX_MB counts what leaves, a third more than the file; nothing is kept."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    anna.post("/my/language/", {"language": language})
    typed = filled(anna, url, subject="Plan")

    page = Page(anna.post(url, typed | {"file": SimpleUploadedFile("plan.txt", b"x" * 18 * MEGABYTE)}))

    assert said in page.text and "#id_file" in page.links
    assert not (Message.objects.exists() or Attachment.objects.exists())
