"""What became of many partners that were to have contacts, counted; small enough to be kept with what it belongs to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from contacts.links.bulk_creating import Made
    from contacts.links.bulk_linking import Result
    from contacts.links.kinds import LinkKind

NAMED = 100


@dataclass
class Tally:
    """Counts, and the first refusals: partner and reason."""

    created: int = 0
    people: int = 0
    linked: int = 0
    left_out: int = 0
    refused: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)

    def note_made(self, made: Made) -> None:
        """Count a partner that got a contact, or was refused one."""
        if made.refused:
            self._refuse(made.partner.title, made.refused)
        elif made.contact is not None:
            self.created += 1
            self.people += made.person is not None

    def note_linked(self, result: Result, kind: LinkKind) -> None:
        """Count a partner that was linked with its duplicate, or was refused; a query for each that was."""
        if result.refused:
            partner = kind.model._base_manager.filter(pk=result.pair.partner_id).first()
            self._refuse(partner.title if partner is not None else "", result.refused)
        else:
            self.linked += 1

    def as_kept(self) -> dict[str, Any]:
        """What is kept of it."""
        return asdict(self)

    @classmethod
    def kept(cls, held: dict[str, Any] | None) -> Self | None:
        """The tally that was kept; ``None`` where none was."""
        return None if held is None else cls(**held)

    def _refuse(self, partner: str, reason: str) -> None:
        self.refused += 1
        if len(self.reasons) < NAMED:
            self.reasons.append((partner, reason))
