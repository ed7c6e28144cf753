"""What cards show of interactions, and the buttons there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.models import (
    EVENTS,
    Interaction,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)
from contacts.interactions.screens.lists import POSTPONED, STATISTICS
from contacts.interactions.screens.marking import DEEDS
from contacts.interactions.statistics import figures_of
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import (
    Action,
    BulkAction,
    ListAction,
    Mark,
    Panel,
    Place,
    register_action,
    register_bulk_action,
    register_list_action,
    register_marks,
    register_panel,
)
from crm.kit.display import caption, linked
from crm.kit.permissions import may, name_of
from crm.kit.screens.picking import PICK

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from contacts.interactions.models.entries import InteractionQuerySet
    from crm.kit.models import Record

SHOWN = 10
INTERACTIONS = pgettext_lazy("section", "Interactions")
LATEST = "interactions/latest.html"
CREATE = pgettext_lazy("action", "Create Interaction")
CALL = pgettext_lazy("action", "Make Phone Call")
ADD = name_of("add", Interaction)


def latest(contact: Contact, request: HttpRequest) -> dict[str, Any] | None:
    """The latest entries of the contact, of a company those of its people too. Two queries."""
    if not may(request.user, "view", Interaction):
        return None
    url = _of_contact("list", contact)
    return {"entries": _entries(Interaction.objects.of(contact)), "all_url": url, "contact": contact}


def latest_with_partner(partner: Record, request: HttpRequest) -> dict[str, Any] | None:
    """The same of the contact that the partner is linked with; nothing where it has none. Three queries."""
    if not may(request.user, "view", Interaction):
        return None
    kind = next(kind for kind in all_kinds() if kind.model is type(partner))
    links = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk}).select_related("contact")
    link = links.first()
    return latest(link.contact, request) if link is not None else None


def latest_about(document: Record, request: HttpRequest) -> dict[str, Any] | None:
    """The latest entries that say what happened to the document. Two queries."""
    if not may(request.user, "view", Interaction):
        return None
    url = f"{page_url(Interaction, 'list')}?{urlencode({'about': document.pk})}"
    entries = _entries(Interaction.objects.filter(document=document.pk))
    return {"entries": entries, "all_url": url, "document_no": getattr(document, "no", "")}


def _entries(rows: InteractionQuerySet) -> list[tuple[SafeString, Interaction, str]]:
    """The last of ``rows`` that are no drafts: the link to each, itself, and the way to what it is about."""
    found = rows.filter(postponed=False).select_related("salesperson", "user", "attachment")
    return [
        (linked(one), one, page_url(Interaction, "show", one.pk) if one.is_shown else "")
        for one in found.prefetch_related("comments").order_by("-date", "-pk")[:SHOWN]
    ]


def figures(contact: Contact, request: HttpRequest) -> dict[str, Any] | None:
    """What the interactions with the contact come to. One query."""
    if not may(request.user, "view", Interaction):
        return None
    return {"figures": figures_of(Interaction.objects.of(contact)), "url": _of_contact("statistics", contact)}


def figures_of_code(column: str, param: str) -> Any:
    """The same for the entries that point to a code by ``column``."""

    def context(code: Model, request: HttpRequest) -> dict[str, Any] | None:
        if not may(request.user, "view", Interaction):
            return None
        query = urlencode({param: code.pk})
        rows = Interaction.objects.filter(**{column: code.pk})
        return {"figures": figures_of(rows), "url": f"{page_url(Interaction, 'statistics')}?{query}"}

    return context


def comments(entry: Interaction, request: HttpRequest) -> dict[str, Any] | None:
    """What was noted, and by whom; nothing where nothing was. One query."""
    noted = list(entry.comments.select_related("user"))
    return {"comments": noted} if noted else None


def recorded(setup: InteractionTemplateSetup, request: HttpRequest) -> dict[str, Any]:
    """A sentence for each kind of event: as what it is recorded, or that it is not. One query (P24)."""
    names = dict(InteractionTemplate.objects.values_list("pk", "description"))
    told = ((event, getattr(setup, f"{event}_id")) for event in EVENTS)
    return {"events": [(caption(InteractionTemplateSetup, event), key, names.get(key, "")) for event, key in told]}


def not_recorded(setup: InteractionTemplateSetup) -> dict[str, tuple[Mark, ...]]:
    """Blank kinds are marked."""
    blank = (event for event in EVENTS if getattr(setup, f"{event}_id") is None)
    return {event: (Mark("⚠", now_("Not recorded")),) for event in blank}


def attached(entry: Any) -> str:
    """A link that leads to what the entry is about."""
    if not entry.is_shown:
        return ""
    label = entry.attachment.name if entry.attachment is not None else pgettext("action", "Show")
    return format_html('<a href="{}">{}</a>', page_url(Interaction, "show", entry.pk), label)


def register_on(model: type[Record]) -> None:
    """Cards of ``model`` offer to write an interaction down and to call, and show what there was, with its contact."""
    name = "contact" if model is Contact else str(model._meta.model_name)
    name = next((kind.name for kind in all_kinds() if kind.model is model), name)
    for label, page, order in ((CREATE, "new", 55), (CALL, "call", 56)):
        register_action(model, _action(label, page, name, order, stands_out=label is CREATE and model is Contact))
    context: Any = latest if model is Contact else latest_with_partner
    register_panel(model, Panel(INTERACTIONS, LATEST, context, place=Place.MAIN, order=40))


def register_on_document(model: type[Record]) -> None:
    """Cards of a document offer to write an interaction about it down, and show those that were."""
    register_panel(model, Panel(INTERACTIONS, LATEST, latest_about, place=Place.MAIN, order=40))
    register_action(
        model,
        Action(CREATE, lambda one: f"{page_url(Interaction, 'new')}?document={one.pk}", permission=ADD, order=70),
    )


def register() -> None:
    """Cards of contacts, entries, templates and groups show what was said, and what can be done."""
    aside = {"place": Place.ASIDE, "order": 30, "lazy": True}
    statistics = pgettext_lazy("section", "Statistics")
    register_panel(Contact, Panel(statistics, "interactions/figures.html", figures, **aside))  # type: ignore[arg-type]
    for model, column, param in (
        (InteractionTemplate, "template", "template"),
        (InteractionGroup, "template__group", "group"),
    ):
        context = figures_of_code(column, param)
        register_panel(model, Panel(statistics, "interactions/figures.html", context, **aside))  # type: ignore[arg-type]
    register_panel(Interaction, Panel(_("Comments"), "interactions/comments.html", comments, Place.MAIN, 20))
    register_panel(
        InteractionTemplateSetup, Panel(_("What is recorded"), "interactions/recorded.html", recorded, Place.MAIN, 10)
    )
    register_marks(InteractionTemplateSetup, not_recorded)
    register_on(Contact)
    _register_actions()


def _register_actions() -> None:
    change = name_of("change", Interaction)
    register_action(
        Interaction,
        Action(
            pgettext_lazy("action", "Show"),
            lambda entry: page_url(Interaction, "show", entry.pk),
            when=lambda entry: entry.is_shown,
            order=10,
        ),
    )
    register_action(
        Interaction,
        Action(
            pgettext_lazy("action", "Resume"),
            lambda entry: page_url(Interaction, "resume", entry.pk),
            permission=ADD,
            when=lambda entry: entry.postponed,
            order=5,
        ),
    )
    for order, (name, deed) in enumerate(DEEDS.items(), 20):
        action = Action(deed.label, _marking(name), change, when=lambda entry: not entry.postponed, order=order)
        register_action(Interaction, action)
        register_bulk_action(Interaction, BulkAction(deed.label, name, change, order))
    statistics = ListAction(STATISTICS, lambda params: f"{page_url(Interaction, 'statistics')}?{params.urlencode()}")
    postponed = ListAction(POSTPONED, lambda params: page_url(Interaction, "postponed"), ADD)
    register_list_action(Interaction, statistics)
    register_list_action(Interaction, postponed)


def _marking(name: str) -> Callable[[Any], str]:
    return lambda entry: f"{page_url(Interaction, name)}?{urlencode({PICK: entry.pk})}"


def _action(label: Any, page: str, name: str, order: int, *, stands_out: bool) -> Action:
    return Action(
        label,
        lambda record: f"{page_url(Interaction, page)}?{name}={record.pk}",
        permission=ADD,
        obstacle=_barred,
        order=order,
        stands_out=stands_out,
    )


def _of_contact(page: str, contact: Contact) -> str:
    return f"{page_url(Interaction, page)}?{urlencode({'contact': contact.no})}"


def _barred(record: Any) -> str:
    return str(_("It is blocked for privacy.")) if getattr(record, "privacy_blocked", False) else ""
