"""What entries of lists are called in the languages of documents, said by the catalogues of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from crm.demo.data.codes import LANGUAGES
from setup.models import Translation

if TYPE_CHECKING:
    from crm.kit.models import Record


def translate(entry: Record, english: str) -> None:
    """A stored ``entry`` is called what ``english`` is in every language there is; nothing where its list has none."""
    model: Any = Translation.of(type(entry))  # its keys are its own
    for code, _name, tag in LANGUAGES if model is not None and english else ():
        with translation.override(tag.partition("-")[0]):
            said = _(english)
        made = model(entry=entry, language_id=code)
        setattr(made, model.words, said)
        made.save()
