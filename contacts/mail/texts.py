"""What a letter starts with, in the language of whom it is for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from contacts.salutations import greeting
from crm.kit.refusal import Refused
from setup.models import CompanyInformation, Language, SalutationFormula

if TYPE_CHECKING:
    from contacts.models import Contact


def spoken_by(language: Language | None) -> str:
    """The language we speak with whoever has ``language``; that of the company where we do not speak it."""
    company = CompanyInformation.current().language
    known = dict(settings.LANGUAGES)
    tags = (_short(one.tag) for one in (language, company) if one is not None)
    return next((tag for tag in tags if tag in known), settings.LANGUAGE_CODE)


def language_spoken(spoken: str, preferred: Language | None) -> Language | None:
    """The language of our list in which ``spoken`` is spoken; ``preferred`` where it is. A query where it is not."""
    if preferred is not None and _short(preferred.tag) == spoken:
        return preferred
    return Language.objects.filter(tag__istartswith=spoken).order_by("code").first()


def letter_to(contact: Contact | None, spoken: str, language: Language | None, text: str, signature: str) -> str:
    """Greeting, ``text`` and who signs; all in the language ``spoken``. A query for the greeting."""
    with translation.override(spoken):
        hello = _("Dear Sir or Madam,")
        if contact is not None:
            with contextlib.suppress(Refused):
                hello = greeting(contact, SalutationFormula.Style.FORMAL, language) or hello
        parts = [hello if hello.endswith((",", ":", "!")) else f"{hello},"]
        parts += [text] if text else [""]
        parts += ["\n".join(part for part in (_("Kind regards"), signature, CompanyInformation.current().name) if part)]
        return "\n\n".join(parts)


def _short(tag: str) -> str:
    return tag.partition("-")[0].lower()
