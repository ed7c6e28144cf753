"""What a document copies of its parties when it is made; from then on it is the document's own (T2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import code, text


class SellToBlock(models.Model):
    """Whom the document is written to: sell-to of a sale, buy-from of a purchase."""

    name = text(pgettext_lazy("field.common", "Name"), 100)
    name_2 = text(_("Name 2"), 50)
    address = text(pgettext_lazy("entity", "Address"), 100)
    address_2 = text(_("Address 2"), 50)
    post_code = text(_("Post Code"), 20)
    city = text(_("City"), 30)
    county = text(_("County"), 30)
    country = code("setup.Country", _("Country/Region Code"))
    vat_registration_no = text(_("VAT Registration No."), 20)
    fiscal_code = text(_("Fiscal Code"), 20)
    phone_no = text(_("Phone No."), 30)
    email = text(_("Email"), 80)

    class Meta:
        abstract = True


class BillToBlock(models.Model):
    """Who pays, or is paid."""

    bill_name = text(pgettext_lazy("field.common", "Name"), 100)
    bill_name_2 = text(_("Name 2"), 50)
    bill_address = text(pgettext_lazy("entity", "Address"), 100)
    bill_address_2 = text(_("Address 2"), 50)
    bill_post_code = text(_("Post Code"), 20)
    bill_city = text(_("City"), 30)
    bill_county = text(_("County"), 30)
    bill_country = code("setup.Country", _("Country/Region Code"))

    class Meta:
        abstract = True


class ShipToBlock(models.Model):
    """Where it goes: to the customer, or to us."""

    ship_name = text(pgettext_lazy("field.common", "Name"), 100)
    ship_name_2 = text(_("Name 2"), 50)
    ship_address = text(pgettext_lazy("entity", "Address"), 100)
    ship_address_2 = text(_("Address 2"), 50)
    ship_post_code = text(_("Post Code"), 20)
    ship_city = text(_("City"), 30)
    ship_county = text(_("County"), 30)
    ship_country = code("setup.Country", _("Country/Region Code"))

    class Meta:
        abstract = True
