"""Templates and styles keep the rules of the house: short, explained, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted((ROOT / "crm" / "kit" / "static").rglob("*.*"))
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle=|<style"),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "inline handler": re.compile(r"\son[a-z]+="),
    "something from elsewhere": re.compile(r"(src|href)=\"(https?:)?//"),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_is_short_explained_and_free_of_inline_code(template: Path) -> None:
    text = template.read_text()

    assert text.startswith("{# ")
    assert len(text.splitlines()) <= 120
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("file", STATIC, ids=lambda path: path.name)
def test_nothing_static_asks_another_machine(file: Path) -> None:
    text = file.read_text().replace("http://www.w3.org/2000/svg", "")

    assert not re.search(r"https?://|@import|//cdn", text)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


READ_ON = (
    ("text", "surface"), ("text", "sunken"), ("muted", "surface"), ("muted", "bg"), ("accent", "surface"),
    ("accent", "bg"), ("on-accent", "accent"), ("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"),
    ("info", "info-soft"), ("vendor", "vendor-soft"), ("bank", "bank-soft"), ("on-bad", "bad"), ("text", "diff-keep"),
    ("struck", "diff-lose"),
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), READ_ON)
def test_text_can_be_read(scheme: str, ink: str, paper: str) -> None:
    tokens = (ROOT / "crm/kit/static/kit/tokens.css").read_text()
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);", tokens)
    colours = {name: dark if scheme == "dark" else light for name, light, dark in pairs}

    assert _contrast(colours[ink], colours[paper]) >= 4.5
