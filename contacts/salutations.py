"""How a contact is greeted, in words (J7)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from contacts.models import Contact
from crm.kit.refusal import Refused
from setup.models import Language, SalutationFormula

PLACEHOLDER = re.compile(r"%([1-5])( ?)")


def greeting(contact: Contact, style: SalutationFormula.Style, language: Language | None = None) -> str:
    """The greeting of ``contact`` by its salutation, in its own language unless another is given.

    A placeholder whose part is empty goes, and the blank after it. Raises Refused, naming style, language and contact,
    where there is no such formula. One query.
    """
    tongue = language.pk if language is not None else contact.language_id
    formula = SalutationFormula._base_manager.filter(
        salutation=contact.salutation_id, language=tongue, style=style
    ).first()
    if formula is None:
        values = {"style": style.label, "language": tongue or "—", "contact": contact.title}
        raise Refused(_("There is no %(style)s salutation in language %(language)s for %(contact)s.") % values)
    return fill(formula, contact)


def fill(formula: SalutationFormula, contact: Contact) -> str:
    """The text of ``formula`` with the parts of the contact's name."""

    def part(found: re.Match[str]) -> str:
        slot: str = getattr(formula, f"name_{found[1]}")
        value: str = getattr(contact, slot) if slot else ""
        return f"{value}{found[2]}" if value else ""

    return PLACEHOLDER.sub(part, formula.text).strip()
