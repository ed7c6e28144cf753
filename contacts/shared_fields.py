"""The shared fields: the one declaration of what a contact and its partners hold in common (decisions S1).

A block is an abstract model. Two models share a block if both inherit it; nothing else lists a field.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.validators import no_letters
from crm.kit.columns import code, text


class SharedBlock(models.Model):
    """A named group of columns that linked records keep equal."""

    block_title: ClassVar[str | Promise]

    class Meta:
        abstract = True


class NameBlock(SharedBlock):
    """What it is called. The search name follows the name until somebody edits it (J4)."""

    block_title = _("General")
    name = text(pgettext_lazy("field.common", "Name"), 100)
    search_name = text(_("Search Name"), 100)
    name_2 = text(_("Name 2"), 50)

    class Meta:
        abstract = True


class AddressBlock(SharedBlock):
    """Where post and visitors go."""

    block_title = pgettext_lazy("entity", "Address")
    address = text(pgettext_lazy("entity", "Address"), 100)
    address_2 = text(_("Address 2"), 50)
    post_code = text(_("Post Code"), 20)
    city = text(_("City"), 30)
    county = text(_("County"), 30)
    country = code("setup.Country", _("Country/Region Code"))

    class Meta:
        abstract = True


class CommunicationBlock(SharedBlock):
    """How to reach it. Several e-mail addresses are separated by semicolons (A5-2)."""

    block_title = pgettext_lazy("section", "Communication")
    phone_no = text(_("Phone No."), 30, validators=[no_letters])
    mobile_phone_no = text(_("Mobile Phone No."), 30, validators=[no_letters])
    telex_no = text(_("Telex No."), 20)
    telex_answer_back = text(_("Telex Answer Back"), 20)
    fax_no = text(_("Fax No."), 30)
    email = text(_("Email"), 80)
    home_page = text(_("Home Page"), 255)

    class Meta:
        abstract = True


class TermsBlock(SharedBlock):
    """Where it is sold to, in which currency and language."""

    block_title = pgettext_lazy("section", "Foreign Trade")
    territory = code("setup.Territory", _("Territory Code"))
    currency = code("setup.Currency", _("Currency Code"))
    language = code("setup.Language", _("Language Code"))

    class Meta:
        abstract = True


class ImageBlock(SharedBlock):
    """Logo or picture; both records show the same file."""

    block_title = _("Image")
    image = models.ImageField(_("Image"), upload_to="images", max_length=200, blank=True)

    class Meta:
        abstract = True


class TaxBlock(SharedBlock):
    """By which numbers the state knows it. Banks have none to share (A1-bank)."""

    block_title = _("Registration")
    registration_number = text(_("Registration Number"), 50)
    vat_registration_no = text(_("VAT Registration No."), 20)

    class Meta:
        abstract = True


class RegionBlock(SharedBlock):
    """How dates and numbers are written for it: a BCP 47 tag such as ``it-IT``."""

    block_title = _("Regional Settings")
    format_region = text(_("Format Region"), 80)

    class Meta:
        abstract = True


class PrivacyBlock(SharedBlock):
    """Whether its data may be used at all (H5)."""

    block_title = _("Privacy")
    privacy_blocked = models.BooleanField(_("Privacy Blocked"), default=False)

    class Meta:
        abstract = True


class SalesBlock(SharedBlock):
    """Who sells to it. Vendors have a purchaser and banks a contact person of their own instead."""

    block_title = pgettext_lazy("navigation", "Sales")
    salesperson = code("setup.Salesperson", _("Salesperson Code"))

    class Meta:
        abstract = True


def shared_blocks(one: type[models.Model], other: type[models.Model]) -> tuple[type[SharedBlock], ...]:
    """The blocks that both models inherit, in the order of ``one``'s class header."""
    return tuple(block for block in one.__mro__ if SharedBlock in block.__bases__ and issubclass(other, block))


def block_columns(block: type[SharedBlock]) -> tuple[str, ...]:
    """The names of the columns of ``block``, in order of declaration."""
    return tuple(field.name for field in block._meta.local_fields)
