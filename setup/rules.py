"""The synchronizing rules in force: switches of Marketing Setup and field policies, read once per revision."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery

from crm.kit.unit import forget
from setup.bulk import store_revision
from setup.models import Direction, FieldPolicy, MarketingSetup


@dataclass(frozen=True)
class Rules:
    """What Marketing Setup and the field policies said at ``revision``."""

    setup: MarketingSetup
    policies: dict[tuple[str, str], Direction]

    @property
    def revision(self) -> uuid.UUID:
        """Changes with every change of setup or policies."""
        return self.setup.revision

    def direction(self, kind: str, field: str) -> Direction:
        """Which way ``field`` travels for ``kind``; both ways unless a policy says less."""
        return self.policies.get((kind, field), Direction.BOTH)


_latest: Rules | None = None


def rules_in_force(revision: uuid.UUID | None = None) -> Rules:
    """The rules; no query where ``revision`` is the one this process read last, otherwise two.

    ``revision`` comes with a row that was read anyway (``revision_now``), so all processes agree without asking.
    """
    global _latest
    if revision is None or _latest is None or _latest.revision != revision:
        setup = MarketingSetup.current()
        rows = FieldPolicy._base_manager.values_list("kind", "field", "direction")
        _latest = Rules(setup, {(kind, field): Direction(direction) for kind, field, direction in rows})
    return _latest


def revision_now() -> Subquery:
    """To annotate a row with: the revision in force when the row was read."""
    return Subquery(MarketingSetup._base_manager.values("revision")[:1])


def renew_revision(**_: Any) -> None:
    """Setup or policies were saved: what others have read of them is outdated."""
    forget(MarketingSetup._meta.label_lower)
    store_revision(uuid.uuid4())
