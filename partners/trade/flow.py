"""What becomes of a document: released, reopened, ordered, completed, canceled (c.6, c.8, T3). Each is one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.links.circle import lock_hub
from contacts.links.creating import create_partner, owner_of
from contacts.links.kinds import kind_named
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import agreed, calculate, copying, guard, made, party, readiness
from partners.trade.kinds import ALIVE, NATURES, REVIVABLE, WAITING, Status
from partners.trade.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from contacts.models import Contact


def release(document: Document) -> Document:
    """Header and lines are closed until it is reopened. Raises Refused where there is nothing to release."""
    with unit():
        standing = locked(document, Status.OPEN)
        if standing.party is None:
            raise Refused(_no_partner(standing), record=standing)
        readiness.check(standing)
        return _moved(standing, Status.RELEASED)


def accept(quote: Document, *, on: date | None = None, note: str = "", late: bool = False) -> Document:
    """The answer is yes, given ``on`` that day, today if not said: the quote is closed until it is ordered or reopened.

    Raises Refused for a day before the quote or still to come, for what cannot go out as it stands, and for a quote
    whose time was over that day unless ``late`` says that it holds all the same.
    """
    with unit():
        standing = locked(quote, *WAITING, Status.EXPIRED)
        if not standing.nature.is_quote:
            raise Refused(_("Only quotes are accepted."), record=standing)
        day = on or timezone.localdate()
        _check_answer(standing, day, late=late)
        readiness.check(standing)
        return _moved(standing, Status.ACCEPTED, accepted_on=day, acceptance_note=note)


def reopen(document: Document) -> Document:
    """It can be changed again. Raises Refused for what is completed, for a quote whose order lives, and for an order
    that was canceled and is replaced by others.
    """
    with unit():
        standing = locked(document, *REVIVABLE)
        if standing.status == Status.ORDERED:
            _refuse_while_ordered(standing)
        if standing.status == Status.CANCELED:
            _refuse_second_order(standing)
            agreed.check_revived(standing)
        return _moved(standing, Status.OPEN, accepted_on=None, acceptance_note="")


def complete(document: Document) -> Document:
    """An order is done with. Raises Refused for quotes and blanket orders, and for what is not released."""
    with unit():
        standing = locked(document, Status.RELEASED)
        if standing.nature.becomes is not None:
            raise Refused(_("Only orders are completed."), record=standing)
        if standing.nature.is_service:
            raise Refused(_("Service orders are finished, not completed."), record=standing)
        return _moved(standing, Status.COMPLETED)


def cancel(document: Document) -> Document:
    """Nothing will become of it; its number stays used. Raises Refused for what is ordered or completed."""
    with unit():
        return _moved(locked(document, *ALIVE, Status.EXPIRED), Status.CANCELED)


def order(quote: Document, *, late: bool = False, create: bool = False) -> Document:
    """The order that a quote was turned into; the quote stays, marked ordered, and both know each other (T3).

    With ``create`` the partner that it lacks is made first, see ``create_party``. Twice at once makes one order: the
    second is refused, naming the first, whatever the status says (M15). Raises Refused for a quote without partner,
    with a blocked party or item, and for one whose time is over unless ``late`` says that it is ordered all the same.
    """
    with unit():
        if create and quote.party is None and made.ordered_already(quote) is None:
            quote = create_party(quote)
        standing = locked(quote, *Status)
        if already := made.ordered_already(standing):
            raise already
        _check_status(standing, *ALIVE, Status.EXPIRED)
        if not standing.nature.is_quote or standing.nature.becomes is None:
            raise Refused(_("Only quotes are turned into orders."), record=standing)
        if standing.is_expired and standing.valid_until is not None and not late:
            raise _too_late(standing)
        if standing.party is None:
            raise Refused(_no_partner(standing), record=standing)
        readiness.check(standing)
        order = copying.order_from_quote(standing)
        _moved(standing, Status.ORDERED)
        return order


def create_party(quote: Document, template: Any | None = None) -> Document:
    """The quote's contact, or its company, is a customer or vendor, made with ``template`` or the quote's own.

    Every other quote of that company's contacts without partner follows, open or accepted (c.8); what they say stands.
    Locks the contact first.
    """
    name = quote.nature.party
    with unit():
        contact = quote.contact
        if contact is None:
            raise Refused(_("Choose a contact first."), field="contact", record=quote)
        lock_hub(owner_of(contact).pk)
        standing = locked(quote, *ALIVE, Status.EXPIRED)
        chosen = template or getattr(standing, f"{name}_template")
        if party.partner_of(contact, name) is None:
            create_partner(contact, kind_named(name), chosen)
        for one in _without_party(standing, contact):
            _give_party(one, contact)
        return type(quote).objects.get(pk=quote.pk)


def open_quotes(owner: Contact, kind: str) -> QuerySet[Document]:
    """The quotes of ``kind`` of the contact and of its people that wait for a customer or vendor."""
    return _waiting(Document._base_manager.all(), owner, kind)


def give_open_quotes(owner: Contact, kind: str) -> tuple[list[Document], list[tuple[Document, str]]]:
    """They follow to the partner that the contact has now; those that cannot stay, each with the reason.

    Locks them by key; the contact must be locked. Must run inside a unit.
    """
    given: list[Document] = []
    refused: list[tuple[Document, str]] = []
    for one in list(_waiting(Document.stored_rows(), owner, kind)):
        try:
            with unit(savepoint=True):
                _give_party(one, owner)
            given.append(one)
        except Refused as why:
            refused.append((one, why.sentence))
    return given, refused


def locked(document: Document, *allowed: Status) -> Document:
    """The row, locked. Raises Refused where it is gone, or its status is none of ``allowed``."""
    standing: Document | None = type(document).stored_rows().filter(pk=document.pk).first()
    if standing is None:
        raise Refused(_("%(record)s was deleted meanwhile.") % {"record": document.title})
    _check_status(standing, *allowed)
    return standing


def _check_status(document: Document, *allowed: Status) -> None:
    if document.status not in allowed:
        sentence = _("%(document)s has the status %(status)s.")
        values = {"document": document.title, "status": document.get_status_display()}
        raise Refused(sentence % values, record=document)


def _refuse_while_ordered(quote: Document) -> None:
    order = made.living(quote.pk).first()
    if order is not None:
        sentence = _("%(quote)s has become %(order)s. Cancel that first.")
        raise Refused(sentence % {"quote": quote.title, "order": order.title}, record=order)


def _refuse_second_order(order: Document) -> None:
    """An order is not revived where its quote was taken up again. Locks the quote."""
    if order.made_from_id is None:
        return
    quote = Document.stored_rows().filter(pk=order.made_from_id).first()
    if quote is None or not quote.nature.is_quote:
        return
    if quote.status != Status.ORDERED or made.living(quote.pk).exclude(pk=order.pk).exists():
        sentence = _("%(quote)s was taken up again, so %(order)s stays canceled.")
        raise Refused(sentence % {"quote": quote.title, "order": order.title}, record=quote)


def _moved(document: Document, status: Status, **values: Any) -> Document:
    """It has another status, and ``values`` with it; closed, it keeps the VAT of that day, open it has today's.

    What is canceled stays as it was stored: nobody is asked for rates any more.
    """
    if document.is_open and status != Status.CANCELED:
        calculate.settle(document)
    elif status == Status.OPEN:
        calculate.later(document)
    news = {"status": status.value, **values}
    changes = (FieldChange(name, getattr(document, name), value) for name, value in news.items())
    write_rows([Write(document, tuple(change for change in changes if change.old != change.new))])
    return document


def _check_answer(quote: Document, day: date, *, late: bool) -> None:
    if day > timezone.localdate():
        raise Refused(_("That day has not yet come. Enter the day of the answer."), field="on")
    if day < quote.document_date:
        raise Refused(_("That is before the quote was made. Enter the day of the answer."), field="on")
    if quote.valid_until is not None and quote.valid_until < day and not late:
        raise _too_late(quote)


def _too_late(quote: Document) -> Refused:
    sentence = _("%(quote)s was valid until %(date)s. Confirm that it holds all the same, or give it a later date.")
    until = date_format(quote.valid_until, "SHORT_DATE_FORMAT") if quote.valid_until is not None else ""
    return Refused(sentence % {"quote": quote.title, "date": until}, field="valid_until", record=quote)


def _without_party(quote: Document, contact: Contact) -> Iterable[Document]:
    """The quote and the others of the same company that are still to be ordered, without partner, locked by key."""
    own = list(_waiting(Document.stored_rows(), owner_of(contact), quote.kind))
    return own if any(one.pk == quote.pk for one in own) else [quote, *own]


def _waiting(rows: QuerySet[Document], owner: Contact, kind: str) -> QuerySet[Document]:
    mine = Q(contact=owner.pk) | Q(contact_company=owner.pk)
    none = {f"{NATURES[kind].party}__isnull": True}
    return rows.filter(mine, kind=kind, status__in=sorted(ALIVE), **none).order_by("pk")


def _give_party(quote: Document, contact: Contact) -> None:
    party.give(quote, party.partner_of(quote.contact or contact, quote.nature.party))
    with guard.moving():
        quote.save()


def _no_partner(document: Document) -> str:
    if document.nature.is_sold:
        return _("%(document)s has no customer yet. Create it first.") % {"document": document.title}
    return _("%(document)s has no vendor yet. Create it first.") % {"document": document.title}
