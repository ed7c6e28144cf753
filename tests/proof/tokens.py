"""The colours of the house as its stylesheets say them, in light and in dark, and how far apart two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

STYLES = Path(__file__).parents[2] / "crm" / "kit" / "static" / "kit"
SHEETS = ("tokens.css", "charts.css")
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
BOTH = re.compile(r"light-dark\(\s*(\S+?)\s*,\s*(\S+?)\s*\)")

Scheme = dict[str, str]


def blocks(css: str, around: str = "") -> Iterator[tuple[str, str]]:
    """Each innermost block with all that stands before it: selectors and conditions."""
    position = 0
    while (start := css.find("{", position)) != -1:
        head = css[position:start].rpartition(";")[2].strip()
        depth, end = 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        inner = css[start + 1 : end - 1]
        yield from blocks(inner, f"{around} {head}") if "{" in inner else [(f"{around} {head}", inner)]
        position = end


@cache
def schemes() -> tuple[Scheme, Scheme, list[str]]:
    """Every token that is a colour, in light and in dark; and what two places say differently."""
    light: Scheme = {}
    dark: Scheme = {}
    torn: list[str] = []
    for sheet in SHEETS:
        css = re.sub(r"/\*.*?\*/", "", (STYLES / sheet).read_text(), flags=re.DOTALL)
        for head, body in blocks(css):
            if ":root" not in head or "contrast" in head or "forced" in head or "print" in head:
                continue
            is_dark = "dark" in re.sub(r":not\([^)]*\)", "", head)
            for name, value in re.findall(r"--([a-z0-9-]+)\s*:\s*([^;]+)", body):
                both = BOTH.fullmatch(value.strip())
                found = ((light, both[1]), (dark, both[2])) if both else ((dark if is_dark else light, value.strip()),)
                for scheme, colour in found:
                    if COLOUR.fullmatch(colour) and scheme.setdefault(name, colour.lower()) != colour.lower():
                        torn.append(f"--{name} in {'dark' if scheme is dark else 'light'}")
    return light, light | dark, torn


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG between two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
