"""What staff are told after a save: that it is saved, and which records followed (M01, M02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.display import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from crm.kit.models import Record

NAMED = 20


def saved(request: HttpRequest, record: Record, followers: Sequence[Record] = ()) -> None:
    """``record`` is saved, and so are ``followers``; all of them are named, up to a handful of screens full."""
    if not followers:
        messages.success(request, _("Saved."))
    else:
        count = len(followers)
        sentence = ngettext(
            "Saved. %(count)s linked record was updated too.",
            "Saved. %(count)s linked records were updated too.",
            count,
        )
        messages.success(request, named(sentence % {"count": count}, followers))
    if warning := getattr(record, "number_warning", ""):
        messages.warning(request, warning)


def named(sentence: str, records: Sequence[Record]) -> str:
    """``sentence``, followed by links to the cards of ``records``."""
    links = format_html_join(" · ", "{} {}", ((one._meta.verbose_name, linked(one)) for one in records[:NAMED]))
    rest = " · …" if len(records) > NAMED else ""
    return format_html('{} <span class="follow">{}{}</span>', sentence, links, rest)
