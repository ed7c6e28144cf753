"""A house that trades."""

from __future__ import annotations

import pytest

from setup.models import CompanyInformation, MarketingSetup
from tests.factories.trade import open_for_trade


@pytest.fixture
def trade(marketing: MarketingSetup) -> CompanyInformation:
    """Contacts, partners and documents can be made."""
    return open_for_trade()
