"""What the cards show of links, and the actions that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.links import foresight, offers
from contacts.links.beginnings import beginnings
from contacts.links.kinds import all_kinds, kind_of
from contacts.links.offers import Offer
from contacts.links.screens.pins import PinsScreen
from contacts.links.standing import Relations, Standing, relations_of, relations_through
from contacts.links.words import words_of
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.history.models import Change
from crm.kit.addresses import page_url
from crm.kit.cards import (
    Action,
    ListAction,
    Page,
    Panel,
    Place,
    register_action,
    register_list_action,
    register_page,
    register_panel,
)
from crm.kit.display import linked
from crm.kit.foresight import register_making
from crm.kit.permissions import may, name_of
from crm.kit.screens import once
from setup.models import FieldPolicy, MarketingSetup

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from contacts.links.beginnings import Beginning
    from contacts.links.kinds import LinkKind
    from contacts.links.models import ContactBusinessRelation
    from crm.kit.permissions import User


class Tie(NamedTuple):
    """A linked record as its card shows it; what has a blank address is not offered.

    ``turn_url`` pauses a live link and resumes a paused one.
    """

    kind: str
    name: str
    record: SafeString | str
    standing: Standing | None
    remove_url: str = ""
    turn_url: str = ""
    beginning: Beginning | None = None

    @property
    def apart_url(self) -> str:
        """Where the differences are looked at; blank where there are none."""
        found = self.standing
        return offers.resolve_url(found.link.relation.pk) if found and (found.apart or found.accepted) else ""


class Plain(NamedTuple):
    """A relation without partner."""

    title: str
    remove_url: str


def linked_records(record: SharingRecord, request: HttpRequest) -> dict[str, Any] | None:
    """The panel of a contact or partner. A few queries, however much is linked."""
    kind = kind_of(type(record))
    if isinstance(record, Contact):
        panel = _of_contact(record, request)
    elif kind is not None:
        panel = _of_partner(record, kind, request)
    else:
        return None
    return panel | {"ties": _begun(panel["ties"], request.user), "token": once.new_token()}


def _of_contact(contact: Contact, request: HttpRequest) -> dict[str, Any]:
    relations = relations_of(contact)
    may_add = offers.allows(request.user, offers.TO_ADD)
    return {
        "ties": [_tie(one, one.link.partner, request) for one in relations.links],
        "plain": [_plain(one, request) for one in relations.plain],
        "company": linked(contact.company) if contact.is_person else "",
        "ways": _ways(contact, request),
        "add_url": reverse("links-add-relation", args=[contact.pk]) if may_add else "",
        "is_contact": True,
    }


def _ways(contact: Contact, request: HttpRequest) -> list[tuple[Offer, ...]]:
    """For every kind that is open: link with existing, create as."""
    obstacles = offers.obstacles_of(contact)
    ways = []
    for kind in all_kinds():
        if kind.name in obstacles:
            continue
        words, found = words_of(kind), []
        if offers.allows(request.user, offers.to_link(kind)):
            found.append(Offer(words.link, offers.choose_url(contact, kind)))
        if offers.allows(request.user, offers.to_create_partner(kind)):
            found.append(Offer(words.create, offers.create_as_url(contact, kind)))
        ways += [tuple(found)] if found else []
    return ways


def _of_partner(partner: SharingRecord, kind: LinkKind, request: HttpRequest) -> dict[str, Any]:
    relations = relations_through(partner, kind)
    own = next((one for one in relations.links if one.link.partner == partner), None)
    return {
        "ties": _ties_of_partner(partner, relations, own, request) if own is not None else [],
        "create_url": _create_contact_url(partner, kind, request) if own is None else "",
        "link_url": _choose_contact_url(partner, kind, request) if own is None else "",
        "is_contact": False,
        "side": "partner",
    }


def _ties_of_partner(partner: SharingRecord, relations: Relations, own: Standing, request: HttpRequest) -> list[Tie]:
    """The contact, and through it the other partners."""
    contact = _tie(own, own.contact, request)
    others = [one for one in relations.links if one.link.partner != partner]
    return [contact, *(_shown(one, one.link.partner, request) for one in others)]


def _create_contact_url(partner: SharingRecord, kind: LinkKind, request: HttpRequest) -> str:
    allowed = offers.allows(request.user, offers.to_create_contact(kind))
    return offers.create_contact_url(partner, kind) if allowed else ""


def _choose_contact_url(partner: SharingRecord, kind: LinkKind, request: HttpRequest) -> str:
    allowed = offers.allows(request.user, offers.to_link(kind))
    return offers.choose_contact_url(partner, kind) if allowed else ""


def _tie(standing: Standing, shown: SharingRecord, request: HttpRequest) -> Tie:
    """The record with the buttons of its link."""
    tie, link = _shown(standing, shown, request), standing.link
    if tie.standing is not None and offers.allows(request.user, offers.to_end(link.kind)):
        tie = tie._replace(remove_url=reverse("links-remove", args=[link.relation.pk]))
    if tie.standing is not None and offers.allows(request.user, offers.to_pause(link.kind)):
        turn_url = reverse("links-resume" if link.paused else "links-pause", args=[link.relation.pk])
        tie = tie._replace(turn_url=turn_url)
    return tie


def _begun(ties: list[Tie], user: User) -> list[Tie]:
    """Those ties with who made them and when, for those who may read the history. One query where there are any."""
    keys = {tie.standing.link.relation.pk for tie in ties if tie.standing is not None}
    found = beginnings(keys) if keys and may(user, "view", Change) else {}
    return [tie._replace(beginning=found.get(tie.standing.link.relation.pk)) if tie.standing else tie for tie in ties]


def _shown(standing: Standing, shown: SharingRecord, request: HttpRequest) -> Tie:
    """The record, as far as the user may see it."""
    kind = kind_of(type(shown))
    label = capfirst(str(kind.label if kind is not None else Contact._meta.verbose_name))
    name = kind.name if kind is not None else "contact"
    if not may(request.user, "view", type(shown)):
        return Tie(label, name, "", None)
    return Tie(label, name, linked(shown), standing)


def _plain(relation: ContactBusinessRelation, request: HttpRequest) -> Plain:
    allowed = offers.allows(request.user, offers.to_end(None))
    url = reverse("links-remove", args=[relation.pk]) if allowed else ""
    return Plain(relation.business_relation.title, url)


def register() -> None:
    """Every card of a contact or partner shows what it is linked to, and every such record has a page of its pins."""
    panel = Panel(_("Linked records"), "links/panel.html", linked_records, Place.ASIDE, 10)
    register_panel(SharingRecord, panel)
    register_page(SharingRecord, Page("pins", PinsScreen))
    register_action(Contact, _pins_action(Contact))


def register_policies() -> None:
    """The table of rules is reached from Marketing Setup and from the list of rules."""
    title, url, permission = _("How shared fields travel"), "links-policies", name_of("change", FieldPolicy)
    register_action(MarketingSetup, Action(title, lambda _record: reverse(url), permission))
    register_list_action(FieldPolicy, ListAction(title, lambda _params: reverse(url), permission))


def register_kinds() -> None:
    """Contacts offer to link and create every kind there is; the lists of partners offer to create contacts.

    The forms of partners say which contacts they make.
    """
    for kind in all_kinds():
        register_action(Contact, _link_action(kind))
        register_action(Contact, _create_action(kind))
        register_action(kind.model, _pins_action(kind.model))
        register_list_action(kind.model, _list_action(kind))
        register_making(kind.model, foresight.made_besides)


def _pins_action(model: type[SharingRecord]) -> Action:
    return Action(
        _("Pinned Values"),
        lambda record: page_url(model, "pins", record.pk),
        name_of("change", model),
        order=90,
    )


def _link_action(kind: LinkKind) -> Action:
    return Action(
        words_of(kind).link,
        lambda contact: offers.choose_url(contact, kind),
        name_of("change", kind.model),
        lambda contact: _obstacle(contact, kind),
        20 + kind.order,
    )


def _create_action(kind: LinkKind) -> Action:
    return Action(
        words_of(kind).create,
        lambda contact: offers.create_as_url(contact, kind),
        name_of("add", kind.model),
        lambda contact: _obstacle(contact, kind),
        10 + kind.order,
    )


def _list_action(kind: LinkKind) -> ListAction:
    def url(params: QueryDict) -> str:
        found = reverse("links-contacts-from", args=[kind.name])
        return f"{found}?{params.urlencode()}" if params else found

    return ListAction(words_of(kind).create_contacts, url, name_of("change", kind.model))


def _obstacle(contact: models.Model, kind: LinkKind) -> str:
    assert isinstance(contact, Contact)
    return offers.obstacles_of(contact).get(kind.name, "")
