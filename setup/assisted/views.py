"""The pages of Assisted Setup: the list of steps, and the two that make the usual codes and series at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views import View

from crm.kit.addresses import setting_url
from crm.kit.overview import HomePanel
from crm.kit.permissions import may, require
from crm.kit.refusal import Refused
from crm.kit.screens.views import Crumb
from crm.kit.unit import unit
from setup.assisted import proposals
from setup.assisted.forms import RelationForm, SeriesForm
from setup.assisted.steps import progress, step_called
from setup.consequences import consequences_of
from setup.models import AssistedSetup, BusinessRelation, MarketingSetup
from setup.numbering.models import NumberSeries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crm.kit.models import Record

ON_THE_WAY = "assisted"
"""What the session calls the step that somebody left the list for."""


def title() -> str:
    """What the list is called."""
    return pgettext("navigation", "Assisted Setup")


class AssistedView(View):
    """A page for who may change Marketing Setup."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        require(request.user, "change", MarketingSetup)
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, *last: str, **context: Any) -> TemplateResponse:
        """The page, with the way to it."""
        way = [Crumb(pgettext("navigation", "Settings"), reverse("settings")), Crumb(title(), reverse("assisted"))]
        known = {"crumbs": [*way, *map(Crumb, last)], "title": last[-1] if last else title()}
        return TemplateResponse(self.request, template, known | context)


class AssistedList(AssistedView):
    """All steps with their states; some can be skipped, and home shows the list or not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; whoever comes back to it is no longer on the way."""
        request.session.pop(ON_THE_WAY, None)
        with unit():
            found = progress(request.user)
            hidden = AssistedSetup.current().hidden
        return self.render("setup/assisted.html", progress=found, hidden=hidden)

    def post(self, request: HttpRequest) -> HttpResponse:
        """A step is skipped or taken up again, or the list is hidden or shown on home."""
        setup = AssistedSetup.current()
        skip, resume = request.POST.get("skip"), request.POST.get("resume")
        left = {name for name in {*setup.skipped, skip} if name and step_called(name) and name != resume}
        setup.skipped = sorted(left)
        if shown := request.POST.get("home"):
            setup.hidden = shown == "hide"
        setup.save()
        return HttpResponseRedirect(reverse("home") if request.POST.get("from") == "home" else reverse("assisted"))


class Go(AssistedView):
    """To the page that does a step; on the way a bar leads back to the list."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """There; back to the list for what is no step."""
        step = step_called(name)
        if step is None:
            return HttpResponseRedirect(reverse("assisted"))
        request.session[ON_THE_WAY] = name
        return HttpResponseRedirect(step.url())


class UsualSeries(AssistedView):
    """The usual number series, as a preview that can be changed before they are made."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What would be made."""
        return self._page([SeriesForm(use, self._existing()) for use in self._open()])

    def post(self, request: HttpRequest) -> HttpResponse:
        """What was ticked is there, and named by the setups; nothing that existed was touched."""
        existing = self._existing()
        rows = [SeriesForm(use, existing, request.POST) for use in self._open()]
        checked = [row.is_valid() for row in rows]
        if not all(checked):
            return self._page(rows)
        try:
            made = proposals.create(wanted for row in rows if (wanted := row.result) is not None)
        except (Refused, ValidationError) as error:
            messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else error.sentence)
            return self._page(rows)
        done = ngettext("%(count)s number series was created.", "%(count)s number series were created.", made)
        messages.success(request, done % {"count": made})
        return HttpResponseRedirect(reverse("assisted"))

    def _open(self) -> list[proposals.Use]:
        with unit():
            return [use for use in proposals.uses() if use.chosen is None]

    def _existing(self) -> Mapping[str, str]:
        return dict(NumberSeries._base_manager.values_list("code", "description"))

    def _page(self, rows: list[SeriesForm]) -> HttpResponse:
        with unit():
            settled = [use for use in proposals.uses() if use.chosen is not None]
            counts_contacts = any(row.use.field == "contact_nos" for row in rows)
            told = consequences_of("contact_nos", MarketingSetup.current()) if counts_contacts else []
        return self.render(
            "setup/assisted_series.html", _("Create the usual number series"), rows=rows, settled=settled, told=told
        )


class UsualRelations(AssistedView):
    """The codes for customers, vendors and banks, in the language of who makes them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What would be made."""
        return self._page([RelationForm(*one) for one in _usual_relations()])

    def post(self, request: HttpRequest) -> HttpResponse:
        """What was ticked is there; which kinds are linked is said in Marketing Setup."""
        rows = [RelationForm(*one, request.POST) for one in _usual_relations()]
        wanted = [row for row in rows if row.data.get(row.add_prefix("wanted"))]
        checked = [row.is_valid() for row in wanted]
        if not all(checked):
            return self._page(rows)
        made = 0
        with unit():
            for row in wanted:
                code, description = row.cleaned_data["code"], row.cleaned_data["description"]
                if not BusinessRelation._base_manager.filter(code=code).exists():
                    BusinessRelation(code=code, description=description).save()
                    made += 1
        done = ngettext("%(count)s code was created.", "%(count)s codes were created.", made)
        messages.success(request, done % {"count": made})
        return HttpResponseRedirect(reverse("assisted"))

    def _page(self, rows: list[RelationForm]) -> HttpResponse:
        codes = list(BusinessRelation._base_manager.order_by("code"))
        existing = {one.code for one in codes}
        for row in rows:
            if not row.is_bound:
                row.initial["wanted"] = row.initial["code"] not in existing
        return self.render(
            "setup/assisted_relations.html",
            _("Create the usual business relation codes"),
            rows=rows,
            codes=codes,
            next_url=setting_url("customer_relation"),
        )


def _usual_relations() -> list[tuple[str, str, str]]:
    return [
        ("customer_relation", "CUST", pgettext("entity", "Customer")),
        ("vendor_relation", "VEND", pgettext("entity", "Vendor")),
        ("bank_account_relation", "BANK", pgettext("entity", "Bank")),
    ]


def on_home(request: HttpRequest) -> Mapping[str, Any] | None:
    """What is left, for administrators, until all is done or somebody hides it."""
    if not may(request.user, "change", MarketingSetup) or AssistedSetup.current().hidden:
        return None
    found = progress(request.user)
    return {"progress": found} if found.left else None


def on_the_way(record: Record, request: HttpRequest) -> Mapping[str, Any] | None:
    """The way back to the list for who came from it."""
    step = step_called(request.session.get(ON_THE_WAY, ""))
    return {"step": step} if step is not None else None


HOME = HomePanel(pgettext_lazy("navigation", "Assisted Setup"), "setup/assisted_home.html", on_home, leads=True)
