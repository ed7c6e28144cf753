"""Sentences that end once, whatever stands at their end."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

TWO_STOPS = re.compile(r"(?<=[^\s.])\.((?:</\w+>)*)\.(?![.\w])")


def one_stop(sentence: str) -> str:
    """``sentence`` with one full stop where a title such as "Rossi S.p.A." brought its own; HTML stays HTML."""
    ended = TWO_STOPS.sub(r".\1", sentence)
    return SafeString(ended) if isinstance(sentence, SafeString) else ended
