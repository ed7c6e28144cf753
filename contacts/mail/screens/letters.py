"""The list and card of e-mails, sending one again, and where other cards show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.mail import texts, words
from contacts.mail.filters import MessageFilters
from contacts.mail.models import Message, MessageFile, State
from contacts.mail.screens.addresses import writable
from contacts.mail.screens.again import ARRIVED, AgainScreen, ArrivedScreen
from contacts.mail.screens.compose import SEND_EMAIL, ContactLetter
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import (
    Action,
    Card,
    ListAction,
    Page,
    Panel,
    Place,
    Section,
    register_action,
    register_list_action,
    register_page,
    register_panel,
)
from crm.kit.display import linked, register_rendering
from crm.kit.permissions import may, name_of
from crm.kit.screens.declaration import Column, Inline, Menu, Screens
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


SHOWN = 5
EMAILS = pgettext_lazy("page", "E-mails")


def _contact(message: Any) -> str | SafeString:
    return linked(message.contact) if message.contact is not None else str(message.contact_name)


def _subject(message: Any) -> str | SafeString:
    return linked(message, message.subject)


class MessageScreens(Screens):
    """What left, what waits, and what could not be sent: newest first."""

    model = Message
    prefix = ""
    is_kept = True
    is_searchable = True
    related = ("contact", "user")
    columns = (
        "written_at", Column("subject", _subject, gettext_lazy("Subject")), "to",
        Column("contact", _contact, pgettext_lazy("entity", "Contact")), "document_no", "state", "sent_at", "user",
    )  # fmt: skip
    sortable = {"written_at": "written_at"}
    default_sort = "-written_at"
    filterset = MessageFilters
    filters = ("state", "problem", "contact_name", "document_no")
    menu = Menu(pgettext_lazy("navigation", "CRM"), 16, "mail", pgettext_lazy("synonyms", "letters, messages"))
    empty = gettext_lazy("Nothing was sent yet.")
    about = gettext_lazy("E-mails are written from the card of a contact or of a document.")
    inlines = (Inline(MessageFile, ("attachment",), listed=False),)
    card = Card(
        (
            Section(
                pgettext_lazy("section", "General"),
                ("state", "to", "cc", "sender", "contact", "document", "written_at", "sent_at", "user"),
                more=("reply_to", "contact_name", "document_no", "version", "language", "salesperson", "record"),
            ),
            Section(
                gettext_lazy("Course"),
                ("attempts", "started_at", "interaction"),
                more=("due_at", "problem", "detail", "message_id", "modified_at"),
            ),
        )
    )  # fmt: skip

    @property
    def is_found_everywhere(self) -> bool:
        """What an e-mail is about is found by its own records."""
        return False

    def rows(self) -> QuerySet[Any, Any]:
        """All of them."""
        return super().rows().defer("body")


class FileScreen(ScreenView):
    """A file that went with an e-mail, to be kept: whatever it holds, no browser runs it."""

    def get(self, request: HttpRequest, key: str) -> FileResponse:
        """The stored file. Raises Http404."""
        wanted = request.GET.get("no", "")
        rows = MessageFile.objects.filter(message=self.record_of(key).pk).select_related("attachment")
        found = rows.filter(attachment=int(wanted)).first() if wanted.isdecimal() else None
        if found is None:
            raise Http404(_("There is no such file."))
        try:
            stored = found.attachment.file.open("rb")
        except FileNotFoundError as missing:
            raise Http404(_("There is no such file.")) from missing
        return FileResponse(stored, as_attachment=True, filename=found.attachment.name)


def letter_of(message: Message, request: HttpRequest) -> dict[str, Any]:
    """What came of it, what was written, and the files. One query."""
    url = page_url(Message, "file", message.pk)
    files = [(one.attachment, f"{url}?no={one.attachment_id}") for one in message.files.select_related("attachment")]
    bad = message.state == State.FAILED or message.may_have_left
    return {
        "message": message, "outcome": words.outcome(message), "files": files, "is_bad": bad,
        "spoken": texts.spoken_by(message.language),
        "again_url": page_url(Message, "again", message.pk) if bad and may(request.user, "add", Message) else "",
    }  # fmt: skip


def letters(rows: QuerySet[Message], request: HttpRequest) -> dict[str, Any] | None:
    """The latest of ``rows`` for a panel; ``None`` where there are none, or the user may not see them. One query."""
    if not may(request.user, "view", Message):
        return None
    found = list(rows.defer("body").order_by("-written_at", "-pk")[:SHOWN])
    return {"letters": [(linked(one), one) for one in found]} if found else None


def of_contact(contact: Contact) -> QuerySet[Message]:
    """What was written to the contact, of a company also to its people."""
    own = Q(contact=contact.pk)
    return Message.objects.filter(own if contact.is_person else own | Q(contact__company=contact.pk))


def _latest(contact: Contact, request: HttpRequest) -> dict[str, Any] | None:
    return letters(of_contact(contact), request)


def screens() -> tuple[Screens, ...]:
    """All of them."""
    return (MessageScreens(),)


def register() -> None:
    """An e-mail can be written from the card of a contact, and is shown there."""
    register_page(Contact, Page("email", ContactLetter))
    writable(Contact)
    register_rendering(Message, "version", lambda message, user: format_html("{}", message.version.version))
    register_panel(Contact, Panel(EMAILS, "mail/latest.html", _latest, order=60, lazy=True))
    send = Action(
        SEND_EMAIL,
        lambda contact: page_url(Contact, "email", contact.pk),
        permission=name_of("add", Message),
        obstacle=_barred,
        order=50,
        stands_out=True,
    )
    register_action(Contact, send)
    register_panel(Message, Panel(gettext_lazy("Text"), "mail/letter.html", letter_of, Place.MAIN, 10))
    for page in (Page("file", FileScreen), Page("again", AgainScreen), Page("arrived", ArrivedScreen)):
        register_page(Message, page)
    register_action(Message, _action("again", AgainScreen.heading, lambda message: message.may_be_sent_again))
    register_action(Message, _action("arrived", ARRIVED, lambda message: message.may_have_left))
    for state in (State.QUEUED, State.FAILED, State.UNCERTAIN, State.SENT):
        register_list_action(Message, _view(state))


def _action(path: str, label: Any, when: Any) -> Action:
    return Action(label, lambda message: page_url(Message, path, message.pk), name_of("add", Message), when=when)


def _view(state: State) -> ListAction:
    return ListAction(state.label, lambda params: f"{page_url(Message, 'list')}?state={state.value}")


def _barred(contact: Contact) -> str:
    return str(_("It is blocked for privacy.")) if contact.privacy_blocked else ""
