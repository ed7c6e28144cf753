"""My Settings, the language switch, and what pages note about their reader on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from crm.desk.forms import DeskForm
from crm.desk.models import Desk
from crm.desk.seen import note_seen
from crm.desk.shortcuts import SHORTCUTS
from crm.kit.addresses import has_card
from crm.kit.permissions import may
from crm.kit.preferences import MenuWidth
from crm.kit.screens.views import Crumb


class MySettings(View):
    """The settings of whoever is signed in. Nobody sees those of others."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self._page(request, DeskForm(instance=Desk.of(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """They hold from the next page on, which is this one in the new language."""
        form = DeskForm(request.POST, instance=Desk.of(request.user))
        if not form.is_valid():
            return self._page(request, form)
        desk = form.save()
        if desk.language:
            translation.activate(desk.language)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("my-settings"))

    def _page(self, request: HttpRequest, form: DeskForm) -> HttpResponse:
        title = _("My Settings")
        context = {
            "form": form,
            "pages": [form[name] for name in ("theme", "density", "page_size", "single_keys")],
            "title": title,
            "crumbs": [Crumb(title)],
            "now": timezone.localtime(),
            "sample": number_format(Decimal("1234.5"), 2, force_grouping=True),
        }
        return TemplateResponse(request, "desk/settings.html", context)


def shortcuts(request: HttpRequest) -> HttpResponse:
    """What keys do; without the frame where a page asks for it to show it over itself."""
    template = "desk/help.html" if request.headers.get("HX-Request") else "desk/shortcuts.html"
    return TemplateResponse(request, template, {"title": _("Keyboard Shortcuts"), "shortcuts": SHORTCUTS})


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The pages speak the chosen language: for this browser, and for whoever is signed in everywhere."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and translation.check_for_language(chosen):
        desk = Desk.of(request.user)
        desk.language = chosen
        desk.save()
    return response


@require_POST
def arrange(request: HttpRequest) -> HttpResponse:
    """The menu is as wide as asked for, the fact boxes are hidden or shown, on every page from now on."""
    desk = Desk.of(request.user)
    desk.menu = request.POST.get("menu", desk.menu)
    desk.hides_facts = request.POST.get("hides_facts", "yes" if desk.hides_facts else "") == "yes"
    if desk.menu not in MenuWidth.values:
        return HttpResponseBadRequest()
    desk.save()
    return HttpResponse(status=204)


@require_POST
def fold(request: HttpRequest) -> HttpResponse:
    """The named section of cards stays closed, or open again."""
    desk, name = Desk.of(request.user), request.POST.get("section", "")[:100]
    is_open = request.POST.get("open") == "yes"
    desk.folded = sorted({*desk.folded} - {name} if is_open else {*desk.folded, name})
    desk.save()
    return HttpResponse(status=204)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The record is among those that were viewed last; a record that the user may not see is not."""
    model = _model_called(request.POST.get("model", ""))
    if model is None or not may(request.user, "view", model):
        return HttpResponseBadRequest()
    note_seen(request.user, model, request.POST.get("key", ""))
    return HttpResponse(status=204)


def _model_called(label: str) -> Any:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if has_card(model) else None
