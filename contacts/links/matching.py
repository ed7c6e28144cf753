"""Whether a contact and a partner are probably the same: keys that bring them together, and a score. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from contacts.links.name_keys import NameKey, name_key
from crm.kit.search import digits, normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SHORTEST_VAT = 7
SHORTEST_PHONE = 7
COMPARED_DIGITS = 8
BLOCK = 5
TOKENS = 6
NAMED_ALIKE = 80

SCORES = {"vat": 95, "email": 90, "phone": 75}
NAME_ALONE = 85
UNLIKE = 1.5
"""What each percent counts that two names are not alike."""
ALSO = 5
SAME_PLACE = 5
CONTRADICTED = {"vat": 40, "country": 20, "type": 20, "form": 10}

VAT_PREFIX = re.compile(r"^[A-Z]{2}(?=[A-Z0-9]*[0-9][A-Z0-9]*$)")


class Method(StrEnum):
    """By what a contact and a partner are brought together."""

    VAT = "vat"
    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True)
class Side:
    """What is compared of a contact or a partner. ``type`` is blank where it has none."""

    pk: int
    no: str
    name: str
    vat: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    country: str = ""
    post_code: str = ""
    city: str = ""
    type: str = ""


class Match(NamedTuple):
    """How probable it is that both are the same, 0 to 100, and why."""

    score: int
    reasons: tuple[str, ...]


def vat_key(vat: str) -> str:
    """The VAT number without punctuation and country prefix; blank where it is too short to say anything."""
    plain = VAT_PREFIX.sub("", re.sub(r"[^A-Z0-9]", "", vat.upper()))
    return plain if len(digits(plain)) >= SHORTEST_VAT else ""


def email_keys(email: str) -> frozenset[str]:
    """Every address in a list separated by semicolons, without case."""
    return frozenset(part.strip().lower() for part in email.split(";") if "@" in part)


def phone_key(phone: str) -> str:
    """The last digits, which do not depend on how the country was dialled; blank where there are too few."""
    plain = digits(phone)
    return plain[-COMPARED_DIGITS:] if len(plain) >= SHORTEST_PHONE else ""


def keys(side: Side, methods: Collection[Method]) -> frozenset[str]:
    """Two sides can only match where they have one of these in common; nobody compares all with all."""
    found: list[str] = []
    if Method.VAT in methods and (vat := vat_key(side.vat)):
        found.append(f"v{vat}")
    if Method.EMAIL in methods:
        found += [f"e{address}" for address in email_keys(side.email)]
    if Method.PHONE in methods:
        found += [f"p{phone}" for phone in _phone_keys(side.phones)]
    if Method.NAME in methods:
        found += _name_blocks(name_key(side.name))
    return frozenset(found)


def compare(contact: Side, partner: Side, methods: Collection[Method]) -> Match | None:
    """How well both match by ``methods``, ``None`` where by none. What contradicts counts in any case."""
    found: dict[Method, tuple[int, str]] = {}
    if Method.VAT in methods and vat_key(contact.vat) and vat_key(contact.vat) == vat_key(partner.vat):
        found[Method.VAT] = SCORES["vat"], _("same VAT number")
    if Method.EMAIL in methods and email_keys(contact.email) & email_keys(partner.email):
        found[Method.EMAIL] = SCORES["email"], _("same e-mail")
    if Method.PHONE in methods and _phone_keys(contact.phones) & _phone_keys(partner.phones):
        found[Method.PHONE] = SCORES["phone"], _("same phone")
    ours, theirs = name_key(contact.name), name_key(partner.name)
    named = Method.NAME in methods and bool(ours.words and theirs.words)
    alike = fuzz.token_sort_ratio(ours.words, theirs.words) if named else 0.0
    if alike >= NAMED_ALIKE:
        points = int(NAME_ALONE - UNLIKE * (100 - alike))
        found[Method.NAME] = points, _("name %(alike)s %%") % {"alike": int(alike)}
    if not found:
        return None
    score = max(points for points, _reason in found.values()) + ALSO * (len(found) - 1)
    bonus, places = _same_place(contact, partner) if Method.NAME in found else (0, [])
    malus, contradictions = _contradictions(contact, partner, ours.form, theirs.form)
    reasons = [*(reason for _points, reason in found.values()), *places, *contradictions]
    return Match(max(0, min(100, score + bonus) - malus), tuple(reasons))


def _phone_keys(phones: Iterable[str]) -> frozenset[str]:
    return frozenset(key for phone in phones if (key := phone_key(phone)))


def _name_blocks(key: NameKey) -> list[str]:
    """The whole name, its beginning and end, and the beginning of each of its words."""
    if not key.words:
        return []
    whole = key.whole
    parts = {word[:BLOCK] for word in key.words.split()[:TOKENS] if len(word) > 2}
    return [f"={whole}", f"<{whole[: BLOCK + 1]}", f">{whole[-BLOCK - 1 :]}", *(f"~{part}" for part in parts)]


def _same_place(contact: Side, partner: Side) -> tuple[int, list[str]]:
    if contact.post_code and contact.post_code == partner.post_code:
        return 2 * SAME_PLACE, [_("same post code")]
    if contact.city and normalize(contact.city) == normalize(partner.city):
        return SAME_PLACE, [_("same city")]
    return 0, []


def _contradictions(contact: Side, partner: Side, form: str, other_form: str) -> tuple[int, list[str]]:
    pairs = {
        "vat": (vat_key(contact.vat), vat_key(partner.vat), _("VAT numbers differ")),
        "country": (contact.country, partner.country, _("countries differ")),
        "type": (contact.type, partner.type, _("company and person")),
        "form": (form, other_form, _("legal forms differ")),
    }
    standing = {name: said for name, (one, other, said) in pairs.items() if one and other and one != other}
    return sum(CONTRADICTED[name] for name in standing), list(standing.values())
