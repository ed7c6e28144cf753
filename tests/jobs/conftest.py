"""People, and a worker that does what is to be done now."""

from __future__ import annotations

from typing import Any

import pytest

from tests.links_screens.conftest import _roles, anna, bo, cleo
from tests.mail.conftest import work_off

__all__ = ["_roles", "anna", "bo", "cleo", "work_off"]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: Any) -> None:
    """Nobody else waits for these tests."""
    monkeypatch.setattr("crm.jobs.running.PAUSE", 0)
