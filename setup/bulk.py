"""Set-based writes of the setup room."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS

from crm.kit.bulk import ensure_row
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from django.apps.registry import Apps


def store_revision(revision: uuid.UUID) -> None:
    """Marketing Setup carries ``revision``. One statement; not part of the history."""
    MarketingSetup._base_manager.update(revision=revision)


def establish(*, apps: Apps = installed, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Marketing Setup is there as soon as its table is. Runs after every `migrate`, with the models of then."""
    with suppress(LookupError):
        ensure_row(apps.get_model(MarketingSetup._meta.label), MarketingSetup.SINGLE, using)
