"""The pages of quotes and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.screens.cards import register_on_document
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import Action, Card, Section, register_action, register_page, register_panel
from crm.kit.permissions import name_of
from crm.kit.screens.declaration import Inline, Menu, Screens
from partners.models import Customer, Vendor
from partners.trade.forms import DocumentForm, LineForm
from partners.trade.kinds import NATURES
from partners.trade.models import (
    MODELS,
    BlanketPurchaseOrder,
    BlanketSalesOrder,
    Document,
    DocumentLine,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
    ServiceOrder,
    ServiceQuote,
)
from partners.trade.screens import lists, many
from partners.trade.screens.deeds import DEEDS, action_of, page_of
from partners.trade.screens.lines import LINES
from partners.trade.screens.printing import PAGES, VERSIONS, print_action

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from crm.kit.models import Record

SALES = pgettext_lazy("navigation", "Sales")
PURCHASES = pgettext_lazy("navigation", "Purchases")
Words = tuple["str | Promise", "str | Promise"]
LINE = (
    "kind",
    "item",
    "description",
    "quantity",
    "unit",
    "unit_price",
    "discount_percent",
    "amount",
    "vat_product_group",
)
ADDRESS = ("address", "address_2", "post_code", "city", "county", "country")


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
        blanket = ("quantity_to_order",) if nature.is_blanket else ()
        self.inlines = (Inline(DocumentLine, (*LINE, *blanket), form=LineForm, extra=5, listed=False),)
        self.card = _card(model)

    def rows(self) -> QuerySet[Any, Any]:
        """Documents of this kind."""
        return super().rows().select_related("currency")

    def sums(self, rows: QuerySet[Any, Any]) -> list[str]:
        """What they come to, by currency."""
        return lists.sums_of(rows)


def _card(model: type[Document]) -> Card:
    nature = NATURES[model.made_as]
    payer = "bill_to_customer" if nature.is_sold else "pay_to_vendor"
    template = (f"{nature.party}_template",) if nature.is_quote else ()
    dates = ("valid_until",) if nature.is_quote else ("order_date", "due_date")
    return Card(
        (
            Section(
                pgettext_lazy("section", "General"),
                ("no", "status", nature.party, "contact", *template, "name", *ADDRESS, "contact_name"),
                more=("name_2", "phone_no", "email", "vat_registration_no", "fiscal_code"),
            ),
            Section(
                _("Details"),
                ("document_date", *dates, "requested_date", "salesperson", "your_reference", "external_no"),
                more=("work_description", "description", "made_from", "quote_no", "modified_at"),
            ),
            Section(
                pgettext_lazy("section", "Invoicing"),
                ("currency", "payment_terms", "payment_method", "shipment_method", "prices_including_vat"),
                more=(
                    "vat_business_posting_group", "invoice_discount_percent", "invoice_discount_given",
                    "currency_factor", "language", "format_region",
                ),
            ),
            Section(
                _("Billing"),
                (payer, "bill_contact", "bill_name", *(f"bill_{name}" for name in ADDRESS)),
                more=("bill_name_2",),
            ),
            Section(
                pgettext_lazy("section", "Shipping"),
                ("ship_name", *(f"ship_{name}" for name in ADDRESS)),
                more=("ship_name_2",),
            ),
        )
    )  # fmt: skip


def screens() -> tuple[DocumentScreens, ...]:
    """Those of every kind."""
    none = _("Start one from a contact, a customer or here.")
    return (
        DocumentScreens(SalesQuote, "sales-quotes/", Menu(SALES, 21), (_("New sales quote"), none)),
        DocumentScreens(SalesOrder, "sales-orders/", Menu(SALES, 22), (_("New sales order"), none)),
        DocumentScreens(BlanketSalesOrder, "blanket-sales-orders/", Menu(SALES, 23), (_("New blanket order"), none)),
        DocumentScreens(PurchaseQuote, "purchase-quotes/", Menu(PURCHASES, 31), (_("New purchase quote"), none)),
        DocumentScreens(PurchaseOrder, "purchase-orders/", Menu(PURCHASES, 32), (_("New purchase order"), none)),
        DocumentScreens(
            BlanketPurchaseOrder,
            "blanket-purchase-orders/",
            Menu(PURCHASES, 33),
            (_("New blanket order"), none),
        ),
    )


def register() -> None:
    """Every kind has the pages of what can be done with it."""
    for model in MODELS.values():
        register_panel(model, LINES)
        register_panel(model, VERSIONS)
        register_action(model, print_action(model))
        register_on_document(model)
        many.register(model)
        for page in PAGES:
            register_page(model, page)
        for deed in DEEDS:
            if deed.fits(NATURES[model.made_as]):
                register_page(model, page_of(deed))
                register_action(model, action_of(deed, model))
    for source in (Contact, Customer, Vendor):
        for model in MODELS.values():
            if source is Contact or NATURES[model.made_as].party == source._meta.model_name:
                register_action(source, _new_from(source, model))


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
    return Action(
        labels[model],
        lambda record: f"{page_url(model, 'new')}?{name}={record.pk}",
        permission=name_of("add", model),
        obstacle=_barred,
        order=60 + list(labels).index(model),
    )


def _barred(record: Any) -> str:
    return str(_("It is blocked for privacy.")) if record.privacy_blocked else ""
