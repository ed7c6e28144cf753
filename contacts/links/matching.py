"""Whether a contact and a partner are probably the same: keys that bring them together, and a score. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from contacts.links.name_keys import NameKey, name_key
from crm.kit.search import digits, normalize

if TYPE_CHECKING:
    from collections.abc import Collection

SHORTEST_VAT = 7
SHORTEST_PHONE = 7
COMPARED_DIGITS = 8
BLOCK = 5
TOKENS = 6
NAMED_ALIKE = 80

SCORES = {"vat": 95, "email": 90, "phone": 75, "name": 85}
LOWEST = 60
"""A lower score says nothing."""
UNLIKE = 1.5
"""What each percent counts that two names are not alike."""
ALSO = 5
SAME_PLACE = 5
CONTRADICTED = {"other vat": 40, "other country": 20, "other type": 20, "other form": 10}
REASONS = {
    "vat": _("same VAT number"),
    "email": _("same e-mail"),
    "phone": _("same phone"),
    "name": _("name %(alike)s %%"),
    "post_code": _("same post code"),
    "city": _("same city"),
    "other vat": _("VAT numbers differ"),
    "other country": _("countries differ"),
    "other type": _("company and person"),
    "other form": _("legal forms differ"),
}

VAT_PREFIX = re.compile(r"^[A-Z]{2}(?=[A-Z0-9]*[0-9][A-Z0-9]*$)")


class Method(StrEnum):
    """By what a contact and a partner are brought together."""

    VAT = "vat"
    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True)
class Side:
    """What is compared of a contact or a partner, and its keys. ``type`` is blank where it has none."""

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

    @cached_property
    def vat_key(self) -> str:
        """See ``vat_key``."""
        return vat_key(self.vat)

    @cached_property
    def email_keys(self) -> frozenset[str]:
        """See ``email_keys``."""
        return email_keys(self.email)

    @cached_property
    def phone_keys(self) -> frozenset[str]:
        """The keys of every phone."""
        return frozenset(key for phone in self.phones if (key := phone_key(phone)))

    @cached_property
    def name_key(self) -> NameKey:
        """See ``name_keys.name_key``."""
        return name_key(self.name)


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
    if Method.VAT in methods and side.vat_key:
        found.append(f"v{side.vat_key}")
    if Method.EMAIL in methods:
        found += [f"e{address}" for address in side.email_keys]
    if Method.PHONE in methods:
        found += [f"p{phone}" for phone in side.phone_keys]
    if Method.NAME in methods:
        found += _name_blocks(side.name_key)
    return frozenset(found)


def compare(contact: Side, partner: Side, methods: Collection[Method]) -> Match | None:
    """How well both match by ``methods``; ``None`` where by none, or where the score says nothing.

    What contradicts counts in any case.
    """
    points, alike = _points(contact, partner, methods)
    if not points:
        return None
    place, bonus = _same_place(contact, partner) if Method.NAME in points else ("", 0)
    against = _contradictions(contact, partner)
    score = max(points.values()) + ALSO * (len(points) - 1) + bonus
    score = max(0, min(100, score) - sum(CONTRADICTED[name] for name in against))
    if score < LOWEST:
        return None
    said = [*points, *([place] if place else []), *against]
    return Match(score, tuple(str(REASONS[name]) % {"alike": alike} for name in said))


def _points(contact: Side, partner: Side, methods: Collection[Method]) -> tuple[dict[str, int], int]:
    """What each method that applies is worth, and by how many percent the names are alike."""
    points: dict[str, int] = {}
    if Method.VAT in methods and contact.vat_key and contact.vat_key == partner.vat_key:
        points[Method.VAT] = SCORES[Method.VAT]
    if Method.EMAIL in methods and contact.email_keys & partner.email_keys:
        points[Method.EMAIL] = SCORES[Method.EMAIL]
    if Method.PHONE in methods and contact.phone_keys & partner.phone_keys:
        points[Method.PHONE] = SCORES[Method.PHONE]
    ours, theirs = contact.name_key.words, partner.name_key.words
    alike = 0.0
    if Method.NAME in methods and ours and theirs:
        alike = fuzz.token_sort_ratio(ours, theirs, score_cutoff=NAMED_ALIKE)
    if alike:
        points[Method.NAME] = int(SCORES[Method.NAME] - UNLIKE * (100 - alike))
    return points, int(alike)


def _name_blocks(key: NameKey) -> list[str]:
    """The whole name, its beginning and end, and the beginning of each of its words."""
    if not key.words:
        return []
    whole = key.whole
    parts = {word[:BLOCK] for word in key.words.split()[:TOKENS] if len(word) > 2}
    return [f"={whole}", f"<{whole[: BLOCK + 1]}", f">{whole[-BLOCK - 1 :]}", *(f"~{part}" for part in parts)]


def _same_place(contact: Side, partner: Side) -> tuple[str, int]:
    if contact.post_code and contact.post_code == partner.post_code:
        return "post_code", 2 * SAME_PLACE
    if contact.city and normalize(contact.city) == normalize(partner.city):
        return "city", SAME_PLACE
    return "", 0


def _contradictions(contact: Side, partner: Side) -> list[str]:
    pairs = {
        "other vat": (contact.vat_key, partner.vat_key),
        "other country": (contact.country, partner.country),
        "other type": (contact.type, partner.type),
        "other form": (contact.name_key.form, partner.name_key.form),
    }
    return [name for name, (one, other) in pairs.items() if one and other and one != other]
