"""What the log comes to, how entries go, and the drafts (a.6, a.9, a.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.models import Interaction
from contacts.interactions.statistics import by_template, figures_of
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.screens.delete import DeleteScreen
from crm.kit.screens.lists import Tab
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit

if TYPE_CHECKING:
    pass

STATISTICS = pgettext_lazy("page", "Interaction Statistics")
POSTPONED = pgettext_lazy("page", "Postponed Interactions")


class StatisticsScreen(ScreenView):
    """What the entries come to that the filters of the log let through. Two queries, however many there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The figures, and the same for each template."""
        filters = self.screens.filter_class(request.GET, queryset=self.screens.rows(), request=request)
        rows = Interaction.objects.filter(pk__in=filters.qs.order_by().values("pk"))
        list_url = page_url(Interaction, "list")
        return self.render(
            "interactions/statistics.html",
            title=STATISTICS,
            crumbs=self.crumbs(None, str(STATISTICS)),
            filters=filters,
            chips=list(filters.chips(request.GET)),
            reset_url=request.path,
            totals={"figures": figures_of(rows), "url": ""},
            templates=by_template(rows),
            entries_url=f"{list_url}?{request.GET.urlencode()}" if request.GET else list_url,
        )


class GoingScreen(DeleteScreen):
    """Deletes what was canceled or postponed, and nothing else (a.9)."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The plan; or why it stays."""
        return self._objection(key) or super().get(request, key)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """It is gone."""
        return self._objection(key) or super().post(request, key)

    def _objection(self, key: str) -> HttpResponse | None:
        try:
            with unit(savepoint=True):
                entry = self.record_of(key).locked_to_delete()
        except Refused as refused:
            entry = self.record_of(key)
            crumbs, ways = self.crumbs(entry, _("Delete")), [(entry.title, card_url(entry))]
            context = {"title": entry.title, "crumbs": crumbs, "sentence": refused.sentence, "ways": ways}
            return self.render("interactions/objection.html", status=409, **context)
        return None


class PostponedScreen(ScreenView):
    """The drafts of the user, or of everybody: to be finished or deleted. One query."""

    verb = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The latest first."""
        is_all = request.GET.get("of") == "all"
        mine = {} if is_all else {"user": request.user.pk}
        drafts = Interaction.objects.filter(postponed=True, **mine).select_related("template", "user")
        may_delete = may(request.user, "delete", Interaction)
        return self.render(
            "interactions/postponed.html",
            title=POSTPONED,
            crumbs=self.crumbs(None, str(POSTPONED)),
            tabs=[
                Tab(pgettext("filter.interactions", "Mine"), request.path, not is_all),
                Tab(pgettext("filter.interactions", "All"), f"{request.path}?of=all", is_all),
            ],
            drafts=[
                (
                    draft,
                    page_url(Interaction, "resume", draft.pk),
                    page_url(Interaction, "delete", draft.pk) if may_delete else "",
                )
                for draft in drafts
            ],
        )
