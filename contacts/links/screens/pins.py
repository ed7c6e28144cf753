"""Pinned values: which values of a record stay whatever the linked records say (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from contacts.links.pinning import pinnable, set_pins
from contacts.sharing import SharingRecord
from crm.kit.addresses import card_url
from crm.kit.display import caption
from crm.kit.permissions import Verb
from crm.kit.refusal import Refused
from crm.kit.screens.views import ScreenView
from crm.kit.snapshot import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection


class Choice(NamedTuple):
    """A shared field, and whether it is ticked."""

    name: str
    label: str
    is_pinned: bool


class PinsScreen(ScreenView):
    """A box for each shared field. What others pinned while the page was open stays."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The boxes; those pinned are ticked."""
        record = self._record(key)
        return self._page(record, record.pinned)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """What was ticked is pinned, what was unticked no longer."""
        record, ticked = self._record(key), request.POST.getlist("pins")
        shown = unpacked(request.POST.get("opened", ""))
        if shown is None or shown.get("record") != str(record.pk):
            messages.warning(request, _("This form is incomplete; look at the values and save again."))
            return self._page(record, ticked, status=409)
        try:
            set_pins(record, ticked, seen=shown["pinned"])
        except Refused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(self.list_url)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(card_url(record))

    def _record(self, key: str) -> SharingRecord:
        record = self.record_of(key)
        assert isinstance(record, SharingRecord)
        return record

    def _page(self, record: SharingRecord, ticked: Collection[str], status: int = 200) -> HttpResponse:
        model, heading = type(record), _("Pinned Values")
        return self.render(
            "links/pins.html",
            status=status,
            title=record.title,
            heading=heading,
            crumbs=self.crumbs(record, heading),
            choices=[Choice(name, caption(model, name), name in ticked) for name in pinnable(model)],
            opened=packed({"record": str(record.pk), "pinned": record.pinned}),
            cancel_url=card_url(record),
        )
