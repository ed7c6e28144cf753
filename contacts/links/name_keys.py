"""Names of firms and people as they are compared: without case, accents, legal form and word order. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from crm.kit.search import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
REMEMBERED = 4096

LEGAL_FORMS = frozenset(
    {
        *("srl", "srls", "spa", "sapa", "sas", "snc", "ss", "scarl", "scrl", "scpa", "soc", "coop", "onlus"),
        *("sl", "slu", "slne", "sa", "sau", "sll", "sal", "sc", "scp", "cb", "slp"),
        *("ltd", "limited", "plc", "llp", "llc", "lp", "inc", "corp", "co", "company", "dac", "clg", "cic"),
        *("gmbh", "ag", "kg", "ohg", "ug", "mbh", "ev", "eg", "se", "bv", "nv", "ab", "as", "asa", "oy"),
        *("aps", "sarl", "sasu", "eurl", "lda", "sro", "doo"),
    }
)
SPELLED_OUT = {
    "societa a responsabilita limitata semplificata": "srls",
    "societa a responsabilita limitata": "srl",
    "societa per azioni": "spa",
    "societa in nome collettivo": "snc",
    "societa in accomandita semplice": "sas",
    "societa semplice": "ss",
    "societa cooperativa": "coop",
    "sociedad de responsabilidad limitada": "sl",
    "sociedad limitada unipersonal": "slu",
    "sociedad limitada": "sl",
    "sociedad anonima unipersonal": "sau",
    "sociedad anonima": "sa",
    "public limited company": "plc",
}
SPACED = ("srls", "srl", "spa", "snc", "sas", "slu", "plc", "ltd")
"""Forms that are often written letter by letter."""
SPELLED_AS = {"limited": "ltd", "coop": "scarl", "scrl": "scarl"}
SAYS_NOTHING = frozenset({"co", "company", "soc"})
DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b")
NO_WORD = re.compile(r"[^a-z0-9]+")


class NameKey(NamedTuple):
    """The words in order of the alphabet, and the legal form where there is one."""

    words: str
    form: str

    @property
    def whole(self) -> str:
        """The words as one."""
        return self.words.replace(" ", "")


@lru_cache(maxsize=REMEMBERED)
def name_key(name: str) -> NameKey:
    """The same for ``Società Rossi S.r.l.`` and ``ROSSI SOCIETA SRL``; a name of forms only keeps them."""
    together = DOTTED.sub(lambda found: f" {found[0].replace('.', '')} ", normalize(name))
    text = f" {' '.join(NO_WORD.sub(' ', together).split())} "
    for long, short in SPELLED_OUT.items():
        text = text.replace(f" {long} ", f" {short} ")
    words = _joined_initials(text.split())
    forms = [SPELLED_AS.get(word, word) for word in words if word in LEGAL_FORMS - SAYS_NOTHING]
    others = [word for word in words if word not in LEGAL_FORMS]
    return NameKey(" ".join(sorted(others or words))[:LONGEST], " ".join(sorted(set(forms))) if others else "")


def _joined_initials(words: Iterable[str]) -> list[str]:
    """A row of single letters is one word; the legal form at its end is another."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1:
            run += word
            continue
        form = next((form for form in SPACED if run.endswith(form)), "")
        joined += [part for part in (run[: len(run) - len(form)], form, word) if part]
        run = ""
    return joined
