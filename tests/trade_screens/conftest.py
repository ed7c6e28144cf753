"""Browsers of a house that trades."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.screens.conftest import anna, bo, browser, cleo, member, nordlys
from tests.trade.conftest import trade

__all__ = ["anna", "bo", "cleo", "nordlys", "trade"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sales(db: None) -> Client:
    """Somebody who sells."""
    return browser(member("Sara", "Sales"))


@pytest.fixture
def purchasing(db: None) -> Client:
    """Somebody who buys."""
    return browser(member("Pio", "Purchasing"))
