"""Set-based writes of the setup room."""

from __future__ import annotations

import uuid

from setup.models import MarketingSetup


def store_revision(revision: uuid.UUID) -> None:
    """Marketing Setup carries ``revision``. One statement; not part of the history."""
    MarketingSetup._base_manager.update(revision=revision)
