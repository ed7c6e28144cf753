"""Synchronize, for many: the differences of the records that were ticked in their list, settled by a rule (P10, F5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contacts.links import differences, offers
from contacts.links.differences import Asked
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.screens.differences import rules
from contacts.models import Contact
from crm.kit.cards import BulkAction, Page, register_bulk_action, register_page
from crm.kit.permissions import name_of, require
from crm.kit.screens.picking import PickingView

if TYPE_CHECKING:
    from django.db import models

    from contacts.links.kinds import LinkKind

PATH = "synchronize"
LABEL = pgettext_lazy("action", "Synchronize")


class SynchronizeManyScreen(PickingView):
    """Which of the chosen records differ from what they are linked with, and the rule; the preview is that of P21.

    Paused links are left as they are. A scan for each kind, and two queries.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may write to no kind, saying what is missing."""
        for needs in (offers.TO_SEE_DIFFERENCES, () if self._kinds else offers.to_repair(self._of_list[0])):
            for verb, model in needs:
                require(request.user, verb, model)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """How many differ, and how they are settled; where none does, that is said above the list."""
        found = [] if (objection := self.objection()) else self._differing()
        if objection:
            messages.warning(request, objection)
        elif not found:
            messages.success(request, _("Of the chosen records, none differs from what it is linked with."))
        if not found:
            return HttpResponseRedirect(self.list_url)
        return self.render(
            "links/synchronize_many.html",
            title=LABEL,
            crumbs=self.crumbs(None, str(LABEL)),
            words=self.picked.words,
            number=len(self.records),
            found=found,
            rules=rules(),
            cancel_url=self.list_url,
        )

    @property
    def _of_list(self) -> list[LinkKind]:
        model = self.screens.model
        return [kind for kind in all_kinds() if model in (Contact, kind.model)]

    @property
    def _kinds(self) -> list[LinkKind]:
        """The kinds of this list that the user may write to."""
        return [kind for kind in self._of_list if offers.allows(self.request.user, offers.to_repair(kind))]

    def _differing(self) -> list[int]:
        """The links of the chosen records that differ."""
        side = "contact" if self.screens.model is Contact else self._of_list[0].name
        chosen = {f"{side}__in": [record.pk for record in self.records]}
        relations = ContactBusinessRelation.objects.linked().filter(**chosen).values_list("pk", flat=True)
        asked = Asked(tuple(self._kinds), paused=False, relations=frozenset(relations))
        return [key.relation for key in differences.search(asked).keys]


def register_kinds() -> None:
    """The lists of contacts and of every kind of partner offer it."""
    lists: list[type[models.Model]] = [Contact, *(kind.model for kind in all_kinds())]
    for model in lists:
        register_page(model, Page(PATH, SynchronizeManyScreen, of_list=True))
        register_bulk_action(model, BulkAction(LABEL, PATH, name_of("change", model), 25))
