"""Sentences that end once, whatever stands at their end, and names as they stand inside of them."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

TWO_STOPS = re.compile(r"(?<=[^\s.])\.((?:</\w+>)*)\.(?![.\w])")


def inside(name: str) -> str:
    """``name`` as it stands inside a sentence, without capitals; abbreviations keep theirs: ``VAT entries``."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in name.split(" "))


def one_stop(sentence: str) -> str:
    """``sentence`` with one full stop where a title such as "Rossi S.p.A." brought its own; HTML stays HTML."""
    ended = TWO_STOPS.sub(r".\1", sentence)
    return SafeString(ended) if isinstance(sentence, SafeString) else ended
