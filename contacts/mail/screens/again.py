"""Sending once more what was not sent, and knowing that what may not have been arrived (M24)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import pgettext_lazy

from contacts.mail import outbox, texts, words
from contacts.mail.models import Message
from contacts.mail.screens.compose import Enclosed, Proposal, people_of, require_document
from contacts.mail.screens.written import WrittenScreen
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import require
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit

ARRIVED = pgettext_lazy("action", "It arrived")


class AgainScreen(WrittenScreen):
    """An e-mail that was not sent, to be corrected and sent again; one that may have left asks first."""

    heading = pgettext_lazy("action", "Send again")
    without = ("file", "keep")

    def proposal(self, record: Message, spoken: str) -> Proposal:
        """What was written. Refuses who may not send the document."""
        require_document(self.request.user, record)
        spoken = texts.spoken_by(record.language)
        return Proposal(
            record.contact, record.to, record.subject, record.body, spoken, record.language, record.event,
            people_of(record.contact),
        )  # fmt: skip

    def post_letter(self, record: Message, letter: outbox.Letter, proposal: Proposal) -> Message:
        """It waits again."""
        return outbox.post_again(record, letter)

    def obstacle(self, proposal: Proposal) -> str:
        """Also why it need not be sent again."""
        message = self.message()
        return super().obstacle(proposal) or ("" if message.may_be_sent_again else words.outcome(message))

    def enclosed(self, proposal: Proposal) -> list[Enclosed]:
        """Its files stay as they are. One query."""
        return files_of(self.message())

    def is_offered(self, message: Message) -> bool:
        """It did not leave, or nobody knows."""
        return message.may_be_sent_again


class ArrivedScreen(ScreenView):
    """Somebody knows that an uncertain e-mail arrived."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not send."""
        require(request.user, "add", Message)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What will happen."""
        return self._page(key)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """It counts as sent, and is recorded."""
        message = self.record_of(key)
        assert isinstance(message, Message)
        token = request.POST.get("token", "")
        try:
            with unit():
                if not once.result_of(request, token):
                    done = outbox.count_as_sent(message)
                    once.remember(request, token, card_url(message))
                    messages.success(request, words.outcome(done))
        except Refused as refused:
            return self._page(key, refused)
        return HttpResponseRedirect(card_url(message))

    def _page(self, key: str, refused: Refused | None = None) -> HttpResponse:
        message = self.record_of(key)
        return self.render(
            "mail/arrived.html",
            status=409 if refused else 200,
            title=message.title,
            heading=ARRIVED,
            crumbs=self.crumbs(message, str(ARRIVED)),
            refused=refused,
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(message),
        )


def files_of(message: Message) -> list[Enclosed]:
    """What goes with it, the document first. One query."""
    url = page_url(Message, "file", message.pk)
    files = message.files.select_related("attachment")
    return [Enclosed(one.attachment.name, f"{url}?no={one.attachment_id}") for one in files]
