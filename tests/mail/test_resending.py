"""What was sent is sent once more, as an e-mail of its own (a.9, P22)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contacts.interactions.models import Interaction, InteractionTemplateSetup
from contacts.mail import outbox
from contacts.mail.models import Message, State
from contacts.mail.outbox import Letter
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.refusal import Refused
from partners.trade import flow, mailing
from partners.trade.models import DocumentVersion, PurchaseOrder, SalesOrder
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff, browser, member
from tests.mail.post_office import PostOffice
from tests.mail.test_pages import filled
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

LETTER = Letter("post@nordlys.no", "Order Confirmation", "Dear Sir or Madam,", cc="boss@nordlys.no")


@pytest.fixture
def order(nordlys: Firm) -> SalesOrder:
    """An order of the firm."""
    made: SalesOrder = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    return made


@pytest.fixture
def sent(order: SalesOrder, work_off: WorkOff) -> Message:
    """Its confirmation, sent."""
    message = mailing.send(order, LETTER)
    work_off()
    return Message.objects.get(pk=message.pk)


def url_of(message: Message) -> str:
    """The page on which it is sent once more."""
    return f"/mail/{message.pk}/resend/"


def test_the_same_leaves_once_more_and_is_recorded_by_itself(
    anna: Client, sent: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """a.9: the very PDF to the same people; all that was written can be changed."""
    entry = Interaction.objects.get()
    assert url_of(sent) in Page(anna.get(f"/interactions/{entry.pk}/")).links
    assert url_of(sent) in Page(anna.get(f"/mail/{sent.pk}/")).links
    typed = filled(anna, url_of(sent))
    assert (typed["to"], typed["cc"], typed["subject"]) == (LETTER.to, LETTER.cc, LETTER.subject)

    anna.post(url_of(sent), typed | {"body": "Once more"})
    work_off()

    first, second = post_office.letters
    assert second["Message-ID"] != first["Message-ID"]
    assert [one.get_content() for one in first.iter_attachments()] == [
        one.get_content() for one in second.iter_attachments()
    ]
    again = Message.objects.exclude(pk=sent.pk).get()
    version = DocumentVersion.objects.get()
    assert (again.version, again.document, again.document_no) == (version, sent.document, sent.document_no)
    assert (again.user.first_name if again.user else "", again.body, version.reason) == ("Anna", "Once more", "sent")
    entries = list(Interaction.objects.order_by("pk"))
    assert [one.attachment for one in entries] == [version.pdf, version.pdf]
    assert entries[1] == again.interaction and entries[1].document_version == 1


def test_files_go_along_until_they_are_left_out(
    anna: Client, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """P22: those of before are ticked; another one can be added."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    anna.post(url, filled(anna, url, subject="Plan") | {"file": SimpleUploadedFile("plan.txt", b"plan")})
    work_off()
    again = url_of(Message.objects.get())
    typed = filled(anna, again)
    assert "plan.txt" in Page(anna.get(again)).text

    anna.post(again, typed)
    anna.post(again, {**filled(anna, again), "enclosed": [], "file": SimpleUploadedFile("new.txt", b"new")})
    work_off()

    names = [[one.get_filename() for one in letter.iter_attachments()] for letter in post_office.letters]
    assert names == [["plan.txt"], ["plan.txt"], ["new.txt"]]


@pytest.mark.parametrize("barred", ["privacy", "canceled", "no contact"])
def test_everything_is_looked_at_again(barred: str, anna: Client, sent: Message, nordlys: Firm) -> None:
    """H5: as it is now, not as it was then; the page says so before anybody types."""
    said = {"privacy": "blocked for privacy", "canceled": "has the status Canceled", "no contact": "was deleted"}
    contact = Contact.objects.get(pk=nordlys.contact.pk)
    if barred == "privacy":
        contact.privacy_blocked = True
        contact.save()
    elif barred == "canceled":
        flow.cancel(SalesOrder.objects.get())
    else:
        contact.delete()

    page = Page(anna.get(url_of(sent)))
    anna.post(url_of(sent), page.with_typed())

    assert said[barred] in page.text
    assert Message.objects.get() == sent


def test_without_template_it_says_that_it_will_not_be_recorded(anna: Client, sent: Message) -> None:
    """T6: the template that is set up now counts."""
    setup = InteractionTemplateSetup.current()
    setup.sales_order = None
    setup.save()

    assert "It will not be recorded" in Page(anna.get(url_of(sent))).text


def test_what_was_not_sent_is_not_resent(anna: Client, order: SalesOrder) -> None:
    """a.9: it is corrected and sent again instead."""
    waiting = mailing.send(order, LETTER)

    with pytest.raises(Refused, match="has the status Waiting"):
        outbox.resend(waiting, LETTER)
    assert url_of(waiting) not in Page(anna.get(f"/mail/{waiting.pk}/")).links
    assert "Waiting to be sent" in Page(anna.get(url_of(waiting))).text


def test_a_resending_that_fails_or_is_undone_leaves_the_first_as_it_was(
    sent: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: the version was sent, whatever becomes of the second e-mail."""
    undo_me = outbox.resend(sent, LETTER)
    undo(Change.objects.order_by("-pk").values_list("change_set", flat=True)[0])
    assert not Message.objects.filter(pk=undo_me.pk).exists()

    post_office.refused = {"post@nordlys.no", "boss@nordlys.no"}
    failed = outbox.resend(sent, LETTER)
    work_off()

    assert Message.objects.get(pk=failed.pk).state == State.FAILED
    assert (DocumentVersion.objects.get().reason, Interaction.objects.count()) == ("sent", 1)


def test_who_may_write_may_resend(nordlys: Firm, sent: Message, bo: Client, work_off: WorkOff) -> None:
    """H4: who sells what was sold, who buys what was bought; from the interaction too."""
    bought = mailing.send(document(PurchaseOrder, (item("Lamp"), 1), vendor=nordlys.vendor), LETTER)
    work_off()
    sales, purchasing, banking = (browser(member(name, name)) for name in ("Sales", "Purchasing", "Banking"))
    everybody: tuple[Any, ...] = (sales, purchasing, banking, bo)

    assert [one.get(url_of(sent)).status_code for one in everybody] == [200, 403, 403, 403]
    assert [one.get(url_of(bought)).status_code for one in everybody] == [403, 200, 403, 403]
    assert [one.get(f"/mail/{bought.pk}/again/").status_code for one in everybody] == [403, 200, 403, 403]
    assert url_of(sent) not in Page(bo.get(f"/interactions/{Interaction.objects.earliest('pk').pk}/")).links
