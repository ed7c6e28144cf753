"""The command `screenshots`: what it needs, and the page that shows what it took."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from crm.start import photographs

pytestmark = pytest.mark.once


def test_without_a_browser_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, and what to install."""
    monkeypatch.delenv("CRM_CHROMIUM", raising=False)
    monkeypatch.setattr(photographs, "which", lambda _name: None)

    with pytest.raises(CommandError, match="apt install chromium") as refused:
        call_command("screenshots", str(tmp_path / "pictures"))

    assert refused.value.returncode == 2
    assert not (tmp_path / "pictures").exists()


def test_the_index_shows_every_picture_beside_its_address(tmp_path: Path) -> None:
    pictures = [tmp_path / light.folder / "01-home.png" for light in photographs.LIGHTS]

    page = photographs._index(tmp_path, {"home": pictures}, {"home": "/?a=1&b"})

    assert all(f'src="{light.folder}/01-home.png"' in page for light in photographs.LIGHTS)
    assert "home <small>/?a=1&amp;b</small>" in page


def test_the_lights_are_those_that_were_agreed() -> None:
    """Three sizes, light and dark, in English; Italian and Spanish once each."""
    found = {light.folder for light in photographs.LIGHTS}

    sizes = ("1366x768", "1920x1080", "390x844")
    assert found == {
        *(f"{size}-{scheme}-en" for size in sizes for scheme in ("light", "dark")),
        *(f"1366x768-light-{language}" for language in ("it", "es")),
    }
