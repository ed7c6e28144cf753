"""Format regions: by which locale's habits dates and numbers are written, as BCP 47 tags such as ``it-IT``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]  # for the screen and for the admin
else:
    ModelForm = forms.ModelForm

OTHER_LANGUAGES = frozenset(
    {"am", "as", "bo", "fil", "fo", "gu", "ha", "ii", "jv", "kl", "ku", "lo", "mi", "mt", "om", "or", "ps", "qu", "rm",
     "rw", "sa", "sc", "sd", "se", "si", "sm", "sn", "so", "su",
     "ti", "tl", "tn", "to", "ts", "wo", "xh", "yi", "yo", "zu"}
)  # fmt: skip
"""Languages that Django is not translated into."""
OTHER_REGIONS = frozenset({"001", "150", "419", "AQ", "PN", "TF", "GS", "UM"})
"""The world, Europe and Latin America, and countries without a telephone plan of their own."""

FORM = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


def region_tag(typed: str) -> str | None:
    """``typed`` as a tag is written, ``None`` where its language or its country does not exist."""
    found = FORM.fullmatch(typed.strip().replace("_", "-"))
    if found is None:
        return None
    language, script, country = found[1].lower(), (found[2] or "").capitalize(), (found[3] or "").upper()
    if language not in _languages() or (country and country not in SUPPORTED_REGIONS | OTHER_REGIONS):
        return None
    return "-".join(filter(None, (language, script, country)))


def unknown_region() -> str:
    """What is wrong with a format region that is none."""
    return _("This format region is not known: it should look like %(example)s.") % {"example": "it-IT"}


def cleaned_tag(form: ModelForm, name: str, unknown: ValidationError) -> Any:
    """The tag typed into the field ``name``, as it is stored; a stored one that nobody touched is left alone.

    Raises ``unknown`` where no such language or country exists.
    """
    typed = form.cleaned_data[name]
    if not typed or name not in form.changed_data:
        return typed
    tag = region_tag(typed)
    if tag is None:
        raise unknown
    return tag


class DefaultRegionRules(ModelForm):
    """The default format region is one that exists."""

    def clean_default_format_region(self) -> Any:
        """The tag as it is stored."""
        unknown = ValidationError(unknown_region(), code="unknown_region")
        return cleaned_tag(self, "default_format_region", unknown)


@cache
def _languages() -> frozenset[str]:
    return OTHER_LANGUAGES | {tag.partition("-")[0] for tag in LANG_INFO}
