"""What an entry is about: its file, the version that went out, or the document as it is now (a.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from contacts.interactions.models import Interaction
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import may
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment

PDF = "application/pdf"


class EntryPage(ScreenView):
    """A page about one entry."""

    def entry(self, key: str) -> Interaction:
        """The entry with that key. Raises Http404."""
        found = self.record_of(key)
        assert isinstance(found, Interaction)
        return found


class ShowScreen(EntryPage):
    """Leads to what there is; says so where it is gone."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """To the file, else the stored version, else the document."""
        entry = self.entry(key)
        url = self._file(entry) or self._document(entry)
        if not url:
            messages.warning(
                request, _("There is nothing to show any longer: no file was kept, and no document is left.")
            )
        return HttpResponseRedirect(url or card_url(entry))

    def _file(self, entry: Interaction) -> str:
        return page_url(Interaction, "file", entry.pk) if is_there(entry.attachment) else ""

    def _document(self, entry: Interaction) -> str:
        document = entry.document
        if document is None or not may(self.request.user, "view", type(document)):
            return ""
        versions = document.versions.filter(version=entry.document_version, pdf__isnull=False)
        version = versions.select_related("pdf").first() if entry.document_version else None
        try:
            pdf_url = page_url(type(document), "pdf", document.pk)
        except NoReverseMatch:
            return card_url(document)
        return (
            f"{pdf_url}?version={version.version}"
            if version is not None and is_there(version.pdf)
            else card_url(document)
        )


class FileScreen(EntryPage):
    """Sends the file of an entry. Only PDFs are shown in the browser, everything else is saved."""

    def get(self, request: HttpRequest, key: str) -> FileResponse:
        """The stored file. Raises Http404 where there is none, or it was removed."""
        attachment = self.entry(key).attachment
        if attachment is None or not is_there(attachment):
            raise Http404(_("There is no file any longer."))
        is_pdf = attachment.content_type == PDF
        response = FileResponse(attachment.file.open("rb"), content_type=attachment.content_type)
        disposition = "inline" if is_pdf else "attachment"
        response["Content-Disposition"] = f"{disposition}; filename*=utf-8''{quote(attachment.name)}"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        if not is_pdf:
            response["Content-Security-Policy"] = "sandbox"
        return response


def is_there(attachment: Attachment | None) -> bool:
    """Its file is on disk."""
    name = attachment.file.name if attachment is not None else ""
    return bool(name) and attachment is not None and attachment.file.storage.exists(name or "")
