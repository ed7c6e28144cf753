"""English that should not be there: sources of the catalogues whose translation says something else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import polib
from django.apps import apps
from django.db import models

from crm.start.translations import catalogues

SILENT = frozenset({"script", "style", "textarea", "code"})
VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "col", "source", "wbr", "path", "rect", "line", "use"})
SPOKEN = ("title", "aria-label", "placeholder", "alt", "aria-description", "label")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")
LEFT_OVER = re.compile(r"%\(|\{\{|\}\}|\{%|\bNone\b|\bnull\b|\bundefined\b|\bTraceback\b|\[object ")
MONTHS = {"May"}
"""Spanish too, at the foot of a chart."""

PHRASE = 3
"""Words of a source that is looked for within longer texts too."""


class Texts(HTMLParser):
    """What can be read or heard on a page, but for what is said in another language on purpose."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self._language = language
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes speak too."""
        known = {name: value or "" for name, value in attrs}
        lang = known.get("lang", self._language).partition("-")[0]
        is_silent = tag in SILENT or lang != self._language or known.get("translate") == "no" or self._is_silent()
        if not is_silent:
            self.found += [known[name] for name in SPOKEN if name in known]
            self.found += [value for name, value in known.items() if name.startswith("data-") and value[:1].isalpha()]
            if tag == "input" and known.get("type") in ("submit", "button", "reset"):
                self.found.append(known.get("value", ""))
        if tag == "a" and "href" in known:
            self.links.append(known["href"])
        if tag not in VOID:
            self._open.append((tag, is_silent))

    def handle_endtag(self, tag: str) -> None:
        """Elements end, those too that nobody closed."""
        while any(one == tag for one, _silent in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """A text node."""
        if not self._is_silent():
            self.found.append(data)

    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]


class English:
    """What the catalogue of ``language`` says otherwise. ``said`` holds what records say: that stays as it is."""

    def __init__(self, language: str, said: frozenset[str]) -> None:
        file = next(one for one in catalogues() if one.parts[-3] == language)
        entries = [one for one in polib.pofile(str(file)) if not one.obsolete]
        pairs = [(one.msgid, one.msgstr) for one in entries if one.msgstr]
        for one in entries:
            forms = list(one.msgstr_plural.values())
            pairs += [(one.msgid, forms[0]), (one.msgid_plural, forms[-1])] if forms else []
        theirs = {_plain(text) for _source, text in pairs}
        sources = {_plain(source) for source, text in pairs if _plain(source) != _plain(text)} - theirs - MONTHS
        self._said = said
        self._words = {one for one in sources if not PLACEHOLDER.search(one)} - said
        self._phrases = [one for one in self._words if len(one.split()) >= PHRASE]
        self._filled = re.compile("|".join(map(_pattern, sorted(one for one in sources if _has_words(one)))))
        self._checked: dict[str, bool] = {}

    def in_(self, texts: list[str]) -> list[str]:
        """Those of ``texts`` that are English, or hold what only a program says."""
        return [text for text in dict.fromkeys(map(_plain, texts)) if text and self._is_wrong(text)]

    def _is_wrong(self, text: str) -> bool:
        if text in self._said:
            return False
        if text not in self._checked:
            self._checked[text] = bool(
                LEFT_OVER.search(text)
                or text in self._words
                or text.rstrip(":") in self._words
                or any(one in text for one in self._phrases)
                or self._filled.fullmatch(text)
            )
        return self._checked[text]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _has_words(source: str) -> bool:
    """A placeholder, and enough around it to tell it from another language."""
    return bool(PLACEHOLDER.search(source)) and len(re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub("", source))) >= PHRASE


def _pattern(source: str) -> str:
    parts = [re.escape(part) for part in PLACEHOLDER.split(source)]
    return f"(?:{'.+'.join(parts)})"


def said_by_records() -> frozenset[str]:
    """Every text that some record holds."""
    found: set[Any] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.generated:
                found.update(model._base_manager.values_list(field.attname, flat=True).distinct())
    return frozenset(_plain(text) for text in found if isinstance(text, str))
