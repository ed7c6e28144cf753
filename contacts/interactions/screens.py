"""The pages of the log, of templates and of their setup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.forms import InteractionForm
from contacts.interactions.models import (
    Interaction,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import Action, Card, Panel, Place, Section, register_action, register_panel
from crm.kit.display import linked
from crm.kit.permissions import may, name_of
from crm.kit.screens.declaration import Column, Inline, Menu, Screens
from setup.screens import CONTACTS, CodeListScreens

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

SHOWN = 10
GENERAL = pgettext_lazy("section", "General")


def _contact(entry: Any) -> str | SafeString:
    return linked(entry.contact) if entry.contact is not None else str(entry.contact_name)


class InteractionScreens(Screens):
    """The log: newest first."""

    model = Interaction
    prefix = ""
    related = ("contact", "template", "salesperson", "user")
    columns = (
        "date", "time", "description", Column("contact", _contact, pgettext_lazy("entity", "Contact")),
        "document_no", "template", "salesperson", "evaluation", "canceled",
    )  # fmt: skip
    sortable = {"date": "date"}
    default_sort = "-date"
    filters = ("template", "salesperson", "flow", "evaluation", "canceled", "attempt_failed")
    menu = Menu(pgettext_lazy("navigation", "CRM"), 15)
    presets = ("contact",)
    form = InteractionForm
    new_title = pgettext_lazy("action", "Create Interaction")
    empty = _("Nothing was recorded yet.")
    about = _("Printing and e-mailing are recorded by themselves, as Interaction Template Setup says.")
    inlines = (Inline(InteractionComment, ("date", "comment")),)
    card = Card(
        (
            Section(
                GENERAL,
                ("contact", "contact_name", "company_name", "template", "description", "date", "time", "salesperson"),
                more=("subject", "contact_via", "language", "user"),
            ),
            Section(
                _("Course"),
                ("flow", "initiated_by", "correspondence_type", "evaluation", "attempt_failed", "minutes", "cost"),
                more=("document_no", "delivery", "delivery_error", "canceled", "canceled_at", "modified_at"),
            ),
        )
    )  # fmt: skip


class TemplateScreens(CodeListScreens):
    """What interactions start with."""

    def __init__(self) -> None:
        super().__init__(InteractionTemplate, CONTACTS)
        self.columns = ("code", "description", "group", "flow", "initiated_by", "unit_cost", "unit_minutes")


class SetupScreens(Screens):
    """As what each event is recorded; blank is not at all."""

    model = InteractionTemplateSetup
    prefix = "interaction-setup/"
    shelf = pgettext_lazy("navigation", "Settings")
    card = Card(
        (
            Section(
                GENERAL, ("email", "outgoing_call", "cover_sheet"), help=_("What has no template here is not recorded.")
            ),
            Section(pgettext_lazy("navigation", "Sales"), ("sales_quote", "sales_order", "sales_blanket")),
            Section(pgettext_lazy("navigation", "Purchases"), ("purchase_quote", "purchase_order", "purchase_blanket")),
            Section(_("Service"), ("service_quote", "service_order", "service_order_finished")),
        )
    )


def screens() -> tuple[Screens, ...]:
    """All of them; the log last, because a key of its own could be any address."""
    return TemplateScreens(), CodeListScreens(InteractionGroup, CONTACTS), SetupScreens(), InteractionScreens()


def latest(contact: Contact, request: HttpRequest) -> dict[str, Any] | None:
    """The latest entries of the contact, of a company those of its people too. Two queries."""
    if not may(request.user, "view", Interaction):
        return None
    rows = Interaction.objects.of(contact).filter(postponed=False).select_related("salesperson", "user")
    return {"entries": [(linked(one, str(one)), one) for one in rows.order_by("-date", "-pk")[:SHOWN]]}


LATEST = Panel(pgettext_lazy("section", "Interactions"), "interactions/latest.html", latest, place=Place.MAIN, order=40)


def register() -> None:
    """The card of a contact shows what happened last, and where the next thing is written down (a.6)."""
    register_panel(Contact, LATEST)
    register_action(
        Contact,
        Action(
            pgettext_lazy("action", "Create Interaction"),
            lambda contact: f"{page_url(Interaction, 'new')}?contact={contact.pk}",
            permission=name_of("add", Interaction),
            obstacle=_barred,
            order=55,
        ),
    )


def _barred(contact: Contact) -> str:
    return str(_("It is blocked for privacy.")) if contact.privacy_blocked else ""
