"""How many companies and people there are, and how many are nothing to us yet, on the home page (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.models import Contact, ContactType, RelationSummary
from crm.kit.addresses import page_url
from crm.kit.overview import CONTACTS, Cue, Cues, register_cues
from crm.kit.permissions import may
from crm.kit.screens.paging import total_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.permissions import User


def register() -> None:
    """They are the first of what is counted about contacts."""
    register_cues(Cues(CONTACTS, counted, 5))


def counted(user: User) -> Iterator[Cue]:
    """Each leads to the list of just those. Three queries, each counts up to the cap."""
    if not may(user, "view", Contact):
        return
    labels = {
        f"type={ContactType.COMPANY}": _("Companies"),
        f"type={ContactType.PERSON}": _("Persons"),
        f"business_relation={RelationSummary.NONE}": _("Contacts not linked"),
    }
    for query, label in labels.items():
        name, _equals, value = query.partition("=")
        rows = Contact._default_manager.filter(**{name: value})
        yield Cue(label, total_of(rows), f"{page_url(Contact, 'list')}?{query}")
