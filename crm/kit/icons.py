"""Icons: one outline set, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

SIGNS = {"⇄": "arrow-left-right", "≠": "equal-not", "⏸": "pause", "📌": "pin"}
"""Signs that not every font has, or that fonts draw in colours of their own."""


@cache
def icon(name: str) -> SafeString:
    """The drawing called ``name`` in lucide's set, 16 pixels, hidden from screen readers: its word says it all."""
    drawn = lucide(name, size=16, stroke_width=1.5, aria_hidden="true", focusable="false")
    return mark_safe(drawn)


def sign(text: str) -> SafeString | str:
    """The drawing for a sign beside a value; a sign without one as it is."""
    return icon(SIGNS[text]) if text in SIGNS else text
