"""What can be done with a document besides changing it: first what will happen, then the button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.links.kinds import kind_named
from crm.kit import notices
from crm.kit.addresses import card_url, page_url
from crm.kit.cards import Action, Page
from crm.kit.permissions import Verb, name_of, require
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit
from partners.trade import copying, flow, prospects
from partners.trade.kinds import Nature, Status
from partners.trade.models import MODELS, Document

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Choice(NamedTuple):
    """Something that may be ticked, and with which sentence."""

    name: str
    label: str
    is_ticked: bool = False


@dataclass(frozen=True)
class Deed:
    """One thing to do. ``when`` says for which documents it is offered, ``makes`` that it leads to another one."""

    path: str
    label: str | Promise
    consequence: str | Promise
    done: str | Promise
    act: Callable[..., Document]
    when: Callable[[Document], bool]
    fits: Callable[[Nature], bool] = lambda nature: True
    makes: bool = False
    order: int = 50
    choices: Callable[[Document], Sequence[Choice]] = lambda document: ()
    """What may be ticked before; each is a keyword of ``act``."""
    keys: str = ""


def _is(*allowed: Status) -> Callable[[Document], bool]:
    return lambda document: document.status in allowed


def _before_ordering(quote: Document) -> Sequence[Choice]:
    """Whom it is for is made first where it is nobody's yet; what is too late is ordered where somebody says so."""
    found = []
    if quote.party is None and quote.contact is not None:
        found.append(Choice("create", prospects.offer(quote, quote.contact), is_ticked=True))
    if quote.is_expired and quote.valid_until is not None:
        label = _now("It was valid until %(date)s. Order it all the same.")
        found.append(Choice("late", label % {"date": date_format(quote.valid_until, "SHORT_DATE_FORMAT")}))
    return found


def _with_comments(document: Document) -> Sequence[Choice]:
    return (Choice("comments", _now("Copy the comments too.")),) if document.comments.exists() else ()


def _is_wanted(quote: Document) -> bool:
    """It may be ordered, though maybe late."""
    return quote.is_alive or quote.status == Status.EXPIRED


def _lacks_party(document: Document) -> bool:
    return document.is_alive and document.party is None


def _creating(label: Promise, consequence: Promise, done: Promise, *, is_sold: bool) -> Deed:
    """The partner that a quote lacks is made."""
    return Deed(
        "create-party",
        label,
        consequence,
        done,
        flow.create_party,
        _lacks_party,
        fits=lambda nature: not nature.needs_party and nature.is_sold is is_sold,
        order=12,
    )


DEEDS = (
    _creating(
        _("Create Customer"),
        _("A customer is created from the contact. Other open quotes of its company get it too."),
        _("The customer was created."),
        is_sold=True,
    ),
    _creating(
        _("Create Vendor"),
        _("A vendor is created from the contact. Other open quotes of its company get it too."),
        _("The vendor was created."),
        is_sold=False,
    ),
    Deed(
        "order",
        pgettext_lazy("action", "Convert to Order"),
        _("An order with these lines is made. The quote stays, marked as ordered."),
        _("The order was made."),
        flow.order,
        lambda document: _is_wanted(document) and (document.party is not None or document.contact is not None),
        fits=lambda nature: nature.is_quote,
        makes=True,
        order=11,
        choices=_before_ordering,
    ),
    Deed(
        "order-part",
        _("Make order"),
        _("An order is made of the quantities to order on the lines. The blanket order stays."),
        _("The order was made."),
        copying.order_from_blanket,
        lambda document: document.is_alive,
        fits=lambda nature: nature.is_blanket,
        makes=True,
        order=11,
    ),
    Deed(
        "release",
        pgettext_lazy("action", "Release"),
        _("Parties, terms and lines are closed until the document is reopened."),
        _("The document was released."),
        flow.release,
        _is(Status.OPEN),
        order=20,
        keys="Control+F9",
    ),
    Deed(
        "reopen",
        pgettext_lazy("action", "Reopen"),
        _("The document can be changed again."),
        _("The document was reopened."),
        flow.reopen,
        _is(Status.RELEASED, Status.CANCELED, Status.EXPIRED, Status.ORDERED),
        order=20,
    ),
    Deed(
        "complete",
        pgettext_lazy("action", "Complete"),
        _("The order is done with; it cannot be changed any more."),
        _("The order was completed."),
        flow.complete,
        _is(Status.RELEASED),
        fits=lambda nature: nature.becomes is None and not nature.is_service,
        order=21,
    ),
    Deed(
        "copy",
        pgettext_lazy("action", "Copy Document"),
        _("A new document with the same parties and lines is made."),
        _("The copy was made."),
        copying.copy,
        lambda document: True,
        makes=True,
        order=30,
        choices=_with_comments,
    ),
    Deed(
        "cancel",
        pgettext_lazy("action", "Cancel document"),
        _("Nothing will become of the document. Its number stays used."),
        _("The document was canceled."),
        flow.cancel,
        _is(Status.OPEN, Status.RELEASED, Status.EXPIRED),
        order=40,
    ),
)


