"""Files of interactions: uploaded, shared, shown, and gone with the last entry (a.9, a.10)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contacts.interactions import log, marking
from contacts.interactions.attachments import MEGABYTE, MOST_MEGABYTES
from contacts.interactions.models import Attachment, Interaction
from contacts.models import Contact
from crm.history.undo import undo
from crm.kit.context import gesture
from partners.trade.models import SalesQuote
from partners.trade.outgoing import printed
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything, template
from tests.factories.partners import Firm
from tests.factories.setup import SalespersonFactory
from tests.factories.trade import document, item, open_for_trade
from tests.history.replay import replayed
from tests.screens.conftest import anna, cleo, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def ada() -> Contact:
    """Ada Rossi, looked after by AB."""
    template("LETTER")
    return PersonFactory(name="Ada Rossi", salesperson=SalespersonFactory(code="AB"))


def uploaded(client: Client, contact: Contact, content: bytes, name: str = "offer.txt") -> Page:
    """The page after a letter with that file was sent."""
    url = f"/interactions/new/?contact={contact.pk}"
    data = Page(client.get(url)).with_typed(template="LETTER")
    return Page(client.post(url, data | {"upload": SimpleUploadedFile(name, content)}, follow=True))


def test_the_same_file_is_kept_once_and_shared(ada: Contact, anna: Client) -> None:  # noqa: F811
    """a.10."""
    for _turn in range(2):
        uploaded(anna, ada, b"Dear Ada")

    kept = Attachment.objects.get()
    assert [entry.attachment for entry in Interaction.objects.all()] == [kept, kept]
    assert (kept.name, kept.size, kept.content_type) == ("offer.txt", 8, "text/plain")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"x" * (MOST_MEGABYTES * MEGABYTE + 1), "The file is larger than 10 MB."), (b"", "The submitted file is empty")],
)
def test_what_is_too_large_or_empty_is_refused(content: bytes, said: str, ada: Contact, anna: Client) -> None:  # noqa: F811
    assert said in uploaded(anna, ada, content).text
    assert not (Interaction.objects.exists() or Attachment.objects.exists())


def test_a_file_is_sent_so_that_it_cannot_do_harm(ada: Contact, anna: Client, cleo: Client) -> None:  # noqa: F811
    """Saved and not shown, never guessed at, never run; and only for those who may see the entry."""
    uploaded(anna, ada, b"<script>alert(1)</script>", 'évil "name".html')
    entry = Interaction.objects.get()

    answer = anna.get(f"/interactions/{entry.pk}/show/", follow=True)

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9vil_name.html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert cleo.get(f"/interactions/{entry.pk}/file/").status_code == 403


def test_a_file_goes_with_the_last_entry_that_has_it(ada: Contact) -> None:
    """a.10; the undo brings it back."""
    kept = Attachment.holding(b"x", "x.txt", "text/plain")
    first, second = (log.log(template(code), ada, attachment=kept) for code in ("A", "B"))
    marking.cancel([first, second], canceled=True)

    Interaction.objects.get(pk=first.pk).delete()
    after_one = Attachment.objects.count()
    with gesture() as opened:
        Interaction.objects.get(pk=second.pk).delete()

    assert (after_one, Attachment.objects.count()) == (1, 0)
    undo(opened.change_set)
    assert Interaction.objects.get(pk=second.pk).attachment == kept
    assert replayed() == {}


def test_what_went_out_stays_when_its_entry_goes(nordlys: Firm) -> None:  # noqa: F811
    """The version of the document needs it."""
    record_everything(), open_for_trade()
    nordlys.customer.vat_business_posting_group_id = "DOMESTIC"
    nordlys.customer.save()
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer, no="SQ1")
    entry = printed(quote).interaction
    assert entry is not None and entry.document_version == 1
    marking.cancel([entry], canceled=True, with_attachments=True)

    assert Attachment.objects.count() == 1


def test_show_leads_to_the_file_else_the_version_else_the_document_else_a_sentence(
    nordlys: Firm,  # noqa: F811
    anna: Client,  # noqa: F811
) -> None:
    """a.9."""
    record_everything(), open_for_trade()
    nordlys.customer.vat_business_posting_group_id = "DOMESTIC"
    nordlys.customer.save()
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer, no="SQ1")
    entry = printed(quote).interaction
    assert entry is not None
    url = f"/interactions/{entry.pk}/show/"

    led = [anna.get(url).headers["Location"]]
    assert anna.get(led[0]).headers["Content-Type"] == "application/pdf"
    entry.attachment = None
    entry.save()
    led.append(anna.get(url).headers["Location"])
    entry.document_version = 0
    entry.save()
    led.append(anna.get(url).headers["Location"])
    entry.document = None
    entry.save()
    last = Page(anna.get(url, follow=True))

    assert led == [
        f"/interactions/{entry.pk}/file/",
        f"/trade/sales-quotes/{quote.pk}/pdf/?version=1",
        f"/trade/sales-quotes/{quote.pk}/",
    ]
    assert "There is nothing to show any longer" in last.text
    assert Interaction.objects.get(pk=entry.pk).document_no == "SQ1"


def test_a_file_that_is_missing_on_disk_is_said(ada: Contact, anna: Client) -> None:  # noqa: F811
    kept = Attachment.holding(b"lost", "lost.txt", "text/plain")
    entry = log.log(template(), ada, attachment=kept)
    kept.file.storage.delete(kept.file.name)  # type: ignore[arg-type]  # it has one

    assert anna.get(f"/interactions/{entry.pk}/file/").status_code == 404
    assert "nothing to show any longer" in Page(anna.get(f"/interactions/{entry.pk}/show/", follow=True)).text
