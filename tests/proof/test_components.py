"""Every partial of the kit can be looked at on one page, or it is said where it can be (section 11)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from crm.kit.screens.components import ELSEWHERE, samples
from tests.screens.conftest import anna, bo
from tests.screens.pages import Page

__all__ = ["anna", "bo"]

pytestmark = [pytest.mark.once, pytest.mark.django_db]

PARTIALS = {path.stem for path in (Path(__file__).parents[2] / "templates" / "kit" / "partials").glob("*.html")}


def test_every_partial_is_shown_or_said_to_be_elsewhere() -> None:
    """A new one needs a sample in `crm.kit.screens.components`, or the place where it can be seen."""
    shown = set(samples())

    assert PARTIALS - shown - set(ELSEWHERE) == set()
    assert (shown | set(ELSEWHERE)) - PARTIALS == set()
    assert shown & set(ELSEWHERE) == set()


def test_an_administrator_sees_all_states(anna: Client, bo: Client) -> None:
    page = Page(anna.get("/components/"))

    for name, states in samples().items():
        assert f'id="component-{name}"' in page.html
        assert all(state in page.text for state in states)
    assert "Enter a valid email address." in page.text and "+47 12 34 56 78" in page.text
    assert bo.get("/components/").status_code == 403