class DeedScreen(ScreenView):
    """What will happen, and the button that lets it."""

    verb: ClassVar[Verb] = "change"
    deed: Deed = None  # type: ignore[assignment]  # given by as_view

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What will happen."""
        return self._page(self._document(key))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """It has happened, once."""
        document = self._document(key)
        token = request.POST.get("token", "")
        try:
            with unit():
                url = once.result_of(request, token)
                if not url:
                    url = self._do(document)
                    once.remember(request, token, url)
        except Refused as refused:
            return self._page(document, refused, status=409)
        return HttpResponseRedirect(url)

    def _document(self, key: str) -> Document:
        document = self.record_of(key)
        assert isinstance(document, Document)
        if self.deed.makes:
            require(self.request.user, "add", _made(self.deed, document))
        return document

    def _do(self, document: Document) -> str:
        ticked = {choice.name: True for choice in self.deed.choices(document) if choice.name in self.request.POST}
        if "create" in ticked or self.deed.act is flow.create_party:
            require(self.request.user, "add", kind_named(document.nature.party).model)
        done = self.deed.act(document, **ticked)
        messages.success(self.request, notices.followed(self.request, str(self.deed.done), [done, document]))
        return card_url(done)

    def _ticked(self, document: Document) -> set[str]:
        """What is ticked: as it was sent, else as it is proposed."""
        if self.request.method == "POST":
            return set(self.request.POST)
        return {choice.name for choice in self.deed.choices(document) if choice.is_ticked}

    def _page(self, document: Document, refused: Refused | None = None, status: int = 200) -> HttpResponse:
        ways = [(str(refused.record), card_url(refused.record))] if refused is not None and refused.record else []
        return self.render(
            "trade/deed.html",
            status=status,
            title=document.title,
            heading=self.deed.label,
            crumbs=self.crumbs(document, str(self.deed.label)),
            deed=self.deed,
            choices=self.deed.choices(document),
            ticked=self._ticked(document),
            refused=refused,
            ways=[way for way in ways if way[1]],
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(document),
        )


def page_of(deed: Deed) -> Page:
    """The page of ``deed``."""
    return Page(deed.path, type(f"{deed.path}-screen", (DeedScreen,), {"deed": deed}))


def action_of(deed: Deed, model: type[Document]) -> Action:
    """The button on the card that leads there."""
    return Action(
        deed.label,
        lambda document: page_url(model, deed.path, document.pk),
        permission=name_of("change", model),
        order=deed.order,
        when=deed.when,
        keys=deed.keys,
    )


def _made(deed: Deed, document: Document) -> type[Document]:
    becomes = document.nature.becomes
    return MODELS[becomes] if becomes is not None and deed.act is not copying.copy else type(document)
