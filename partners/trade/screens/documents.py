"""The pages of quotes and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.screens.cards import register_on_document
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import Action, register_action, register_page, register_panel
from crm.kit.permissions import name_of
from crm.kit.screens.declaration import MOST, Inline, Menu, Screens
from partners.models import Customer, Vendor
from partners.trade.forms import CommentForm, DocumentForm, LineForm
from partners.trade.kinds import NATURES, Status
from partners.trade.models import (
    MODELS,
    BlanketPurchaseOrder,
    BlanketSalesOrder,
    Document,
    DocumentComment,
    DocumentLine,
    Item,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
    ServiceOrder,
    ServiceQuote,
)
from partners.trade.screens import header, lists, many
from partners.trade.screens.agreed import AGREED
from partners.trade.screens.comments import COMMENTS
from partners.trade.screens.deeds import DEEDS
from partners.trade.screens.doing import action_of, page_of
from partners.trade.screens.line_sets import LineSet
from partners.trade.screens.lines import LINES
from partners.trade.screens.made import MADE
from partners.trade.screens.paste import PASTES
from partners.trade.screens.plan import PLANS
from partners.trade.screens.printing import PAGES, VERSIONS, print_action
from partners.trade.screens.state import STATE
from partners.trade.screens.suggest import SUGGEST

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from crm.kit.models import Record

SALES = pgettext_lazy("navigation", "Sales")
PURCHASES = pgettext_lazy("navigation", "Purchases")
Words = tuple["str | Promise", "str | Promise"]
LINE = (
    "kind", "item", "description", "quantity", "unit", "unit_price", "discount_percent", "vat_product_group", "amount",
)  # fmt: skip
WINDOW = 50
"""Lines on one page of the form."""

TONES = {
    Status.OPEN: "info", Status.RELEASED: "ok", Status.ACCEPTED: "ok", Status.ORDERED: "ok",
    Status.COMPLETED: "ok", Status.CANCELED: "bad",
    Status.EXPIRED: "warn",
}  # fmt: skip


class DocumentScreens(Screens):
    """What the lists of all kinds have in common."""

    model: type[Document]
    sortable = {"no": "no", "name": "sort_name", "document_date": "document_date"}
    default_sort = "-document_date"
    tabs = "view"
    presets = ("contact", "customer", "vendor")
    form = DocumentForm

    def __init__(
        self, model: type[Document], prefix: str, menu: Menu, words: tuple[str | Promise, str | Promise]
    ) -> None:
        nature = NATURES[model.made_as]
        self.model, self.prefix, self.menu, (self.new_title, self.empty) = model, prefix, menu, words
        self.columns, self.filterset = lists.columns_of(model), lists.filters_of(model)
        self.filters = ("status", "salesperson", "currency", "country")
        counted = ("quantity_to_order",) if nature.is_blanket else ("quantity_done",) if nature.is_delivered else ()
        self.inlines = (
            Inline(
                DocumentLine, (*LINE, *counted), form=LineForm, extra=5, listed=False,
                rows=LineSet, template="trade/grid.html", window=WINDOW, ordered=True,
            ),
            Inline(DocumentComment, ("date", "text", "is_printed"), form=CommentForm, extra=1, listed=False),
        )  # fmt: skip
        self.card = header.card_of(model)
        names = [one if isinstance(one, str) else one.name for one in self.columns]
        self.usual = tuple(name for name in names if nature.is_quote or name != "salesperson")[:MOST]

    def chip(self, record: Any) -> tuple[str, str] | None:
        """The status, in a tone of its own."""
        return "warn" if record.is_expired else TONES[record.status], str(record.stage)

    def rows(self) -> QuerySet[Any, Any]:
        """Documents of this kind."""
        return super().rows().select_related("currency")

    def sums(self, rows: QuerySet[Any, Any]) -> list[str]:
        """What they come to, by currency."""
        return lists.sums_of(rows)


def screens() -> tuple[DocumentScreens, ...]:
    """Those of every kind."""
    sold = _("Start one from a contact, a customer or here.")
    bought = _("Start one from a contact, a vendor or here.")
    sales_blanket, purchase_blanket = _("New blanket sales order"), _("New blanket purchase order")
    return (
        DocumentScreens(
            SalesQuote,
            "sales-quotes/",
            Menu(SALES, 21, "receipt-text", pgettext_lazy("synonyms", "estimate, offer, proposal")),
            (_("New sales quote"), sold),
        ),
        DocumentScreens(
            SalesOrder,
            "sales-orders/",
            Menu(SALES, 22, "shopping-cart", pgettext_lazy("synonyms", "sale, order confirmation")),
            (_("New sales order"), sold),
        ),
        DocumentScreens(
            BlanketSalesOrder, "blanket-sales-orders/", Menu(SALES, 23, "scroll-text"), (sales_blanket, sold)
        ),
        DocumentScreens(
            PurchaseQuote,
            "purchase-quotes/",
            Menu(PURCHASES, 31, "file-input", pgettext_lazy("synonyms", "request for quote, inquiry")),
            (_("New purchase quote"), bought),
        ),
        DocumentScreens(
            PurchaseOrder,
            "purchase-orders/",
            Menu(PURCHASES, 32, "truck", pgettext_lazy("synonyms", "purchase, order to supplier")),
            (_("New purchase order"), bought),
        ),
        DocumentScreens(
            BlanketPurchaseOrder,
            "blanket-purchase-orders/",
            Menu(PURCHASES, 33, "scroll-text"),
            (purchase_blanket, bought),
        ),
    )


def register() -> None:
    """Every kind has the pages of what can be done with it."""
    register_page(Item, SUGGEST)
    for model in MODELS.values():
        register_panel(model, STATE)
        register_panel(model, LINES)
        if NATURES[model.made_as].becomes is not None:
            register_panel(model, MADE)
        if NATURES[model.made_as].is_blanket:
            register_panel(model, AGREED)
        register_panel(model, COMMENTS)
        register_panel(model, VERSIONS)
        register_action(model, print_action(model))
        register_action(model, _preview(model))
        register_on_document(model)
        many.register(model)
        for page in (*PAGES, *PLANS, *PASTES):
            register_page(model, page)
        for deed in DEEDS:
            if deed.fits(NATURES[model.made_as]):
                register_page(model, page_of(deed))
                register_action(model, action_of(deed, model))
    for source in (Contact, Customer, Vendor):
        for model in MODELS.values():
            if source is Contact or NATURES[model.made_as].party == source._meta.model_name:
                register_action(source, _new_from(source, model))


def _preview(model: type[Document]) -> Action:
    """The page as it would be printed now; looking changes nothing."""
    permission = name_of("view", model)
    label = pgettext_lazy("action", "Preview")
    return Action(label, lambda document: page_url(model, "pdf", document.pk), permission=permission, order=14)


def _new_from(source: type[Record], model: type[Document]) -> Action:
    """The button on a contact or partner that starts a document with it (T1)."""
    labels = {
        SalesQuote: pgettext_lazy("action", "Create Sales Quote"),
        SalesOrder: pgettext_lazy("action", "Create Sales Order"),
        BlanketSalesOrder: _("Create Blanket Sales Order"),
        PurchaseQuote: pgettext_lazy("action", "Create Purchase Quote"),
        PurchaseOrder: pgettext_lazy("action", "Create Purchase Order"),
        BlanketPurchaseOrder: _("Create Blanket Purchase Order"),
        ServiceQuote: _("Create Service Quote"),
        ServiceOrder: _("Create Service Order"),
    }
    name = source._meta.model_name
    is_usual = model is (PurchaseQuote if source is Vendor else SalesQuote)
    return Action(
        labels[model],
        lambda record: f"{page_url(model, 'new')}?{name}={record.pk}",
        permission=name_of("add", model),
        obstacle=_barred,
        order=60 + list(labels).index(model),
        is_next=lambda record: is_usual,
        stands_out=(source, model) in {(Customer, SalesOrder), (Vendor, PurchaseOrder)},
    )


def _barred(record: Any) -> str:
    return str(_("It is blocked for privacy.")) if record.privacy_blocked else ""
