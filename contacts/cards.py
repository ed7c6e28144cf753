"""Cards of records that share fields: whatever a block declares is on the card, without listing it again (S1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import models

from contacts.shared_fields import SharedBlock, block_columns
from crm.kit.cards import Card, Section


def nothing_hidden(record: Any) -> frozenset[str]:
    """Every field makes sense."""
    return frozenset()


def shared_card(
    model: type[models.Model],
    sections: tuple[Section, ...],
    hidden: Callable[[Any], frozenset[str]] = nothing_hidden,
) -> Card:
    """A card of ``sections``; columns of blocks that none of them names are added where their block is."""
    for block in (one for one in model.__mro__ if SharedBlock in one.__bases__):
        named = {name for section in sections for name in section.names}
        missing = tuple(name for name in block_columns(block) if name not in named)
        place = _place_of(block, sections)
        sections = tuple(
            replace(section, more=(*section.more, *missing)) if index == place else section
            for index, section in enumerate(sections)
        )
    return Card(sections, hidden)


def _place_of(block: type[SharedBlock], sections: tuple[Section, ...]) -> int:
    columns = set(block_columns(block))
    return max(range(len(sections)), key=lambda index: (len(columns & set(sections[index].names)), -index))
