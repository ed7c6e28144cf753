"""The log as a list with its views, what it comes to, and the drafts (P22, a.6, a.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.filters import View
from contacts.interactions.models import EVENTS, Interaction, InteractionTemplateSetup
from contacts.interactions.screens.marking import DEEDS
from contacts.interactions.statistics import by_template, figures_of
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.screens.delete import DeleteScreen
from crm.kit.screens.lists import ListScreen
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit

if TYPE_CHECKING:
    from crm.kit.screens.lists import Cell

STATISTICS = pgettext_lazy("page", "Interaction Statistics")
POSTPONED = pgettext_lazy("page", "Postponed Interactions")


class Tab(NamedTuple):
    """A view of the list; ``is_current`` where it is the one that is shown."""

    label: str
    url: str
    is_current: bool


class Line(NamedTuple):
    """A row of the list, and the entry behind it."""

    entry: Interaction
    url: str
    cells: list[Cell]


class LogScreen(ListScreen):
    """The list with a box before each row, and what can be done with the rows that are ticked."""

    def render(self, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
        """The page of the log in the place of the kit's."""
        rows = zip(context["page"].rows, context["lines"], strict=True)
        more = {
            "rows": [Line(entry, card_url(entry), line.cells) for entry, line in rows],
            "views": self._views(),
            "deeds": [(name, deed.label) for name, deed in DEEDS.items()],
            "selected_url": page_url(Interaction, "selected"),
            "is_off": self._is_off(),
            "setup_url": page_url(InteractionTemplateSetup, "list"),
        }
        return super().render("interactions/list.html", status=status, **context, **more)

    def _views(self) -> list[Tab]:
        here, params = self.request.path, self.request.GET
        mine = str(self.request.user.pk)
        is_all = not params.get("view") and not params.get("user")
        tabs = [
            Tab(pgettext("filter", "All"), here, is_all),
            Tab(_("Mine"), f"{here}?{urlencode({'user': mine})}", params.get("user") == mine),
        ]
        views = ((view, f"{here}?{urlencode({'view': view.value})}") for view in View)
        return [*tabs, *(Tab(str(view.label), url, params.get("view") == view) for view, url in views)]

    def _is_off(self) -> bool:
        setup = InteractionTemplateSetup.current()
        return not any(getattr(setup, f"{event}_id") for event in EVENTS)


class StatisticsScreen(ScreenView):
    """What the entries come to that the filters of the log let through. Two queries, however many there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The figures, and the same for each template."""
        filters = self.screens.filter_class(request.GET, queryset=self.screens.rows())
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
            views=[
                Tab(_("Mine"), request.path, not is_all),
                Tab(pgettext("filter", "All"), f"{request.path}?of=all", is_all),
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
