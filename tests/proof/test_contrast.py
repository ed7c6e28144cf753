"""All pairs of colours that stand on each other are far enough apart (1.4.3, 1.4.11; section 10.3), light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.proof.tokens import STYLES, Scheme, contrast, schemes

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
TEXT, GRAPHIC = 4.5, 3.0
PAPERS = ("bg", "surface", "sunken", "raised")
CHARTS = [f"chart-{number}" for number in range(1, 6)]

PAIRS: list[tuple[str, str, float]] = [
    *((ink, paper, TEXT) for ink in ("text", "muted") for paper in (*PAPERS, "row-selected")),
    *(("accent", paper, TEXT) for paper in (*PAPERS, "accent-soft")),
    *(("accent-hover", paper, TEXT) for paper in PAPERS),
    *(("text", paper, TEXT) for paper in ("accent-soft", "diff-keep", "diff-lose")),
    *(("on-accent", paper, TEXT) for paper in ("accent", "accent-hover")),
    *((tone, f"{tone}-soft", TEXT) for tone in ("ok", "warn", "bad", "info", "vendor", "bank")),
    *((tone, paper, TEXT) for tone in ("bad", "warn", "ok", "info") for paper in ("surface", "raised")),
    ("on-bad", "bad", TEXT),
    ("struck", "diff-lose", TEXT),
    *(("border-control", paper, GRAPHIC) for paper in ("bg", "surface", "raised", "sunken", "row-selected")),
    *(("focus", paper, GRAPHIC) for paper in (*PAPERS, "row-selected", "accent-soft")),
    *((tone, paper, GRAPHIC) for tone in CHARTS for paper in ("bg", "surface")),
    *(("on-chart", tone, TEXT if tone != "chart-2" else GRAPHIC) for tone in CHARTS),
]
"""What stands on what, and how far apart it has to be. Numbers in bars are large enough for 3 on the ochre one."""

DECORATION = frozenset({"border"})
"""Hairlines say nothing that the words beside them do not say."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_on_something_can_be_read(scheme: str) -> None:
    light, dark, _torn = schemes()
    colours: Scheme = dark if scheme == "dark" else light

    weak = [
        f"--{ink} on --{paper}: {contrast(colours[ink], colours[paper]):.2f}, needs {least}"
        for ink, paper, least in PAIRS
        if contrast(colours[ink], colours[paper]) < least
    ]

    assert weak == []


def test_every_colour_is_measured_with_something() -> None:
    """A new token needs its pairs in the table above."""
    light, dark, torn = schemes()
    measured = {name for ink, paper, _least in PAIRS for name in (ink, paper)} | DECORATION

    assert set(light) | set(dark) == measured
    assert torn == []


def test_a_dark_colour_is_said_for_every_light_one() -> None:
    """But for what is the same in both."""
    light, dark, _torn = schemes()

    assert [name for name in light if light[name] == dark[name]] == []


def test_colours_stand_among_the_tokens_only() -> None:
    """Section 10: everything else refers to them. Paper is black on white, a plate is white, a shade lets through."""
    own = {STYLES / "tokens.css", STYLES / "charts.css", STYLES / "media.css"}
    raw = [
        f"{sheet.relative_to(ROOT)}: {found}"
        for room in ("crm", "contacts", "partners", "setup")
        for sheet in (ROOT / room).rglob("*.css")
        if sheet not in own
        for found in re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*})|(?:rgb|hsl)a?\([^)]*\)", sheet.read_text())
    ]

    assert [one for one in raw if not one.endswith((": #fff",)) and "/ ." not in one] == []


def test_two_colours_are_as_far_apart_as_the_guidelines_count() -> None:
    """Known pairs: the measure itself is right."""
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
