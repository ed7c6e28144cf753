"""What a contact can be linked to; the rooms above register their models here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst

from contacts.models import Contact
from contacts.shared_fields import block_columns, shared_blocks
from contacts.sharing import SharingRecord
from setup.models import Direction
from setup.rules import Rules


class Shared(NamedTuple):
    """One shared field of a kind: its column on the contact, on the partner, and which way it may travel at all."""

    contact: str
    partner: str
    flows: Direction = Direction.BOTH


class Sentences(NamedTuple):
    """What staff read of this kind; whole sentences, because every language has its own grammar."""

    no_code: str | Promise
    contact_linked: str | Promise
    """Takes ``contact`` and ``partner``."""
    partner_linked: str | Promise
    """Takes ``partner`` and ``contact``."""


@dataclass(frozen=True)
class LinkKind:
    """One kind of partner. ``name`` is also the column of the link row; ``order`` is the order of locking."""

    name: str
    model: type[SharingRecord]
    order: int
    label: str | Promise
    sentences: Sentences
    relation_setting: str
    series_setting: str
    renamed: tuple[Shared, ...] = ()
    type_column: str = ""
    """The partner's column that says company or person, where it has one."""
    primary_contact: bool = False
    """Whether the partner has a primary contact and a contact name that follows it."""
    salesperson_seed: str = ""
    """The partner's own column that becomes the salesperson of a contact made from it (A1/29)."""
    copied: tuple[str, ...] = ()
    """Columns of both that are not shared: a partner made from a contact begins with the contact's value."""
    people: bool = False
    """Whether a person without company may be linked (E2)."""
    templates: type[Any] | None = None
    """The model of the templates a new partner may be made with, where the kind has any. A template has a
    ``contact_type``, maybe a ``no_series``, and ``presets()``: the columns it fills where the partner's are blank."""

    @property
    def title(self) -> str:
        """The label as a heading begins, in the language of the reader."""
        return capfirst(str(self.label))

    @cached_property
    def shared(self) -> tuple[Shared, ...]:
        """Every shared field, in the order of the blocks; the renamed pairs last."""
        columns = (name for block in shared_blocks(Contact, self.model) for name in block_columns(block))
        return (*(Shared(name, name) for name in columns), *self.renamed)

    @cached_property
    def by_contact(self) -> dict[str, Shared]:
        """Shared fields by their column on the contact."""
        return {shared.contact: shared for shared in self.shared}

    @cached_property
    def by_partner(self) -> dict[str, Shared]:
        """Shared fields by their column on the partner."""
        return {shared.partner: shared for shared in self.shared}

    def direction(self, shared: Shared, rules: Rules) -> Direction:
        """Which way a field travels: what is declared, narrowed by the policy in force (S5)."""
        policy = rules.direction(self.name, shared.contact)
        if shared.flows is Direction.BOTH:
            return policy
        return shared.flows if policy in (Direction.BOTH, shared.flows) else Direction.NEVER

    def to_partner(self, shared: Shared, rules: Rules) -> bool:
        """The contact's value may be written to the partner."""
        return self.direction(shared, rules) in (Direction.BOTH, Direction.TO_PARTNER)

    def to_contact(self, shared: Shared, rules: Rules) -> bool:
        """The partner's value may be written to the contact."""
        return self.direction(shared, rules) in (Direction.BOTH, Direction.TO_CONTACT)


_kinds: dict[str, LinkKind] = {}


def register(kind: LinkKind) -> None:
    """Contacts can be linked to ``kind``. Raises ValueError for a kind that is registered already."""
    if kind.name in _kinds:
        raise ValueError(f"link kind {kind.name!r} is registered already")
    _kinds[kind.name] = kind


def all_kinds() -> tuple[LinkKind, ...]:
    """Every kind, in the order in which their rows are locked and written."""
    return tuple(sorted(_kinds.values(), key=lambda kind: kind.order))


def kind_named(name: str) -> LinkKind:
    """The kind called ``name``. Raises KeyError."""
    return _kinds[name]


def kind_of(model: type[Any]) -> LinkKind | None:
    """The kind whose partners are rows of ``model``; ``None`` for anything that cannot be linked."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)
