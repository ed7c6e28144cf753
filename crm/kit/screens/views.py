"""What every page of a record does: ask for permission, find the record, know the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import Verb, may, require
from crm.kit.screens.state import state_of, with_state
from crm.kit.witness import epitaph

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from crm.kit.models import Record
    from crm.kit.screens.declaration import Screens


class Crumb(NamedTuple):
    """One step of the way to a page."""

    title: str
    url: str = ""


class ScreenView(View):
    """A page that belongs to a list of records; refused without the permission for ``verb``."""

    screens: Screens = None  # type: ignore[assignment]  # given by as_view
    verb: ClassVar[Verb] = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        require(request.user, self.verb, self.screens.model)
        if "\0" in str(kwargs.get("key", "")):  # PostgreSQL keeps it in no text
            raise Http404(_("There is no page at this address."))
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
        """The page, with what all pages of these records know."""
        user, model = self.request.user, self.screens.model
        writes = not self.screens.is_kept
        known = {
            "screens": self.screens,
            "may_add": writes and may(user, "add", model),
            "may_change": writes and may(user, "change", model),
            "may_delete": writes and may(user, "delete", model),
            "list_url": self.list_url,
        }
        return TemplateResponse(self.request, template, known | context, status=status)

    @property
    def list_url(self) -> str:
        """The list; with its search and filters where the user comes from there."""
        url = page_url(self.screens.model, "list")
        state = state_of(self.request, url)
        return f"{url}?{state}" if state else url

    def near(self, url: str) -> str:
        """``url`` of a page of the same record; it knows the list that the user came from too."""
        return with_state(url, state_of(self.request, page_url(self.screens.model, "list")))

    def crumbs(self, record: Record | None = None, *last: str) -> list[Crumb]:
        """The way to this page: list, record, and what is done here."""
        way = [Crumb(self.screens.title, self.list_url)]
        if record is not None and not self.screens.is_single:
            way.append(Crumb(record.title, self.near(card_url(record))))
        return [*way, *map(Crumb, last)]

    def record_of(self, key: str) -> Record:
        """The record with that key. Raises Http404, saying what is known about it."""
        found = self.rows_with(key).first()
        if found is None:
            raise Http404(epitaph(self.screens.model, key) or _("This record does not exist, or no longer."))
        return found

    def rows_with(self, key: str, *, to_write: bool = False) -> QuerySet[Record]:
        """The row with that key or none; read as a save reads it where it is going to be written."""
        model = self.screens.model
        rows: QuerySet[Record] = model.stored_rows() if to_write else model._default_manager.all()
        try:
            pk = model._meta.pk.to_python(key)
        except ValidationError:
            return rows.none()
        return rows.filter(pk=pk)
