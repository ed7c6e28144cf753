"""What people arrange of a list: its columns and its views. Dialogs over the list; without a script they are pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext
from django.views import View

from crm.desk import arranging
from crm.desk.models import ListView
from crm.kit.addresses import page_url
from crm.kit.arranging import OWN, WIDTHS
from crm.kit.permissions import require
from crm.kit.screens import partly
from crm.kit.screens.declaration import Screens
from crm.kit.screens.listed import columns_named, columns_shown, head_of, name_of
from crm.kit.screens.registry import all_screens
from crm.kit.screens.views import Crumb

OFFERED = frozenset(map(str, (0, *WIDTHS)))
"""The widths that a column can have; 0 for as wide as it needs."""


class ArrangingView(View):
    """Something about one list, for those who may see it; ``query`` is the state in which it is."""

    screens: Screens

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the list."""
        label = kwargs.pop("label")
        found = next((one for one in all_screens() if one.model._meta.label_lower == label), None)
        if found is None or found.is_single:
            raise Http404(_("There is no page at this address."))
        require(request.user, "view", found.model)
        self.screens = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def query(self) -> str:
        """The parameters of the list."""
        return self.request.POST["query"] if "query" in self.request.POST else self.request.GET.urlencode()

    def list_url(self, query: str) -> str:
        """The list in that state."""
        url = page_url(self.screens.model, "list")
        return f"{url}?{query}" if query else url

    def kept(self, *, own: bool = True) -> ListView | None:
        """The view in which the list is; only one of the reader's own where ``own`` is set."""
        key = QueryDict(self.query).get(OWN, "")
        if not key.isdecimal() or len(key) > 18:
            return None
        rows = ListView.objects.filter(pk=int(key), model=self.screens.model._meta.label_lower)
        return (rows.filter(user=self.request.user.pk) if own else rows).first()

    def page(self, part: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        """The dialog, or the page of it."""
        is_part = partly.is_part(self.request)
        known = {
            "title": title,
            "part": part,
            "crumbs": [Crumb(self.screens.title, page_url(self.screens.model, "list")), Crumb(title)],
            "query": self.query,
            "action": self.request.path,
            "cancel_url": self.list_url(self.query),
        }
        template = part if is_part else "desk/dialog.html"
        # htmx shows no answer that is an error
        response = TemplateResponse(self.request, template, known | context, status=200 if is_part else status)
        return partly.varied(response)


class ColumnsScreen(ArrangingView):
    """Which columns the list shows, and in which order. What a view keeps is changed with it, in one's own views."""

    def get(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """All columns that the list has; the ones that it shows stand first and are ticked."""
        arrangement = arranging.arrangement_of(request.user, self.screens.model)
        shown = [name_of(one) for one in columns_shown(self.screens, arrangement, request.GET)]
        order = [*shown, *(name for name in self.screens.available if name not in shown)]
        return self._page(order, shown)

    def post(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """The list shows them; or the page with one column moved."""
        order, ticked = request.POST.getlist("order"), request.POST.getlist("columns")
        for step, way in ((-1, "up"), (1, "down")):
            if way in request.POST:
                return self._page(_moved(order, request.POST[way], step), ticked)
        wanted = [name for name in order if name in ticked] if "reset" not in request.POST else []
        names = [name_of(one) for one in columns_named(self.screens, wanted)] if wanted else []
        self._widen()
        if not names and "reset" not in request.POST:
            return self._page(order, ticked, _("Tick at least one column."))
        return partly.list_at(request, self.list_url(self._keep(names)))

    def _widen(self) -> None:
        """Columns are as wide as chosen; the usual ones as wide as they need."""
        posted, user, model = self.request.POST, self.request.user, self.screens.model
        kept = arranging.arrangement_of(user, model).widths
        for name in self.screens.available:
            chosen = "0" if "reset" in posted else posted.get(f"width-{name}", str(kept.get(name, 0)))
            if chosen in OFFERED and int(chosen) != kept.get(name, 0):
                arranging.choose_width(user, model, name, int(chosen))

    def _keep(self, names: list[str]) -> str:
        """The parameters of the list that shows them."""
        view, query = self.kept(), QueryDict(self.query, mutable=True)
        if view is not None:
            view.columns = names
            view.save()
            return self.query
        arranging.choose_columns(self.request.user, self.screens.model, names)
        query.pop(OWN, None)
        return query.urlencode()

    def _page(self, order: list[str], ticked: list[str], error: str = "") -> HttpResponse:
        columns = columns_named(self.screens, order)
        kept = arranging.arrangement_of(self.request.user, self.screens.model).widths
        offered = [(name_of(one), head_of(self.screens.model, one), name_of(one) in ticked) for one in columns]
        asked = {name: self.request.POST.get(f"width-{name}", str(kept.get(name, 0))) for name, *_rest in offered}
        title = pgettext("filter", "Choose Columns")
        lines = [(*one, asked[one[0]]) for one in offered]
        widths = [(str(one), 2 * (one - 1)) for one in WIDTHS]
        return self.page("desk/columns.html", title, offered=lines, widths=widths, error=error)


class WidthScreen(ArrangingView):
    """How wide one column is for its reader, as it was dragged."""

    def post(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """It is as wide from now on; refused for a width or a column that there is not."""
        name, width = request.POST.get("column", ""), request.POST.get("width", "")
        if name not in self.screens.available or width not in OFFERED:
            return HttpResponseBadRequest()
        arranging.choose_width(request.user, self.screens.model, name, int(width))
        return HttpResponse(status=204)


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs types forms at check time only
    """The name of a view, and whom it is for."""

    class Meta:
        model = ListView
        fields = ("name", "is_shared")
        help_texts = {
            "is_shared": _lazy("Everybody who may see this list finds it among the views; only you change it.")
        }


class SaveView(ArrangingView):
    """Keeps the state of a list under a name; or in the view in which the list is, where that is one's own."""

    def get(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """The name."""
        return self._page(ViewForm())

    def post(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """The list stands in that view."""
        kept = self.kept() if "update" in request.POST else None
        if kept is not None:
            kept.query = arranging.state_in(self.query)
            kept.save()
            return partly.list_at(request, self.list_url(arranging.address_of(kept)))
        form = ViewForm(request.POST, instance=self._new())
        if not form.is_valid():
            return self._page(form, status=422)
        return partly.list_at(request, self.list_url(arranging.address_of(form.save())))

    def _new(self) -> ListView:
        user, model = self.request.user, self.screens.model
        arrangement = arranging.arrangement_of(user, model)
        shown = [name_of(one) for one in columns_shown(self.screens, arrangement, QueryDict(self.query))]
        usual = tuple(shown) == self.screens.usually
        number = sum(view.is_own for view in arrangement.views)
        return ListView(
            user_id=user.pk or 0,
            model=model._meta.label_lower,
            query=arranging.state_in(self.query),
            columns=[] if usual else shown,
            position=number,
        )

    def _page(self, form: ViewForm, status: int = 200) -> HttpResponse:
        return self.page("desk/save_view.html", pgettext("filter", "Save View"), status, form=form, kept=self.kept())


class ViewsScreen(ArrangingView):
    """The views that one keeps of a list: names, whom they are for, their order; or away with one."""

    def get(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """All of them."""
        return self._page([(view, "") for view in self._views()])

    def post(self, request: HttpRequest, **_known: Any) -> HttpResponse:
        """They are as typed, and one is moved or gone where that was asked for."""
        views, wrong = self._views(), []
        with transaction.atomic():
            wrong = [(view, self._rename(view)) for view in views]
            if any(error for _view, error in wrong):
                transaction.set_rollback(True)
                return self._page(wrong, status=422)
            for way, act in self._acts(views).items():
                if request.POST.get(way, "").isdecimal():
                    act(int(request.POST[way][:18]))
                    return self._again()
        return partly.list_at(request, self.list_url(self.query))

    def _acts(self, views: list[ListView]) -> dict[str, Callable[[int], Any]]:
        return {
            "up": lambda key: arranging.move(views, key, -1),
            "down": lambda key: arranging.move(views, key, 1),
            "delete": lambda key: [view.delete() for view in views if view.pk == key],
        }

    def _again(self) -> HttpResponse:
        if partly.is_part(self.request):
            return self._page([(view, "") for view in self._views()])
        url = reverse("desk-views", args=[self.screens.model._meta.label_lower])
        return HttpResponseRedirect(f"{url}?{self.query}")

    def _views(self) -> list[ListView]:
        return arranging.own_views(self.request.user, self.screens.model)

    def _rename(self, view: ListView) -> str:
        """The view is called and shared as typed; what is wrong with that."""
        posted = self.request.POST
        name, is_shared = posted.get(f"name-{view.pk}", view.name).strip(), f"shared-{view.pk}" in posted
        if (name, is_shared) == (view.name, view.is_shared):
            return ""
        view.name, view.is_shared = name, is_shared
        try:
            view.full_clean()
        except ValidationError as error:
            return " ".join(error.messages)
        view.save()
        return ""

    def _page(self, views: list[tuple[ListView, str]], status: int = 200) -> HttpResponse:
        return self.page("desk/views.html", pgettext("page", "Views of this list"), status, views=views)


def _moved(order: list[str], name: str, step: int) -> list[str]:
    found = list(order)
    at = found.index(name) if name in found else -1
    if at >= 0 and 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found
