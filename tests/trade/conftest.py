"""A house that trades."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from setup.models import CompanyInformation, MarketingSetup
from tests.factories.trade import open_for_trade


@pytest.fixture
def trade(marketing: MarketingSetup) -> CompanyInformation:
    """Contacts, partners and documents can be made."""
    return open_for_trade()


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path
