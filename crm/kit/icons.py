"""Icons: one outline set, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide


@cache
def icon(name: str) -> SafeString:
    """The drawing called ``name`` in lucide's set, 16 pixels, hidden from screen readers: its word says it all."""
    drawn = lucide(name, size=16, stroke_width=1.5, aria_hidden="true", focusable="false")
    return mark_safe(drawn)
