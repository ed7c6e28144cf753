"""The pages of the log, of templates and of their setup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.filters import LogFilters
from contacts.interactions.forms import AFTERWARDS, COLUMNS, InteractionForm, WritingForm
from contacts.interactions.models import (
    EVENTS,
    Interaction,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)
from contacts.interactions.screens import cards
from contacts.interactions.screens.creating import CallScreen, ResumeScreen
from contacts.interactions.screens.lists import PostponedScreen, StatisticsScreen
from contacts.interactions.screens.marking import DEEDS, MarkingScreen
from contacts.interactions.screens.showing import FileScreen, ShowScreen
from contacts.interactions.statistics import with_figures
from crm.kit.addresses import page_url
from crm.kit.amounts import exactly
from crm.kit.cards import Card, Page, Section, register_page
from crm.kit.display import linked
from crm.kit.forms import form_class
from crm.kit.screens.declaration import Column, Inline, Menu, Screens
from setup.screens import CONTACTS, CodeListScreens

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.permissions import User

GENERAL = pgettext_lazy("section", "General")
WRITTEN = Card((Section(GENERAL, COLUMNS),))
TOUCHED = Card((Section(_("Course"), tuple(sorted(AFTERWARDS))),))


def _contact(entry: Any) -> str | SafeString:
    return linked(entry.contact) if entry.contact is not None else str(entry.contact_name)


def _document(entry: Any) -> str | SafeString:
    if entry.document is None:
        return str(entry.document_no)
    return linked(entry.document, name=f"{entry.document._meta.verbose_name} {entry.document_no}")


def _canceled(entry: Any) -> str | SafeString:
    word = pgettext("field.interaction", "Canceled")
    return format_html('<span class="state bad">{}</span>', word) if entry.canceled else ""


def _spent(code: Any) -> str:
    return exactly(code.entries_cost, 2)


class InteractionScreens(Screens):
    """The log: newest first."""

    model = Interaction
    prefix = ""
    related = ("contact", "template", "salesperson", "user", "document", "attachment")
    columns = (
        "date", "time",
        Column("template", lambda entry: entry.template.description or entry.template_id),
        "description",
        Column("contact", _contact, pgettext_lazy("entity", "Contact")),
        "company_name",
        Column("document", _document, pgettext_lazy("section", "Document")),
        "flow", "initiated_by", "evaluation", "salesperson",
        Column("attachment", cards.attached, pgettext_lazy("field.interaction", "Attachment")),
        Column("canceled", _canceled, pgettext_lazy("field.interaction", "Canceled")),
    )  # fmt: skip
    usual = (
        "date", "time", "template", "description", "contact", "company_name", "document", "salesperson", "canceled",
    )  # fmt: skip
    sortable = {"date": "date"}
    default_sort = "-date"
    leading = "description"
    tabs = "view"
    filters = ("template", "salesperson", "flow", "evaluation", "canceled", "attempt_failed")
    filterset = LogFilters
    menu = Menu(
        pgettext_lazy("navigation", "CRM"), 15, "messages-square", pgettext_lazy("synonyms", "calls, activities, notes")
    )
    presets = ("contact", "template", "document")
    form = InteractionForm
    new_title = pgettext_lazy("action", "Create Interaction")
    empty = _("Nothing was recorded yet.")
    inlines = (Inline(InteractionComment, ("date", "comment"), listed=False),)
    card = Card(
        (
            Section(
                GENERAL,
                ("contact", "contact_name", "company_name", "template", "description", "date", "time", "salesperson"),
                more=("subject", "contact_via", "language", "user", "postponed"),
            ),
            Section(
                _("Course"),
                ("flow", "initiated_by", "correspondence_type", "evaluation", "attempt_failed", "minutes", "cost"),
                more=(
                    "document", "document_no", "document_version", "attachment", "delivery", "delivery_error",
                    "canceled", "canceled_at", "canceled_by", "modified_at",
                ),
            ),
        )
    )  # fmt: skip

    @property
    def about(self) -> str | Promise:  # type: ignore[override]  # it depends on the setup
        """What is recorded by itself. One query, asked where the list is empty."""
        setup = InteractionTemplateSetup.current()
        if any(getattr(setup, f"{event}_id") for event in EVENTS):
            return _("Printing and e-mailing are recorded by themselves, as Interaction Template Setup says.")
        link = format_html('<a href="{}">{}</a>', page_url(InteractionTemplateSetup, "list"), _("Open the setting"))
        return format_html("{} {}", _("Nothing is recorded by itself yet."), link)

    def rows(self) -> QuerySet[Any, Any]:
        """All but the postponed ones (a.6)."""
        return super().rows().filter(postponed=False)

    def form_for(self, user: User, record: Record, hidden: frozenset[str]) -> type[RecordForm]:
        """Everything while it is being written; afterwards what may still change (a.4)."""
        assert isinstance(record, Interaction)
        if record._state.adding or record.postponed:
            return form_class(Interaction, WRITTEN, WritingForm, hidden)
        return form_class(Interaction, TOUCHED, self.form, hidden)


PURPOSES: dict[Any, str | Promise] = {
    InteractionTemplate: _(
        "What an interaction starts with, and how what is printed, e-mailed or said by phone is recorded."
    ),
    InteractionGroup: _("Interaction templates that belong together, such as letters, calls or meetings."),
}
"""What the lists are for."""


def _figure(name: str, attribute: str, label: str | Promise) -> Column:
    """A number that was counted; blank where it is none."""

    def cell(code: Any) -> str:
        number = getattr(code, attribute)
        return number_format(number, force_grouping=True) if number else ""

    return Column(name, cell, label, plain=lambda code: getattr(code, attribute), is_number=True)


class CountingScreens(CodeListScreens):
    """Codes with what the entries that point to them come to; one query for the list, however many there are (a.12)."""

    def __init__(self, model: Any, column: str, *columns: str) -> None:
        super().__init__(model, CONTACTS)
        self.purpose = PURPOSES[model]
        self.pointer = column
        self.columns = (
            *columns,
            _figure("entries", "entries_number", pgettext_lazy("section", "Interactions")),
            Column("spent", _spent, _("Cost (LCY)"), plain=lambda code: round(code.entries_cost, 2), is_number=True),
            _figure("minutes", "entries_minutes", _("Duration (Min.)")),
        )

    def rows(self) -> QuerySet[Any, Any]:
        """The codes with their figures."""
        return with_figures(super().rows(), self.pointer)


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
    """All of them."""
    templates = CountingScreens(
        InteractionTemplate, "template", "code", "description", "group", "flow", "initiated_by", "unit_cost"
    )
    groups = CountingScreens(InteractionGroup, "template__group", "code", "description")
    return InteractionScreens(), templates, groups, SetupScreens()


def register() -> None:
    """Entries have the pages of what can be done with them, and cards lead there."""
    cards.register()
    of_list = {
        "call": CallScreen,
        "postponed": PostponedScreen,
        "statistics": StatisticsScreen,
    }
    marking = {name: type(f"{name}-screen", (MarkingScreen,), {"deed": deed}) for name, deed in DEEDS.items()}
    for path, view in (of_list | marking).items():
        register_page(Interaction, Page(path, view, of_list=True))
    for path, of_entry in {"resume": ResumeScreen, "show": ShowScreen, "file": FileScreen}.items():
        register_page(Interaction, Page(path, of_entry))
