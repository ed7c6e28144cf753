"""What can be done with a document besides changing it: a table, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.trade import copying, flow, made, prospects
from partners.trade.agreed import nothing_to_order
from partners.trade.forms import AcceptanceForm
from partners.trade.kinds import ALIVE, REVIVABLE, WAITING, Nature, Status
from partners.trade.models import Document
from partners.trade.screens import agreed

if TYPE_CHECKING:
    from django import forms
    from django.utils.functional import Promise

    from crm.kit.refusal import Refused


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
    done: str | Promise | Callable[[Document, Document], str]
    """What is said afterwards, of the document and of the one that it led to."""
    act: Callable[..., Document]
    when: Callable[[Document], bool]
    fits: Callable[[Nature], bool] = lambda nature: True
    makes: bool = False
    order: int = 50
    choices: Callable[[Document], Sequence[Choice]] = lambda document: ()
    """What may be ticked before; each is a keyword of ``act``."""
    keys: str = ""
    form: type[forms.Form] | None = None
    """What is typed before; each field is a keyword of ``act``."""
    obstacle: Callable[[Document], Refused | None] = lambda document: None
    """Why it cannot be done, known before anybody tries; then the page has no button."""
    rows: Callable[[Document], Sequence[agreed.Row]] = lambda document: ()
    """What is shown of the lines before the button."""
    is_next: Callable[[Document], bool] = lambda document: False
    """For which documents it is what is usually done next."""

    def said(self, document: Document, result: Document) -> str:
        """What is said once it is done."""
        return self.done(document, result) if callable(self.done) else str(self.done)


def _is(*allowed: Status) -> Callable[[Document], bool]:
    return lambda document: document.status in allowed


def _before_ordering(quote: Document) -> Sequence[Choice]:
    """Whom it is for is made first where it is nobody's yet."""
    found: list[Choice] = []
    if quote.party is None and quote.contact is not None:
        found.append(Choice("create", prospects.offer(quote, quote.contact), is_ticked=True))
    return [*found, *_though_late(quote)]


def _though_late(quote: Document) -> Sequence[Choice]:
    """What is too late holds where somebody says so."""
    if not quote.is_expired or quote.valid_until is None:
        return ()
    label = _now("It was valid until %(date)s. It holds all the same.")
    return (Choice("late", label % {"date": date_format(quote.valid_until, "SHORT_DATE_FORMAT")}),)


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
        lambda quote, order: made.became(quote.no, order.no),
        flow.order,
        lambda document: _is_wanted(document) and (document.party is not None or document.contact is not None),
        fits=lambda nature: nature.is_quote,
        makes=True,
        order=11,
        choices=_before_ordering,
        obstacle=made.ordered_already,
        is_next=_is(Status.ACCEPTED),
    ),
    Deed(
        "accept",
        _("Mark as Accepted"),
        _("The quote is closed, and waits to be ordered. Reopened, it is not accepted any more."),
        _("The quote was accepted."),
        flow.accept,
        lambda document: document.status in WAITING or document.status == Status.EXPIRED,
        fits=lambda nature: nature.is_quote,
        order=10,
        choices=_though_late,
        form=AcceptanceForm,
        is_next=lambda document: document.status in WAITING and document.has_left,
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
        obstacle=nothing_to_order,
        rows=agreed.ordered_next,
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
        is_next=lambda document: document.is_open and not document.nature.is_quote and not document.nature.is_service,
    ),
    Deed(
        "reopen",
        pgettext_lazy("action", "Reopen"),
        _("The document can be changed again."),
        _("The document was reopened."),
        flow.reopen,
        _is(*REVIVABLE),
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
        _is(*ALIVE, Status.EXPIRED),
        order=40,
    ),
)
