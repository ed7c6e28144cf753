"""The pages of the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.cards import Card, Section
from crm.kit.screens.declaration import Inline, Menu, Screens
from partners.trade.forms import ItemForm
from partners.trade.models import Item, ItemTranslation


class ItemScreens(Screens):
    """What we sell and buy."""

    model = Item
    prefix = "catalogue/"
    columns = ("no", "name", "kind", "unit", "unit_price", "unit_cost", "vat_product_group", "blocked")
    filters = ("kind", "unit", "vat_product_group", "blocked")
    form = ItemForm
    menu = Menu(
        pgettext_lazy("navigation", "Sales"), 28, "package", pgettext_lazy("synonyms", "items, products, price list")
    )
    new_title = _("New item")
    empty = _("The catalogue is empty.")
    about = _("Goods, services and accounts that lines of quotes and orders are made with.")
    card = Card(
        (
            Section(
                pgettext_lazy("section", "General"),
                ("no", "name", "kind", "unit", "blocked"),
                more=("description_2", "modified_at"),
            ),
            Section(
                _("Prices"),
                ("unit_price", "unit_cost", "vat_product_group", "allow_invoice_discount"),
                help=_("In the local currency, without VAT; on a line they can be changed."),
            ),
        )
    )
    inlines = (Inline(ItemTranslation, ("language", "name", "description_2")),)
