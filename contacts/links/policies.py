"""Field policies in words, and the one rule about them: a policy is about a field that its kind shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds
from contacts.models import Contact
from crm.kit.display import caption
from setup.models import FieldPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator


def kinds() -> Iterator[tuple[str, str]]:
    """Every kind by its name."""
    for kind in all_kinds():
        yield kind.name, kind.title


def fields() -> Iterator[tuple[str, str]]:
    """Every shared field by its column on the contact."""
    for name in dict.fromkeys(shared.contact for kind in all_kinds() for shared in kind.shared):
        yield name, caption(Contact, name)


def objection(kind: str, field: str) -> str:
    """Why there can be no policy for ``field`` of ``kind``; blank where there can, or where there is no such kind."""
    found = next((one for one in all_kinds() if one.name == kind), None)
    if found is None or not field or field in found.by_contact:
        return ""
    return _("This kind does not share this field.")


def register() -> None:
    """Policies name their kind and field in words."""
    FieldPolicy.offer(kinds, fields)
