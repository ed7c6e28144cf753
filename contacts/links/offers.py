"""What can be done with a contact or a partner: the ways to a link, and what stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links.creating import owner_of
from contacts.links.eligibility import check_contact
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.addresses import card_url, setting_url
from crm.kit.display import linked
from crm.kit.permissions import may
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from crm.kit.permissions import Needs, User


class Way(NamedTuple):
    """Where a refusal leads: to the record or to the setting that stands in the way."""

    title: str
    url: str


def to_link(kind: LinkKind) -> Needs:
    """Both records are written, and the relation is made."""
    return ("change", Contact), ("change", kind.model), ("add", ContactBusinessRelation)


def to_create_partner(kind: LinkKind) -> Needs:
    """The partner is new, and what a template presets goes back to the contact."""
    return ("change", Contact), ("add", kind.model), ("add", ContactBusinessRelation)


def to_create_contact(kind: LinkKind) -> Needs:
    """The contact is new, and it may become the partner's primary contact."""
    return ("add", Contact), ("change", kind.model), ("add", ContactBusinessRelation)


def to_end(kind: LinkKind | None) -> Needs:
    """The relation goes; one with a partner belongs to both."""
    of_partner: Needs = (("change", kind.model),) if kind is not None else ()
    return ("change", Contact), *of_partner, ("delete", ContactBusinessRelation)


def to_end_of(relation: ContactBusinessRelation) -> Needs:
    """What one must be allowed to do to end the relation, also by deleting one of its sides."""
    return to_end(kind_in(relation))


def to_pause(kind: LinkKind) -> Needs:
    """Nothing travels, or everything again."""
    return ("change", Contact), ("change", kind.model), ("change", ContactBusinessRelation)


def to_repair(kind: LinkKind) -> Needs:
    """Values are written to either side."""
    return ("change", Contact), ("change", kind.model)


TO_SEE_DIFFERENCES: Needs = (("view", Contact), ("view", ContactBusinessRelation))
"""Of each kind, who may see its records."""

TO_ADD: Needs = (("change", Contact), ("add", ContactBusinessRelation))
"""A plain relation is the contact's own."""


def kind_in(relation: ContactBusinessRelation) -> LinkKind | None:
    """The kind that the relation links to; ``None`` for a plain one."""
    return next((kind for kind in all_kinds() if getattr(relation, f"{kind.name}_id") is not None), None)


def allows(user: User, needs: Needs) -> bool:
    """The user may do all of that."""
    return all(may(user, verb, model) for verb, model in needs)


def choose_url(contact: Contact, kind: LinkKind) -> str:
    """Where a partner is chosen for ``contact``."""
    return reverse("links-choose-partner", args=[contact.pk, kind.name])


def choose_contact_url(partner: SharingRecord, kind: LinkKind) -> str:
    """Where a contact is chosen for ``partner``."""
    return reverse("links-choose-contact", args=[kind.name, partner.pk])


def decide_url(contact: Contact, partner: SharingRecord, kind: LinkKind, *, from_partner: bool = False) -> str:
    """Where both are compared before they are linked."""
    url = reverse("links-decide", args=[contact.pk, kind.name, partner.pk])
    return f"{url}?keep=partner" if from_partner else url


def differences_url() -> str:
    """The list of all differences."""
    return reverse("links-differences")


def resolve_url(relation: int) -> str:
    """Where the differences of a link are looked at one by one."""
    return reverse("links-difference", args=[relation])


def create_as_url(contact: Contact, kind: LinkKind) -> str:
    """Where a partner is made of ``contact``."""
    return reverse("links-create-as", args=[contact.pk, kind.name])


def create_contact_url(partner: SharingRecord, kind: LinkKind) -> str:
    """Where a contact is made of ``partner``."""
    return reverse("links-create-contact", args=[kind.name, partner.pk])


def obstacles_of(contact: Contact) -> dict[str, str]:
    """Why ``contact`` (its company, where it has one) gets no link of a kind: kind → sentence with the way out.

    Read once for each contact that was fetched; at most two queries for each kind.
    """
    known: dict[str, str] | None = vars(contact).get("obstacles_to_links")
    if known is None:
        owner = owner_of(contact)
        known = {kind.name: said for kind in all_kinds() if (said := _obstacle(owner, kind))}
        vars(contact)["obstacles_to_links"] = known
    return known


def ways_out(refused: Refused) -> list[Way]:
    """Where to go to remove what stands in the way."""
    ways = []
    if refused.record is not None and (url := card_url(refused.record)):
        ways.append(Way(getattr(refused.record, "title", str(refused.record)), url))
    if refused.setting and (url := setting_url(refused.setting)):
        ways.append(Way(_("Open the setting"), url))
    return ways


def linked_sentence(refused: Refused) -> str:
    """Why something was refused, followed by the ways out as links."""
    said = format_html("{}", refused.sentence)
    for way in ways_out(refused):
        said = format_html('{} <a href="{}">{}</a>', said, way.url, way.title)
    return said


def _obstacle(owner: Contact, kind: LinkKind) -> str:
    try:
        check_contact(owner, kind)
    except Refused as refused:
        if isinstance(refused.record, kind.model):
            return format_html("{}: {}", pgettext("message", "Already Linked"), linked(refused.record))
        return linked_sentence(refused)
    return ""


class Offer(NamedTuple):
    """A way to a link that is open."""

    label: str | Promise
    url: str
