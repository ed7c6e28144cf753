"""Open quotes of a contact without customer or vendor follow it to the one it gets (L3, T3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links.heirs import Heirloom
from crm.kit.permissions import may
from partners.trade import flow
from partners.trade.kinds import NATURES
from partners.trade.models import MODELS

if TYPE_CHECKING:
    from contacts.links.kinds import LinkKind
    from contacts.models import Contact
    from crm.kit.permissions import User


class OpenQuotes(Heirloom):
    """Quotes of the contact and of the people of its company, open or accepted."""

    name = "quotes"

    def waiting(self, owner: Contact, kind: LinkKind, user: User | None) -> int:
        """How many."""
        quote = _quote_of(kind)
        if quote is None or not (user is None or may(user, "change", MODELS[quote])):
            return 0
        return int(flow.open_quotes(owner, quote).count())

    def question(self, kind: LinkKind, number: int) -> str:
        """In the words of the kind."""
        if kind.name == "vendor":
            said = ngettext(
                "Assign %(count)s open quote to the vendor",
                "Assign %(count)s open quotes to the vendor",
                number,
            )
        else:
            said = ngettext(
                "Assign %(count)s open quote to the customer",
                "Assign %(count)s open quotes to the customer",
                number,
            )
        return said % {"count": number}

    def give(self, owner: Contact, kind: LinkKind) -> list[str]:
        """Each that can be is the partner's, and what it says stands; why not, where one cannot (T2)."""
        quote = _quote_of(kind)
        assert quote is not None
        given, refused = flow.give_open_quotes(owner, quote)
        said = ngettext("%(count)s quote was assigned to it.", "%(count)s quotes were assigned to it.", len(given))
        return [
            *([said % {"count": len(given)}] if given else []),
            *(_("%(quote)s stays as it is. %(reason)s") % {"quote": one.title, "reason": why} for one, why in refused),
        ]


def _quote_of(kind: LinkKind) -> str | None:
    """The kind of quote that can be without a partner of ``kind``; ``None`` where there is none."""
    fits = (one for one, nature in NATURES.items() if nature.is_quote and nature.party == kind.name)
    return next((one for one in fits if not NATURES[one].needs_party), None)
