"""What the pages of links have in common: whom they are about, and what one must be allowed to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links.kinds import LinkKind, kind_named
from contacts.links.offers import Way, ways_out
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.addresses import card_url
from crm.kit.permissions import require
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.registry import screens_of
from crm.kit.screens.views import ScreenView
from crm.kit.steps import steps_at
from crm.kit.unit import unit
from crm.kit.witness import epitaph

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm.kit.permissions import Needs
    from crm.kit.steps import Step


class Objection(NamedTuple):
    """Why something was not done, and where to go to change that."""

    sentence: str
    ways: list[Way]


def objection(refused: Refused) -> Objection:
    """What the page says of a refusal."""
    return Objection(refused.sentence, ways_out(refused))


class LinkScreen(ScreenView, ABC):
    """A page about a contact or a partner; refused without everything in ``needs``."""

    of_partner = False
    """The page belongs to the list of partners, otherwise to that of contacts."""
    kind: LinkKind | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the kind in the address, and whose list this page belongs to."""
        super().setup(request, *args, **kwargs)
        if "kind" in kwargs:
            self.kind = _kind(kwargs["kind"])
        self.screens = screens_of(self.kind.model if self.kind is not None and self.of_partner else Contact)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        for verb, model in self.needs():
            require(request.user, verb, model)
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def needs(self) -> Needs:
        """What one must be allowed to do."""

    @property
    def the_kind(self) -> LinkKind:
        """The kind in the address."""
        assert self.kind is not None
        return self.kind

    def contact_at(self, key: int) -> Contact:
        """The contact with that key. Raises Http404."""
        found = record_at(Contact, key)
        assert isinstance(found, Contact)
        return found

    def partner_at(self, key: int) -> SharingRecord:
        """The partner with that key. Raises Http404."""
        return record_at(self.the_kind.model, key)

    def once_only(self, act: Callable[[], tuple[str, HttpResponse | None]]) -> HttpResponse:
        """``act`` runs in one unit, and not again where the form is sent a second time.

        It returns where to go; or a page to show instead, which is then all that happened.
        """
        token = self.request.POST.get("token", "")
        with unit():
            url = once.result_of(self.request, token)
            if not url:
                url, page = act()
                if page is not None:
                    return page
                once.remember(self.request, token, url)
        return HttpResponseRedirect(url)


def record_at(model: type[SharingRecord], key: int) -> SharingRecord:
    """The record with that key. Raises Http404, saying what is known about it."""
    found = model._default_manager.filter(pk=key).first()
    if found is None:
        raise Http404(epitaph(model, key) or _("This record does not exist, or no longer."))
    assert isinstance(found, SharingRecord)
    return found


def way_of_linking(current: int, choose_url: str) -> list[Step]:
    """The steps of linking with what exists; one can go back to choosing (F1)."""
    return steps_at(
        current,
        [
            (pgettext("step", "Check"), choose_url),
            (pgettext("step", "Choose"), choose_url),
            (pgettext("step", "Decide and link"), ""),
        ],
    )


def way_of_creating(current: int, url: str) -> list[Step]:
    """The steps of creating one record from another (F2)."""
    return steps_at(current, [(pgettext("step", "Check"), url), (pgettext("step", "Look and create"), "")])


def way_of_many(current: int, list_url: str) -> list[Step]:
    """The steps of creating contacts from a list (F3)."""
    named = [
        (pgettext("step", "Choose"), list_url),
        (pgettext("step", "Preview"), ""),
        (pgettext("step", "Result"), ""),
    ]
    return steps_at(current, named)


def token_of(request: HttpRequest) -> str:
    """The token the form was shown with, or a new one."""
    return request.POST.get("token") or once.new_token()


def address_of(record: SharingRecord) -> str:
    """The card of a contact or partner."""
    return card_url(record)


def _kind(name: str) -> LinkKind:
    try:
        return kind_named(name)
    except KeyError as error:
        raise Http404(_("There is no page at this address.")) from error
