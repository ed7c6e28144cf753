"""Documents that leave by e-mail: the PDF is made and kept when it is queued, counted when it was handed over (T5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.mail import outbox, texts
from contacts.mail.models import Message, State
from contacts.mail.signals import before_handing_over, handed_over, waits_or_stays
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import outgoing, party, readiness
from partners.trade.kinds import Kind, Status
from partners.trade.models import Document
from partners.trade.models.versions import Reason
from partners.trade.printing import page
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts.models import Contact


def send(document: Document, letter: outbox.Letter) -> Message:
    """The document as it stands is queued with ``letter``, its PDF kept as the version that goes out.

    Blocks are looked at again first. Raises Refused, nothing kept. Locks the document.
    """
    with unit():
        standing = outgoing.to_go_out(document)
        contact = party.contact_of(standing)
        if contact is None:
            raise Refused(_("Choose a contact first."), field="contact", record=standing)
        version = outgoing.keep(standing, Reason.OUTGOING)
        assert version.pdf is not None
        files = (version.pdf, *letter.files)
        whole = outbox.Letter(letter.to, letter.subject, letter.body, letter.cc, letter.language, letter.record, files)
        return outbox.post(
            whole,
            contact,
            event=event_of(standing),
            document=standing,
            version=version,
            document_no=standing.no,
            salesperson=standing.salesperson,
        )


def proposed(document: Document, signature: str) -> outbox.Letter:
    """What is written where nobody writes something else: in the language of the document, signed with ``signature``.

    Its address is blank where none is known.
    """
    spoken = texts.spoken_by(document.language)
    body = body_of(document, party.contact_of(document), spoken, signature)
    language = texts.language_spoken(spoken, document.language)
    return outbox.Letter(address_of(document), subject_of(document, spoken), body, language=language)


def event_of(document: Document) -> str:
    """As what its e-mail is recorded: as its kind, or as an e-mail where that is recorded at another time (b.2)."""
    return document.kind if document.nature.is_recorded_when_printed else outbox.EMAIL


def address_of(document: Document) -> str:
    """Where it is sent to: its contact's address, else the document's own, else that of its partner."""
    places: tuple[Any, ...] = (party.contact_of(document), document, document.party)
    return next((str(one.email) for one in places if one is not None and one.email), "")


def subject_of(document: Document, spoken: str) -> str:
    """Title, number and who sends it, in the language ``spoken``."""
    with translation.override(spoken):
        parts = (f"{page.titles()[document.kind]} {document.no}", CompanyInformation.current().name)
    return " – ".join(part for part in parts if part)


def body_of(document: Document, contact: Contact | None, spoken: str, signature: str) -> str:
    """Greeting, a sentence about the document, and who signs; in the language ``spoken``."""
    with translation.override(spoken):
        values = {"no": document.no, "date": date_format(document.document_date, "SHORT_DATE_FORMAT")}
        text = _sentences()[document.kind]() % values
    return texts.letter_to(contact, spoken, document.language, text, signature)


def connect() -> None:
    """Documents have a say in their e-mails, and learn that they left or did not."""
    before_handing_over.connect(_may_leave, sender=Message, dispatch_uid="trade.mail.before")
    handed_over.connect(_left, sender=Message, dispatch_uid="trade.mail.after")
    waits_or_stays.connect(_told, sender=Message, dispatch_uid="trade.mail.meanwhile")


def _may_leave(instance: Message, **_: Any) -> None:
    document: Document | None = instance.document
    if document is None:
        if instance.version_id is None and not instance.document_no:
            return
        raise Refused(_gone(instance))
    if document.status == Status.CANCELED:
        values = {"document": document.title, "status": document.get_status_display()}
        raise Refused(translation.gettext("%(document)s has the status %(status)s.") % values, record=document)
    readiness.check_parties(document)


def _gone(message: Message) -> str:
    return _("%(record)s was deleted meanwhile.") % {"record": message.document_no}


def _left(instance: Message, **_: Any) -> None:
    """When and to whom it was sent last is on the document, and the version says that it was."""
    if instance.document is None:
        return
    document = instance.document.locked()
    changes = (
        FieldChange("last_sent_at", document.last_sent_at, instance.sent_at or timezone.now()),
        FieldChange("sent_to", document.sent_to, instance.to[:250]),
    )
    write_rows([Write(document, changes), *_version_says(instance, Reason.SENT)])


def _told(instance: Message, **_: Any) -> None:
    """The version says whether its e-mail still waits; one that was sent, or may have been, goes on saying so.

    Whether a lost attempt left is known after all where its worker comes back, unless somebody sent it again since.
    """
    version = instance.version
    if version is None or version.reason == Reason.SENT:
        return
    if version.reason == Reason.UNCERTAIN and instance.tries != instance.attempts:
        return
    write_rows(_version_says(instance, OUTCOMES[State(instance.state)]))


def _version_says(message: Message, reason: Reason) -> list[Write]:
    """What is to be written for it; nothing where it says so already, or is no more."""
    version = message.version
    if version is None or version.reason == reason:
        return []
    return [Write(version, (FieldChange("reason", version.reason, reason.value),))]


OUTCOMES = {
    State.QUEUED: Reason.OUTGOING,
    State.FAILED: Reason.NOT_SENT,
    State.UNCERTAIN: Reason.UNCERTAIN,
}
"""What the version of an e-mail says in each state in which that comes to rest unsent."""


def _sentences() -> dict[str, Callable[[], str]]:
    """What is said of each kind; whole sentences, for words of other languages bend."""
    return {
        Kind.SALES_QUOTE: lambda: _("please find attached our quote %(no)s of %(date)s."),
        Kind.SALES_ORDER: lambda: _("please find attached the confirmation of your order, %(no)s of %(date)s."),
        Kind.SALES_BLANKET: lambda: _("please find attached the blanket order %(no)s of %(date)s."),
        Kind.PURCHASE_QUOTE: lambda: _("please send us your offer for our request %(no)s of %(date)s, attached."),
        Kind.PURCHASE_ORDER: lambda: _("please find attached our order %(no)s of %(date)s."),
        Kind.PURCHASE_BLANKET: lambda: _("please find attached the blanket order %(no)s of %(date)s."),
        Kind.SERVICE_QUOTE: lambda: _("please find attached our service quote %(no)s of %(date)s."),
        Kind.SERVICE_ORDER: lambda: _("please find attached the service order %(no)s of %(date)s."),
    }
