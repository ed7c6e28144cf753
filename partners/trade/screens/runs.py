"""The page of a run: how far it is, a step more with every sending, and at the end what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from crm.kit.addresses import page_url
from crm.kit.permissions import require
from crm.kit.screens.views import Crumb
from partners.trade import runs
from partners.trade.models import MODELS, Run
from partners.trade.models.runs import Deed
from partners.trade.printing.bundle import Named, merged, zipped

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 200
"""How many refusals the page names."""


class RunScreen(View):
    """A run of one's own, for those who still may change such documents."""

    def get(self, request: HttpRequest, key: int) -> TemplateResponse:
        """How far it is."""
        run = run_of(request, key)
        title = {Deed.PRINT: _("Printing"), Deed.SEND: _("Sending")}.get(Deed(run.deed), _("Releasing"))
        model = MODELS[run.kind]
        list_url = page_url(model, "list")
        context = {
            "run": run,
            "title": title,
            "list_title": model._meta.verbose_name_plural,
            "list_url": list_url,
            "crumbs": [Crumb(str(model._meta.verbose_name_plural), list_url), Crumb(title)],
            "said": _said(run) if run.is_finished else "",
            "refused": run.refused[:SHOWN],
            "more": max(len(run.refused) - SHOWN, 0),
            "percent": 100 * run.done // run.total if run.total else 100,
            "prints": run.deed == Deed.PRINT,
        }
        return TemplateResponse(request, "trade/run.html", context)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """It is a step further."""
        runs.step(run_of(request, key))
        return HttpResponseRedirect(reverse("trade-run", args=[key]))


class RunFile(View):
    """What a run printed, as one PDF or as a zip, streamed from the kept files."""

    def get(self, request: HttpRequest, key: int, form: str) -> StreamingHttpResponse:
        """The file. Raises Http404 where nothing was printed."""
        run = run_of(request, key)
        if not run.versions or form not in ("pdf", "zip"):
            raise Http404(_("There is nothing to download."))
        kept = runs.files_of(run)
        content: Iterable[bytes]
        if form == "pdf":
            content = merged(_read(one) for one in kept)
        else:
            content = zipped(Named(one.name, _read(one)) for one in kept)
        response = StreamingHttpResponse(content, content_type=f"application/{form}")
        name = f"{run.kind.replace('_', '-')}s-{timezone.localtime(run.at):%Y-%m-%d-%H%M}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def run_of(request: HttpRequest, key: int) -> Run:
    """The run, if it is the user's own. Raises Http404, and PermissionDenied where it may no longer be done."""
    run: Run = get_object_or_404(Run, pk=key, user=request.user.pk)
    require(request.user, "change", MODELS[run.kind])
    return run


def run_url(run: Run) -> str:
    """Where the run is looked at."""
    return reverse("trade-run", args=[run.pk])


def _said(run: Run) -> str:
    """What came of it, in a sentence."""
    number = run.succeeded
    if run.deed == Deed.PRINT:
        sentence = ngettext(
            "%(count)s document was printed and kept.", "%(count)s documents were printed and kept.", number
        )
    elif run.deed == Deed.SEND:
        sentence = ngettext(
            "%(count)s e-mail is queued; it is recorded when it has left.",
            "%(count)s e-mails are queued; each is recorded when it has left.",
            number,
        )
    else:
        sentence = ngettext("%(count)s document was released.", "%(count)s documents were released.", number)
    return sentence % {"count": number}


def _read(kept: Any) -> bytes:
    with kept.file.open("rb") as opened:
        content: bytes = opened.read()
    return content


urlpatterns = [
    path("runs/<int:key>/", RunScreen.as_view(), name="trade-run"),
    path("runs/<int:key>/<str:form>/", RunFile.as_view(), name="trade-run-file"),
]
