"""Sending a document by e-mail, and writing to the contact of a partner (F9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contacts.links.models import ContactBusinessRelation
from contacts.mail import texts
from contacts.mail.models import Message
from contacts.mail.screens.compose import SEND_EMAIL, ComposeScreen, Proposal, people_of, signature_of
from contacts.mail.screens.letters import EMAILS, letters
from contacts.models import Contact
from crm.kit.addresses import card_url, page_url
from crm.kit.cards import Action, Page, Panel, register_action, register_page, register_panel
from crm.kit.permissions import Verb, may, name_of
from crm.kit.screens.views import ScreenView
from partners.models import Customer, Vendor
from partners.trade import mailing, party
from partners.trade.kinds import WAITING, Status
from partners.trade.models import MODELS, Document
from partners.trade.printing import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts.mail.outbox import Letter

SEND = pgettext_lazy("action", "Send by Email")


class DocumentLetter(ComposeScreen):
    """The document as it stands, by e-mail to its contact."""

    verb: ClassVar[Verb] = "change"
    heading = SEND

    def proposal(self, record: Document, spoken: str) -> Proposal:
        """In the language of the partner; the very PDF can be looked at."""
        contact = party.contact_of(record)
        spoken = spoken or texts.spoken_by(record.language)
        return Proposal(
            contact=contact,
            to=mailing.address_of(record),
            subject=mailing.subject_of(record, spoken),
            body=mailing.body_of(record, contact, spoken, signature_of(self.request)),
            spoken=spoken,
            language=texts.language_spoken(spoken, record.language),
            event=mailing.event_of(record),
            people=people_of(contact),
            preview_url=page_url(type(record), "pdf", record.pk),
            file_name=page.file_name(record),
        )

    def post_letter(self, record: Document, letter: Letter, proposal: Proposal) -> Message:
        """Kept and queued."""
        return mailing.send(record, letter)

    def obstacle(self, proposal: Proposal) -> str:
        """Also that there is nobody to record it with."""
        if proposal.contact is None:
            return _("The document has no contact; choose one first.")
        return super().obstacle(proposal)


class PartnerLetter(ScreenView):
    """Leads to the page on which one writes to the contact of a customer or vendor."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """There, or back to the card where there is no contact."""
        partner: Any = self.record_of(key)
        contact = _contact_of(partner)
        if contact is None or not may(request.user, "view", Contact):
            messages.error(request, _("%(partner)s has no contact to write to.") % {"partner": partner.title})
            return HttpResponseRedirect(card_url(partner))
        return HttpResponseRedirect(page_url(Contact, "email", contact))


def register() -> None:
    """Documents of every kind are sent from their card, which shows what was; customers and vendors are written to."""
    for model in MODELS.values():
        register_page(model, Page("email", DocumentLetter))
        register_panel(model, Panel(EMAILS, "mail/latest.html", _letters_of, order=31))
        register_action(model, _send(model))
    for partner in (Customer, Vendor):
        register_page(partner, Page("email", PartnerLetter))
        register_action(partner, _write_to(partner))


def _send(model: type[Document]) -> Action:
    return Action(
        SEND,
        lambda document: page_url(model, "email", document.pk),
        permission=name_of("add", Message),
        order=14,
        when=lambda document: document.status != "canceled",
        is_next=_waits_to_be_sent,
    )


def _waits_to_be_sent(document: Document) -> bool:
    """A quote that nobody has seen, or a released order of which nobody was told (P34, P36)."""
    wanted = WAITING if document.nature.is_quote else {Status.RELEASED}
    return document.status in wanted and not document.has_left and not document.is_expired


def _write_to(partner: type[Customer | Vendor]) -> Action:
    return Action(
        SEND_EMAIL,
        lambda record: page_url(partner, "email", record.pk),
        permission=name_of("add", Message),
        obstacle=lambda record: str(_("It is blocked for privacy.")) if record.privacy_blocked else "",
        order=50,
        stands_out=True,
    )


def _letters_of(document: Document, request: HttpRequest) -> Mapping[str, Any] | None:
    return letters(Message.objects.filter(document=document.pk), request)


def _contact_of(partner: Any) -> int | None:
    """The person who is its primary contact, else the contact it is linked with. A query for the latter."""
    if partner.primary_contact_id is not None:
        return int(partner.primary_contact_id)
    rows = ContactBusinessRelation.objects.filter(**{str(partner._meta.model_name): partner.pk})
    return rows.values_list("contact", flat=True).first()
