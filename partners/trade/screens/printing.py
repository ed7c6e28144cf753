"""Looking at a document as it will be printed, and printing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.log import template_for
from contacts.interactions.models import Interaction, InteractionTemplateSetup
from crm.kit.addresses import card_url, page_url
from crm.kit.cards import Action, Page, Panel
from crm.kit.permissions import Verb, name_of
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.picking import PICK
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit
from partners.trade import outgoing, party
from partners.trade.models import Document, DocumentVersion
from partners.trade.printing import page, pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

PRINT = pgettext_lazy("action", "Print")


class DocumentPage(ScreenView):
    """A page about one document."""

    def document(self, key: str) -> Document:
        """The document with that key. Raises Http404."""
        found = self.record_of(key)
        assert isinstance(found, Document)
        return found


class PdfScreen(DocumentPage):
    """The PDF: as it would be printed now, or as it went out. Looking changes nothing (b.3)."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The file, to be shown in the browser."""
        document = self.document(key)
        wanted = request.GET.get("version", "")
        if not wanted:
            return _shown(pdf.rendered(document), page.file_name(document))
        versions = document.versions.select_related("pdf")
        version = versions.filter(version=wanted).first() if wanted.isdecimal() else None
        if version is None or version.pdf is None:
            raise Http404(_("This version does not exist."))
        return _shown(version.pdf.file.read(), version.pdf.name)


class PrintScreen(DocumentPage):
    """First a look at the page, then the button that prints, keeps and records it."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What will happen."""
        return self._page(self.document(key))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """It is printed, once."""
        document, token = self.document(key), request.POST.get("token", "")
        try:
            with unit():
                url = once.result_of(request, token)
                if not url:
                    printed = outgoing.printed(document, record="record" in request.POST)
                    url = card_url(document)
                    once.remember(request, token, url)
                    messages.success(request, _said(document, printed))
        except Refused as refused:
            return self._page(document, refused, status=409)
        return HttpResponseRedirect(url)

    def _page(self, document: Document, refused: Refused | None = None, status: int = 200) -> HttpResponse:
        return self.render(
            "trade/print.html",
            status=status,
            title=document.title,
            heading=PRINT,
            crumbs=self.crumbs(document, str(PRINT)),
            refused=refused,
            sort=template_for(document.kind) if document.nature.is_recorded_when_printed else None,
            elsewhere=not document.nature.is_recorded_when_printed,
            contact=party.contact_of(document),
            setup_url=page_url(InteractionTemplateSetup, "list"),
            preview_url=page_url(type(document), "pdf", document.pk),
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(document),
        )


def versions_of(document: Document, request: HttpRequest) -> Mapping[str, Any] | None:
    """What went out, newest first; nothing before anything did. One query."""
    versions = list(document.versions.select_related("by"))
    url = page_url(type(document), "pdf", document.pk)
    return {"versions": [(one, f"{url}?version={one.version}") for one in versions]} if versions else None


PAGES = (Page("pdf", PdfScreen), Page("print", PrintScreen))
VERSIONS = Panel(DocumentVersion._meta.verbose_name_plural or "", "trade/versions.html", versions_of, order=30)


def print_action(model: type[Document]) -> Action:
    """The button on the card."""
    return Action(
        PRINT,
        lambda document: page_url(model, "print", document.pk),
        permission=name_of("change", model),
        order=15,
        keys="Control+P",
        when=lambda document: document.status != "canceled",
        stands_out=True,
    )


def _said(document: Document, printed: outgoing.Printed) -> str:
    """What happened, where the file is, and the way back for whom the paper jammed (F9-3)."""
    url = f"{page_url(type(document), 'pdf', document.pk)}?version={printed.version.version}"
    if printed.interaction is None:
        return format_html('{} <a href="{}">{}</a>', _("Printed."), url, printed.file.name)
    cancel = f"{page_url(Interaction, 'cancel')}?{PICK}={printed.interaction.pk}"
    doubt = _("Not printed? Cancel the interaction")
    said = '{} <a href="{}">{}</a> · <a href="{}">{}</a>'
    return format_html(said, _("Printed and recorded."), url, printed.file.name, cancel, doubt)


def _shown(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=outgoing.PDF)
    response["Content-Disposition"] = f"inline; filename*=utf-8''{quote(name)}"
    return response
