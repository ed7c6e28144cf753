"""E-mail addresses: one or several in a field, separated by semicolons (A5-2)."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from crm.kit.checked import Checked

SEPARATOR = ";"
WRONG_SEPARATORS = re.compile(r"[,|\s]")
FORBIDDEN = re.compile(r"[<>()\[\]\"\\:]")
LONGEST_LABEL = 63
"""What stands between two dots of a domain, as name servers know it."""


def check_email(typed: str) -> Checked:
    """``typed`` as ``a@b.it;c@d.it``; blank is fine, an address that cannot be one is an error."""
    addresses = [part.strip() for part in typed.split(SEPARATOR) if part.strip()]
    value = SEPARATOR.join(addresses)
    for address in addresses:
        if problem := _problem(address):
            return Checked(value, problem, blocks=True)
    return Checked(value)


def addresses_in(stored: str) -> list[str]:
    """The addresses of a field, in the order in which they were typed."""
    return [part.strip() for part in stored.split(SEPARATOR) if part.strip()]


def on_the_wire(address: str) -> str:
    """The address as mail servers know it: ``info@müller.de`` is ``info@xn--mller-kva.de``.

    A sharp s stays one (IDNA 2008): Python's own codec makes ``ss`` of it, which is somebody else's domain.
    """
    name, _at, domain = address.rpartition("@")
    return f"{name}@{'.'.join(_labels(domain))}"


def _labels(domain: str) -> list[str]:
    if domain.isascii():
        return domain.split(".")
    plain = unicodedata.normalize("NFKC", domain.lower()).split(".")
    return [one if one.isascii() else f"xn--{one.encode('punycode').decode()}" for one in plain]


def _problem(address: str) -> str | None:
    if WRONG_SEPARATORS.search(address) and address.count("@") != 1:
        return _("Separate several email addresses with a semicolon, such as %(example)s.") % {
            "example": "anna@example.com;bo@example.com"
        }
    if not _is_address(address):
        return _("“%(address)s” is not a valid email address; it should look like %(example)s.") % {
            "address": address,
            "example": "anna@example.com",
        }
    return None


def _is_address(address: str) -> bool:
    if WRONG_SEPARATORS.search(address) or FORBIDDEN.search(address) or not address.isprintable():
        return False
    name, _at, domain = address.partition("@")
    labels = _labels(domain)
    return bool(name) and "@" not in domain and len(labels) > 1 and all(map(_is_label, labels)) and len(labels[-1]) > 1


def _is_label(label: str) -> bool:
    return 0 < len(label) <= LONGEST_LABEL and label.strip("-") == label
