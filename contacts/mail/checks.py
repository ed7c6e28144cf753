"""What is looked at before anything leaves (H5, T5): each check refuses with a sentence for the field it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from contacts.formats.emails import addresses_in, check_email
from contacts.interactions.log import check_contact
from contacts.models import Contact
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
"""Signs that would end a header of an e-mail and begin another one."""

GROWTH = 4 / 3
"""What files become on their way."""


def is_ready() -> bool:
    """A mail server is set up."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def check_ready() -> None:
    """Raise Refused where no e-mail could ever leave."""
    if not is_ready():
        raise Refused(no_server())


def no_server() -> str:
    """What staff are told then."""
    return _(
        "No mail server is set up, so nothing can be sent. An administrator sets CRM_EMAIL_URL and CRM_EMAIL_FROM."
    )


def checked_addresses(typed: str, field: str, *, required: bool = False) -> str:
    """The addresses as they are stored, each once. Raises Refused for what is none, and where one is missing."""
    typed = typed.replace("\t", " ").strip()
    if BREAKS.search(typed):
        raise Refused(_("Write the addresses on one line, separated by semicolons."), field=field)
    checked = check_email(typed)
    if checked.problem is not None:
        raise Refused(checked.problem, field=field)
    if required and not checked.value:
        raise Refused(_("Enter the email address of somebody to send this to."), field=field)
    addresses = list(dict.fromkeys(addresses_in(checked.value)))
    for address in addresses:
        if not address.partition("@")[0].isascii():
            sentence = _("“%(address)s” cannot be written to: mail servers know plain letters only before the @.")
            raise Refused(sentence % {"address": address}, field=field)
    if len(";".join(addresses)) > 250:
        raise Refused(_("These are too many addresses for one e-mail."), field=field)
    return ";".join(addresses)


def check_recipients(*addresses: str) -> None:
    """Raise Refused where an address is that of contacts who are all blocked for privacy. One query."""
    wanted = [one for some in addresses for one in addresses_in(some)]
    if not wanted:
        return
    is_one = Q()
    for address in wanted:
        is_one |= Q(email__iexact=address) | Q(email_2__iexact=address)
    found = list(Contact.objects.filter(is_one).order_by("pk"))
    free = {address.lower() for one in found if not one.privacy_blocked for address in (one.email, one.email_2)}
    asked = {one.lower() for one in wanted}
    for one in found:
        if {one.email.lower(), one.email_2.lower()} & asked - free - {""}:
            check_contact(one)


def checked_subject(typed: str) -> str:
    """The subject as it is stored. Raises Refused for one that is none, or that would be more than one line."""
    subject = typed.replace("\t", " ").strip()
    if not subject:
        raise Refused(_("Enter a subject."), field="subject")
    if BREAKS.search(subject):
        raise Refused(_("The subject is one line; take the line breaks out of it."), field="subject")
    return subject


def check_size(body: str, files: Iterable[Attachment]) -> None:
    """Raise Refused for what mail servers would not take."""
    size = len(body.encode()) + sum(file.size for file in files)
    if size * GROWTH > settings.EMAIL_LARGEST:
        raise Refused(too_big(size), field="file")


def too_big(size: int) -> str:
    """What staff are told of so many bytes."""
    sentence = _("The e-mail would be too big: %(size)s, and at most %(largest)s can be sent.")
    values = {"size": filesizeformat(int(size * GROWTH)), "largest": filesizeformat(settings.EMAIL_LARGEST)}
    return sentence % values
