"""Contacts as address cards, which phones and mail programs take in: vCard 4.0 (RFC 6350)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from crm.kit.file_kinds import FileKind, register_file_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDED = 75
"""Octets of the longest line; what is longer goes on in the next one."""

BREAKS = re.compile(r"\r\n|\r|\n")
PHONES = (("phone_no", "work,voice"), ("mobile_phone_no", "cell"), ("fax_no", "fax"), ("pager", "pager"))


def register() -> None:
    """The list of contacts can be exported so."""
    label = _("Address cards (vCard)")
    register_file_kind(Contact, FileKind("vcf", label, "text/vcard; charset=utf-8", written, ("country",)))


def written(contacts: Iterable[Contact]) -> Iterator[str]:
    """The text of the file, card by card."""
    return map(card, contacts)


def card(contact: Contact) -> str:
    """One contact. What is blank is left out."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"KIND:{'individual' if contact.is_person else 'org'}"]
    lines += [f"UID;VALUE=text:{escaped(contact.no)}", f"FN:{escaped(contact.name or contact.no)}"]
    if contact.is_person:
        lines.append(f"N:{_parts(contact.surname, contact.first_name, contact.middle_name, '', '')}")
    company = contact.company_name if contact.is_person else contact.name
    lines += _filled("ORG", company) + _filled("TITLE", contact.job_title)
    for name, kind in PHONES:
        lines += _filled(f'TEL;TYPE="{kind}"' if "," in kind else f"TEL;TYPE={kind}", getattr(contact, name))
    lines += _filled("EMAIL;PREF=1", contact.email) + _filled("EMAIL", contact.email_2)
    lines += _address(contact) + _filled("URL", contact.home_page, is_text=False)
    lines += [f"REV:{contact.modified_at:%Y%m%dT%H%M%SZ}", "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """``text`` as the value of a line: commas, semicolons, backslashes and breaks of lines mean themselves."""
    plain = re.sub(r"([\\,;])", r"\\\1", text)
    return BREAKS.sub(r"\\n", plain)


def folded(line: str) -> str:
    """``line`` in pieces of so many octets, no letter of it cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLDED:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])


def _filled(name: str, value: str, *, is_text: bool = True) -> list[str]:
    text = escaped(value) if is_text else BREAKS.sub("", value)
    return [f"{name}:{text}"] if value else []


def _parts(*values: str) -> str:
    return ";".join(map(escaped, values))


def _address(contact: Contact) -> list[str]:
    country = contact.country.description if contact.country is not None else ""
    street = "\n".join(one for one in (contact.address, contact.address_2) if one)
    values = ("", "", street, contact.city, contact.county, contact.post_code, country)
    return [f"ADR;TYPE=work:{_parts(*values)}"] if any(values) else []
