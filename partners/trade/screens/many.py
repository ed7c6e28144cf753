"""Something is done with many documents of a list: what will happen, then a run whose page shows how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.log import template_for
from contacts.interactions.models import InteractionTemplateSetup
from contacts.mail import checks
from contacts.mail.models import Message
from crm.kit.addresses import page_url
from crm.kit.cards import BulkAction, Page, register_bulk_action, register_page
from crm.kit.permissions import Verb, name_of, require
from crm.kit.screens import once
from crm.kit.screens.picking import PickingView
from crm.kit.unit import unit
from partners.trade import mailing, runs
from partners.trade.kinds import Status
from partners.trade.models.runs import Deed
from partners.trade.screens.runs import run_url

if TYPE_CHECKING:
    from django.db import models
    from django.utils.functional import Promise

    from partners.trade.models import Document

NAMED = 50
"""How many documents the page before a run names."""


@dataclass(frozen=True)
class Bulk:
    """A deed as its page and its button say it; ``left_out`` are documents with which it makes no sense."""

    deed: Deed
    path: str
    label: str | Promise
    about: str | Promise
    left_out: tuple[Status, ...]
    order: int
    needs: tuple[type[models.Model], ...] = ()
    """What whoever does it may add besides."""


BULKS = (
    Bulk(
        Deed.PRINT,
        "print-many",
        pgettext_lazy("action", "Print"),
        _("Each document is printed as by itself: its PDF is kept, and it counts how often it was printed."),
        (Status.CANCELED,),
        10,
    ),
    Bulk(
        Deed.RELEASE,
        "release-many",
        pgettext_lazy("action", "Release"),
        _("Parties, terms and lines of each document are closed until it is reopened."),
        tuple(status for status in Status if status != Status.OPEN),
        20,
    ),
    Bulk(
        Deed.SEND,
        "email-many",
        pgettext_lazy("action", "Send by Email"),
        _("Each document is sent to its contact, in the language of the document, with its PDF; each is recorded."),
        (Status.CANCELED,),
        15,
        needs=(Message,),
    ),
)


class ManyScreen(PickingView):
    """What will happen to the chosen documents, and the button that begins it."""

    verb: ClassVar[Verb] = "change"
    bulk: Bulk = None  # type: ignore[assignment]  # given by as_view

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """For those who may do all of it."""
        for model in self.bulk.needs:
            require(request.user, "add", model)
        return super().dispatch(request, *args, **options)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will happen."""
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """The run has begun, once."""
        rows = self._meant()
        token = request.POST.get("token", "")
        if self.picked.complaints or not rows.exists():
            return self._page()
        with unit():
            url = once.result_of(request, token)
            if not url:
                keys = rows.order_by().values_list("pk", flat=True)
                kind = self.screens.model.made_as  # type: ignore[attr-defined]  # of documents
                run = runs.start(request.user, self.bulk.deed, kind, keys, record="record" in request.POST)
                url = run_url(run)
                once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def _meant(self) -> models.QuerySet[Any, Any]:
        return self.picked.rows.exclude(status__in=self.bulk.left_out)

    def _page(self) -> HttpResponse:
        rows = self._meant()
        chosen, number = self.picked.rows.count(), rows.count()
        prints = self.bulk.deed == Deed.PRINT
        kind = self.screens.model.made_as  # type: ignore[attr-defined]  # of documents
        return self.render(
            "trade/many.html",
            title=self.screens.title,
            heading=self.bulk.label,
            crumbs=self.crumbs(None, str(self.bulk.label)),
            bulk=self.bulk,
            picked=self.picked,
            number=number,
            left_out=chosen - number,
            named=[one.title for one in rows.order_by("pk")[:NAMED]],
            recipients=_recipients(rows) if self.bulk.deed == Deed.SEND else (),
            obstacle=checks.no_server() if self.bulk.deed == Deed.SEND and not checks.is_ready() else "",
            prints=prints,
            sort=template_for(kind) if prints else None,
            setup_url=page_url(InteractionTemplateSetup, "list"),
            token=self.request.POST.get("token") or once.new_token(),
        )


def _recipients(rows: models.QuerySet[Any, Any]) -> list[tuple[str, str]]:
    """Each of the first documents with the address to which it goes, blank where none is known. One query."""
    shown = rows.select_related("contact", "customer", "vendor").order_by("pk")[:NAMED]
    return [(one.title, mailing.address_of(one)) for one in shown]


def register(model: type[Document]) -> None:
    """The list of ``model`` offers what can be done with many documents."""
    for bulk in BULKS:
        page = type(f"{bulk.path}-screen", (ManyScreen,), {"bulk": bulk})
        register_page(model, Page(bulk.path, page, of_list=True))
        permission = name_of("add", bulk.needs[0]) if bulk.needs else name_of("change", model)
        register_bulk_action(model, BulkAction(bulk.label, bulk.path, permission, bulk.order))
