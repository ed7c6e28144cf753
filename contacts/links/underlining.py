"""Which characters of two texts differ, for people who compare them."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

ALIKE = 0.5
"""Texts that have less in common are read as a whole: underlining most of them would say nothing."""

LONGEST = 255


def underlined(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML; where they are much alike, the characters that differ are underlined."""
    if not one or not other or max(len(one), len(other)) > LONGEST:
        return format_html("{}", one), format_html("{}", other)
    compared = SequenceMatcher(None, one, other, autojunk=False)
    if compared.ratio() < ALIKE:
        return format_html("{}", one), format_html("{}", other)
    steps = compared.get_opcodes()
    ours = ((one[first:last], tag == "equal") for tag, first, last, _, _ in steps)
    theirs = ((other[first:last], tag == "equal") for tag, _, _, first, last in steps)
    return _said(ours), _said(theirs)


def _said(parts: Iterable[tuple[str, bool]]) -> SafeString:
    shown = (
        format_html("{}", text) if is_same else format_html('<u class="differs">{}</u>', text)
        for text, is_same in parts
        if text
    )
    return format_html_join("", "{}", ((part,) for part in shown))
