"""The table of shared fields, made of their declaration: for the terminal, and kept up to date in the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds
from contacts.models import Contact
from contacts.shared_fields import block_columns, shared_blocks
from crm.kit.refusal import Refused
from crm.kit.values import column
from setup.models import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from contacts.links.kinds import LinkKind
    from setup.rules import Rules

OPENING = "<!-- shared fields -->"
CLOSING = "<!-- /shared fields -->"
ARROWS = {
    Direction.BOTH: "↔",
    Direction.TO_PARTNER: "→",
    Direction.TO_CONTACT: "←",
    Direction.NEVER: "×",
}


@dataclass(frozen=True)
class SharedField:
    """One shared field. ``directions`` has a place for each kind that shares it, ``names`` where it is renamed."""

    block: str
    caption: str
    column: str
    directions: dict[str, Direction]
    names: dict[str, str]


def shared_fields(rules: Rules | None = None) -> list[SharedField]:
    """Every shared field, in the order of the blocks; directions as declared, or as ``rules`` narrow them.

    Captions are in the language of the reader. No query.
    """
    order: dict[str, str] = {}
    for kind in all_kinds():
        blocks = {name: str(b.block_title) for b in shared_blocks(Contact, kind.model) for name in block_columns(b)}
        order |= blocks | {one.contact: _("Type") for one in kind.renamed}
    return [_described(name, block, rules) for name, block in order.items()]


def heading() -> list[str]:
    """What stands over the columns of the table."""
    return [_("Block"), _("Field"), _("Column"), *(kind.title for kind in all_kinds())]


def cells(field: SharedField) -> list[str]:
    """The row of the table for one field."""
    by_kind = (_cell(field, kind) for kind in all_kinds())
    return [field.block, field.caption, f"`{field.column}`", *by_kind]


def total(fields: Sequence[SharedField]) -> str:
    """How many fields each kind shares."""
    counts = (f"{kind.title} {sum(kind.name in field.directions for field in fields)}" for kind in all_kinds())
    return _("Shared fields: %(counts)s.") % {"counts": ", ".join(counts)}


def legend() -> str:
    """What the arrows mean."""
    return _("↔ both ways · → to the partner only · ← to the contact only · × not by the field policy")


def markdown(fields: Sequence[SharedField]) -> str:
    """The whole table for a README, with what its arrows mean."""
    rows = [heading(), ["---"] * len(heading()), *map(cells, fields)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", f"{total(fields)} {legend()}"])


def with_table(text: str, table: str) -> str:
    """``text`` with ``table`` between the markers; a closing marker is added. Raises Refused without opening one."""
    before, opening, after = text.partition(OPENING)
    if not opening:
        raise Refused(_("The file has no line %(marker)s, after which the table belongs.") % {"marker": OPENING})
    _old, closing, rest = after.partition(CLOSING)
    return f"{before}{OPENING}\n\n{table}\n\n{CLOSING}{rest if closing else after}"


def is_up_to_date(path: Path, table: str) -> bool:
    """The file holds exactly this table. Raises Refused and OSError."""
    text = path.read_text(encoding="utf-8")
    return with_table(text, table) == text


def write_table(path: Path, table: str) -> bool:
    """The file holds this table; returns whether that needed a change. Raises Refused and OSError."""
    text = path.read_text(encoding="utf-8")
    renewed = with_table(text, table)
    if renewed == text:
        return False
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(renewed, encoding="utf-8")
    draft.replace(path)
    return True


def _described(name: str, block: str, rules: Rules | None) -> SharedField:
    sharing = {kind.name: (kind, kind.by_contact[name]) for kind in all_kinds() if name in kind.by_contact}
    return SharedField(
        block,
        capfirst(str(column(Contact, name).verbose_name)),
        name,
        {
            kind_name: kind.direction(shared, rules) if rules else shared.flows
            for kind_name, (kind, shared) in sharing.items()
        },
        {
            kind_name: capfirst(str(column(kind.model, shared.partner).verbose_name))
            for kind_name, (kind, shared) in sharing.items()
            if shared.partner != name
        },
    )


def _cell(field: SharedField, kind: LinkKind) -> str:
    if kind.name not in field.directions:
        return ""
    return f"{ARROWS[field.directions[kind.name]]} {field.names.get(kind.name, '')}".strip()
