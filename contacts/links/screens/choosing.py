"""Link with existing, first page: choose the partner, or the contact (F1, steps 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from contacts.links import offers
from contacts.links.creating import owner_of
from contacts.links.eligibility import check_contact, check_partner, relation_code
from contacts.links.models import ContactBusinessRelation
from contacts.links.screens.base import LinkScreen, objection, way_of_linking
from contacts.links.suggesting import contacts_like, partners_like
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit.candidates import first_of
from crm.kit.display import as_printed, linked
from crm.kit.refusal import Refused
from crm.kit.screens.registry import screens_of
from crm.kit.search import typed_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from crm.kit.permissions import Needs

FOUND = 25


class Candidate(NamedTuple):
    """A record one might choose; ``obstacle`` says why it cannot be chosen, ``note`` what choosing it means."""

    record: Any
    score: int
    reasons: str
    url: str
    obstacle: str
    note: str = ""

    @property
    def phone_no(self) -> str:
        """The phone number as the cards show it."""
        return as_printed("phone_no", self.record.phone_no)


class ChooseScreen(LinkScreen):
    """Ranked suggestions, and a search in all there are."""

    def needs(self) -> Needs:
        """Both sides will be written."""
        return offers.to_link(self.the_kind)

    def show(self, record: SharingRecord, **context: Any) -> HttpResponse:
        """The page of ``record``."""
        typed = typed_into(self.request)
        heading = str(words_of(self.the_kind).link)
        context = {"record": record, "typed": typed, "heading": heading, "has_more": False} | context
        crumbs = self.crumbs(record, str(context["heading"]))
        context["steps"] = way_of_linking(0 if context.get("objection") else 1, self.request.path)
        return self.render("links/choose.html", status=200, title=record.title, crumbs=crumbs, **context)

    def found(self, rows: models.QuerySet[Any]) -> tuple[list[tuple[Any, int, str]], bool]:
        """What the search of the list finds in ``rows``, and whether there is more. One query."""
        fitting = rows.filter(screens_of(rows.model).found_by(typed_into(self.request)))
        found = first_of(fitting, "sort_name", False, FOUND + 1, rows)
        return [(row, 0, "") for row in found[:FOUND]], len(found) > FOUND


class ChoosePartner(ChooseScreen):
    """A partner for a contact; for a person of a company, for the company unless asked otherwise."""

    def get(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        """The partners."""
        contact = self.contact_at(key)
        owner = contact if "person" in request.GET else owner_of(contact)
        has_company = contact.is_person and contact.company_id is not None
        company = {"owner": owner, "is_for_company": owner != contact, "has_company": has_company}
        try:
            check_contact(owner, self.the_kind)
        except Refused as refused:
            return self.show(contact, objection=objection(refused), **company)
        every: models.QuerySet[Any] = self.the_kind.model._default_manager.order_by()
        rows = every.select_related("link__contact")
        searched = bool(typed_into(request))
        hits, has_more = self.found(rows) if searched else (_suggested(owner, self.the_kind, rows), False)
        candidates = [_partner(owner, self.the_kind, *hit) for hit in hits]
        return self.show(contact, candidates=candidates, has_more=has_more, **company)


class ChooseContact(ChooseScreen):
    """A contact for a partner."""

    of_partner = True

    def get(self, request: HttpRequest, kind: str, key: int) -> HttpResponse:
        """The contacts."""
        partner = self.partner_at(key)
        heading = _("Link with existing contact")
        try:
            check_partner(partner, self.the_kind)
            relation_code(self.the_kind)
        except Refused as refused:
            return self.show(partner, objection=objection(refused), heading=heading)
        rows = Contact.objects.select_related("company").order_by()
        searched = bool(typed_into(request))
        hits, has_more = self.found(rows) if searched else (_likely_contacts(partner, self.the_kind, rows), False)
        candidates = list(_contacts(partner, self.the_kind, hits))
        return self.show(partner, candidates=candidates, has_more=has_more, heading=heading)


def _suggested(contact: Contact, kind: LinkKind, rows: models.QuerySet[Any]) -> list[tuple[Any, int, str]]:
    return [(one.record, one.score, ", ".join(one.reasons)) for one in partners_like(contact, kind, rows)]


def _likely_contacts(partner: SharingRecord, kind: LinkKind, rows: models.QuerySet[Any]) -> list[tuple[Any, int, str]]:
    return [(one.record, one.score, ", ".join(one.reasons)) for one in contacts_like(partner, kind, rows)]


def _partner(contact: Contact, kind: LinkKind, row: Any, score: int, reasons: str) -> Candidate:
    standing = getattr(row, "link", None)
    taken = format_html("{} {}", _("linked to"), linked(standing.contact)) if standing is not None else ""
    return Candidate(row, score, reasons, offers.decide_url(contact, row, kind), taken)


def _contacts(partner: SharingRecord, kind: LinkKind, hits: Sequence[tuple[Any, int, str]]) -> Iterable[Candidate]:
    taken = _taken([row for row, _score, _reasons in hits], kind)
    for row, score, reasons in hits:
        owner = owner_of(row)
        url = offers.decide_url(owner, partner, kind, from_partner=True)
        note = format_html("{} {}", _("links its company"), linked(owner)) if owner != row else ""
        yield Candidate(row, score, reasons, url, taken.get(owner.pk) or _unfit(owner, kind), note)


def _taken(rows: Sequence[Contact], kind: LinkKind) -> dict[int, str]:
    """Contact → what it is linked to already. One query."""
    owners = {owner_of(row).pk for row in rows}
    linked_rows = ContactBusinessRelation.objects.filter(Q(contact__in=owners), **{f"{kind.name}__isnull": False})
    standing = linked_rows.select_related(kind.name)
    return {one.contact_id: format_html("{} {}", _("linked to"), linked(getattr(one, kind.name))) for one in standing}


def _unfit(contact: Contact, kind: LinkKind) -> str:
    if contact.privacy_blocked:
        return _("blocked for privacy")
    if contact.is_person and not kind.people:
        said = _("a person without company cannot become this: %(kind)s")
        return said % {"kind": kind.title}
    return ""
