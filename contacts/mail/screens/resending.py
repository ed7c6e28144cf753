"""Sending once more what was sent, from the e-mail or from the interaction that it was recorded as (a.9, P22)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.models import Interaction
from contacts.mail import outbox, texts, words
from contacts.mail.models import Message, State
from contacts.mail.screens.compose import Proposal, people_of, require_document
from contacts.mail.screens.written import WrittenScreen
from contacts.mail.signals import before_handing_over
from crm.kit.addresses import page_url
from crm.kit.cards import Action, Page, register_action, register_page
from crm.kit.permissions import name_of
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment

RESEND = pgettext_lazy("action", "Resend")


class ResendScreen(WrittenScreen):
    """An e-mail that was sent, as a new one to begin with: everything can be changed but the document's own PDF."""

    heading = RESEND
    without = ("keep",)

    def proposal(self, record: Message, spoken: str) -> Proposal:
        """What was written, to whom it was, with the files that went along. Refuses who may not send the document."""
        require_document(self.request.user, record)
        pdf, others = _files(record)
        return Proposal(
            contact=record.contact,
            to=record.to,
            subject=record.subject,
            body=record.body,
            spoken=texts.spoken_by(record.language),
            language=record.language,
            event=record.event,
            people=people_of(record.contact),
            preview_url=f"{page_url(Message, 'file', record.pk)}?no={pdf.pk}" if pdf is not None else "",
            file_name=pdf.name if pdf is not None else "",
            files=others,
        )

    def post_letter(self, record: Message, letter: outbox.Letter, proposal: Proposal) -> Message:
        """Queued as an e-mail of its own, the very PDF first."""
        pdf, _others = _files(record)
        return outbox.resend(record, replace(letter, files=((pdf,) if pdf is not None else ()) + tuple(letter.files)))

    def obstacle(self, proposal: Proposal) -> str:
        """Also that it was not sent at all, that its contact is gone, or what speaks against its document."""
        message = self.message()
        if not self.is_offered(message):
            return words.outcome(message)
        if message.contact is None:
            return _("The contact was deleted meanwhile.")
        return super().obstacle(proposal) or _said_against(message)

    def is_offered(self, message: Message) -> bool:
        """It was sent."""
        return message.state == State.SENT


def register() -> None:
    """E-mails that were sent can be sent once more, also from their interactions."""
    register_page(Message, Page("resend", ResendScreen))
    add = name_of("add", Message)
    is_sent = {"permission": add, "order": 45}
    register_action(Message, Action(RESEND, _url, when=lambda message: message.state == State.SENT, **is_sent))  # type: ignore[arg-type]
    register_action(Interaction, Action(RESEND, lambda entry: _url(_sent(entry)), when=_sent, **is_sent))  # type: ignore[arg-type]


def _url(message: Message) -> str:
    return page_url(Message, "resend", message.pk)


def _sent(entry: Any) -> Any:
    """The e-mail that an interaction says was sent; ``None`` for any other."""
    return Message.objects.filter(interaction=entry.pk, state=State.SENT).only("pk").first()


def _files(message: Message) -> tuple[Attachment | None, tuple[Attachment, ...]]:
    """The PDF of the version that went along, and what went besides. One query, and one for the version."""
    files = tuple(one.attachment for one in message.files.select_related("attachment"))
    own = getattr(message.version, "pdf_id", None)
    return next((one for one in files if one.pk == own), None), tuple(one for one in files if one.pk != own)


def _said_against(message: Message) -> str:
    try:
        before_handing_over.send(Message, instance=message)
    except Refused as refused:
        return refused.sentence
    return ""
