"""Assisted Setup: contacts of what exists, and what switching a kind on would mean, counted before (F10, N14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.links.bulk_creating import without_contact
from contacts.links.duplicates import likely
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit.permissions import name_of
from setup.assisted.steps import Seen, State, Step, register_step
from setup.consequences import Consequence, register_consequences, register_state

if TYPE_CHECKING:
    from contacts.links.kinds import LinkKind
    from setup.models import MarketingSetup


def register() -> None:
    """The last step; and the form of Marketing Setup asks."""
    register_consequences(counted)
    register_state(linking)
    register_step(Step(
        "contacts", 130, gettext_lazy("Contacts of customers, vendors and bank accounts that exist"),
        gettext_lazy("What was there before linking was switched on gets its contact, with a preview."), 5,
        look, _url, name_of("add", Contact),
    ))  # fmt: skip


def counted(name: str, setup: MarketingSetup) -> list[Consequence]:
    """How many contacts could be made once a kind, or the numbers of contacts, are set; compared with all contacts."""
    if name == "contact_nos":
        kinds = [kind for kind in all_kinds() if getattr(setup, f"{kind.relation_setting}_id")]
    else:
        kinds = [kind for kind in all_kinds() if kind.relation_setting == name]
    return [found for kind in kinds if (found := _of(kind)) is not None]


def linking(name: str, setup: MarketingSetup) -> str:
    """Whether linking with a kind is on, in a sentence (P60). One query."""
    kind = next((one for one in all_kinds() if one.relation_setting == name), None)
    if kind is None:
        return ""
    if not getattr(setup, f"{name}_id"):
        return _("Off: choose a code.")
    links = ContactBusinessRelation.objects.filter(**{f"{kind.name}__isnull": False}).count()
    return {
        "customer": ngettext(
            "Linking with customers is on · %(count)s link", "Linking with customers is on · %(count)s links", links
        ),
        "vendor": ngettext(
            "Linking with vendors is on · %(count)s link", "Linking with vendors is on · %(count)s links", links
        ),
    }.get(
        kind.name,
        ngettext(
            "Linking with bank accounts is on · %(count)s link",
            "Linking with bank accounts is on · %(count)s links",
            links,
        ),
    ) % {"count": links}


def look() -> Seen:
    """Done where every partner has a contact. Two queries for each kind."""
    kinds = [kind for kind in all_kinds() if kind.model._base_manager.exists()]
    missing = sum(without_contact(kind.model._base_manager.all()).count() for kind in kinds)
    if not kinds:
        return Seen(State.TO_DO)
    words = ngettext("%(count)s without contact", "%(count)s without contact", missing) % {"count": missing}
    return Seen(State.IN_PROGRESS, words) if missing else Seen(State.DONE)


def _url() -> str:
    kinds = all_kinds()
    missing = (kind for kind in kinds if without_contact(kind.model._base_manager.all()).exists())
    return _page(next(missing, kinds[0]))


def _of(kind: LinkKind) -> Consequence | None:
    wanted = without_contact(kind.model._base_manager.all())
    total = wanted.count()
    if not total:
        return None
    alike = len(likely(kind, wanted))
    sentence = ngettext(
        "For what exists, this will create %(count)s contact.",
        "For what exists, this will create %(count)s contacts.",
        total - alike,
    ) % {"count": total - alike}
    if alike:
        told = ngettext(
            "%(count)s more looks like a contact that exists.",
            "%(count)s more look like contacts that exist.",
            alike,
        )
        sentence = f"{sentence} {told % {'count': alike}}"
    return Consequence(sentence, str(words_of(kind).create_contacts), _page(kind))


def _page(kind: LinkKind) -> str:
    return reverse("links-contacts-from", args=[kind.name])
