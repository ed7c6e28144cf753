"""Writing an e-mail: what is proposed, the form, and the button that queues it. The page never waits for a server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.log import template_for
from contacts.interactions.models import Attachment, InteractionTemplateSetup
from contacts.mail import checks, outbox, outdated, texts, words
from contacts.mail.forms import LetterForm, Person
from contacts.mail.models import Message
from contacts.models import Contact
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import may, require
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.models import Record
    from crm.kit.permissions import User
    from setup.models import Language

PEOPLE_SHOWN = 30
SEND_EMAIL = pgettext_lazy("action", "Send Email")


@dataclass(frozen=True)
class Proposal:
    """What the form starts with. ``spoken`` is the language of the text, ``event`` as what it is recorded.

    ``files`` go along unless somebody leaves them out.
    """

    contact: Contact | None
    to: str
    subject: str
    body: str
    spoken: str
    language: Language | None
    event: str = outbox.EMAIL
    people: tuple[Person, ...] = ()
    preview_url: str = ""
    file_name: str = ""
    files: tuple[Attachment, ...] = ()


class Tongue(NamedTuple):
    """A language the text can be proposed in."""

    code: str
    name: str
    url: str
    is_chosen: bool


class Enclosed(NamedTuple):
    """A file that goes along in any case, and where it can be looked at."""

    name: str
    url: str


class Stale(NamedTuple):
    """That what goes out is not what the document says today, and where that is sent instead."""

    sentence: str
    url: str


class ComposeScreen(ScreenView, ABC):
    """The page of an e-mail about some record; what that is, subclasses say."""

    heading = SEND_EMAIL
    without: tuple[str, ...] = ()
    """Fields that make no sense here."""

    @abstractmethod
    def proposal(self, record: Any, spoken: str) -> Proposal:
        """What is proposed for ``record``, in the language ``spoken``, or its own where that is blank."""

    @abstractmethod
    def post_letter(self, record: Any, letter: outbox.Letter, proposal: Proposal) -> Message:
        """The message is queued. Raises Refused."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not send."""
        require(request.user, "add", Message)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The form with what is proposed."""
        record = self.record_of(key)
        proposal = self._proposal(record)
        return self._page(record, proposal, self._form(proposal))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """The e-mail is queued, once; or nothing is, and the form says why and holds what was typed."""
        record, token = self.record_of(key), request.POST.get("token", "")
        proposal = self._proposal(record)
        form = self._form(proposal, request)
        url = ""
        if form.is_valid():
            try:
                with unit():
                    url = once.result_of(request, token)
                    if not url:
                        message = self._send(record, form, proposal)
                        url = card_url(record)
                        once.remember(request, token, url)
                        told = format_html('<a href="{}">{}</a>', card_url(message), words.outcome(message))
                        messages.success(request, told)
            except Refused as refused:
                form.refuse(refused)
        if form.errors:
            return self._page(record, proposal, form)
        return HttpResponseRedirect(url)

    def _proposal(self, record: Record) -> Proposal:
        wanted = self.request.GET.get("text", "")
        return self.proposal(record, wanted if wanted in dict(settings.LANGUAGES) else "")

    def _form(self, proposal: Proposal, request: HttpRequest | None = None) -> LetterForm:
        contact = proposal.contact
        keeps = contact is not None and not contact.email and may(self.request.user, "change", Contact)
        options: dict[str, Any] = {
            "people": tuple(one for one in proposal.people if one.email not in proposal.to.split(";")),
            "files": proposal.files,
            "keeps": keeps,
            "records": template_for(proposal.event) is not None,
            "spoken": proposal.spoken,
            "without": self.without,
        }
        if request is not None:
            return LetterForm(request.POST, request.FILES, **options)
        initial = {"to": proposal.to, "subject": proposal.subject, "body": proposal.body, "record": True}
        return LetterForm(initial=initial | self.initial(), **options)

    def initial(self) -> dict[str, Any]:
        """What the form holds besides what is proposed."""
        return {}

    def _send(self, record: Record, form: LetterForm, proposal: Proposal) -> Message:
        typed, contact = form.cleaned_data, proposal.contact
        if typed.get("keep") and contact is not None:
            contact = contact.locked()
            contact.email = str(typed["to"]).partition(";")[0]
            contact.save(update_fields=["email"])
            proposal = replace(proposal, contact=contact)
        letter = outbox.Letter(
            to=typed["to"],
            cc=typed["cc"],
            subject=typed["subject"],
            body=typed["body"],
            language=proposal.language,
            record=bool(typed.get("record")),
            files=(*_ticked(typed, proposal), *_kept(typed.get("file"))),
        )
        return self.post_letter(record, letter, proposal)

    def _page(self, record: Record, proposal: Proposal, form: LetterForm) -> HttpResponse:
        return self.render(
            "mail/compose.html",
            title=record.title,
            heading=self.heading,
            crumbs=self.crumbs(record, str(self.heading)),
            form=form,
            proposal=proposal,
            enclosed=self.enclosed(proposal),
            stale=self.stale(),
            obstacle=self.obstacle(proposal),
            tongues=self.tongues(proposal),
            sort=template_for(proposal.event),
            setup_url=page_url(InteractionTemplateSetup, "list"),
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(record),
        )

    def enclosed(self, proposal: Proposal) -> list[Enclosed]:
        """What goes along in any case."""
        return [Enclosed(proposal.file_name, proposal.preview_url)] if proposal.preview_url else []

    def stale(self) -> Stale | None:
        """That what goes out was made before the document was changed; ``None`` where it is made now."""
        return None

    def obstacle(self, proposal: Proposal) -> str:
        """Why nothing can be sent from here at all; blank where it can."""
        if not checks.is_ready():
            return checks.no_server()
        if proposal.contact is not None and proposal.contact.privacy_blocked:
            return _("It is blocked for privacy.")
        return ""

    def tongues(self, proposal: Proposal) -> list[Tongue]:
        """The languages in which the text can be proposed."""
        found, known = [], settings.LANGUAGES
        for code, name in known:
            params = self.request.GET.copy()  # whom it is to stays
            params["text"] = code
            found.append(Tongue(code, str(name), f"?{params.urlencode()}", code == proposal.spoken))
        return found


class ContactLetter(ComposeScreen):
    """An e-mail to a contact about nothing in particular."""

    def proposal(self, record: Contact, spoken: str) -> Proposal:
        """To the address that was clicked, else its own, with a greeting."""
        spoken = spoken or texts.spoken_by(record.language)
        language = texts.language_spoken(spoken, record.language)
        body = texts.letter_to(record, spoken, language, "", signature_of(self.request))
        to = self.request.GET.get("to", "") or record.email
        return Proposal(record, to, "", body, spoken, language, people=people_of(record))

    def post_letter(self, record: Contact, letter: outbox.Letter, proposal: Proposal) -> Message:
        """Recorded with the contact as an e-mail."""
        return outbox.post(letter, proposal.contact, salesperson=record.salesperson)


def people_of(contact: Contact | None) -> tuple[Person, ...]:
    """Who else of the same company has an address. One query."""
    if contact is None:
        return ()
    company = contact.company_id if contact.is_person else contact.pk
    if company is None:
        return ()
    rows = Contact.objects.filter(company=company, privacy_blocked=False).exclude(email="").exclude(pk=contact.pk)
    return tuple(Person(one.name, one.email) for one in rows.order_by("sort_name", "pk")[:PEOPLE_SHOWN])


def require_document(user: User, message: Message) -> None:
    """Raise PermissionDenied for an e-mail with a document that ``user`` could not send either."""
    if message.document is not None:
        require(user, "change", type(message.document))


def staleness(message: Message) -> Stale | None:
    """Whether ``message`` carries a document that was changed since, to be said before it is sent once more."""
    url = outdated.newer_url(message)
    return Stale(words.outdated(message), url) if url else None


def signature_of(request: HttpRequest) -> str:
    """Who signs: the full name of the user, blank where nobody gave one."""
    return str(getattr(request.user, "get_full_name", str)())


def _ticked(typed: dict[str, Any], proposal: Proposal) -> Iterator[Attachment]:
    return (one for one in proposal.files if str(one.pk) in typed.get("enclosed", ()))


def _kept(file: Any) -> tuple[Attachment, ...]:
    if file is None:
        return ()
    return (Attachment.holding(file.read(), str(file.name), file.content_type or "application/octet-stream"),)
