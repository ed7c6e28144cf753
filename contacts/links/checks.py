"""System checks of the one declaration of shared fields (design C.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning
from django.core.checks import register as register_check
from django.db import DatabaseError

from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import KIND_COLUMNS
from contacts.models import Contact
from contacts.shared_fields import block_columns, shared_blocks
from crm.kit.values import column
from setup.models import MarketingSetup


def check_shared_fields(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Every registered kind shares whole blocks, unchanged, and has its column in the link row."""
    return [error for kind in all_kinds() for error in check_kind(kind)]


def check_kind(kind: LinkKind) -> list[CheckMessage]:
    """What is wrong with the declaration of ``kind``; empty if nothing is."""
    errors: list[CheckMessage] = []
    if kind.name not in KIND_COLUMNS:
        errors.append(Error(f"The link row has no column for {kind.name}.", obj=kind.model, id="links.E001"))
    blocks = shared_blocks(Contact, kind.model)
    if not blocks:
        errors.append(Error(f"{kind.model.__name__} shares no block with Contact.", obj=kind.model, id="links.E002"))
    for block in blocks:
        for name in block_columns(block):
            if any(_declares(model, block, name) for model in (Contact, kind.model)):
                errors.append(Error(f"{name} of {block.__name__} is overridden.", obj=kind.model, id="links.E003"))
    for ours, theirs, _flows in kind.renamed:
        if type(column(Contact, ours)) is not type(column(kind.model, theirs)):
            errors.append(Error(f"{ours} and {theirs} differ in type.", obj=kind.model, id="links.E004"))
    return errors


def missing_settings() -> list[str]:
    """The fields of Marketing Setup without which some new partners get no contact (C1). One query, writes nothing."""
    setup = MarketingSetup._base_manager.first() or MarketingSetup()
    needed = [*(kind.relation_setting for kind in all_kinds()), "contact_nos"]
    return [name for name in needed if getattr(setup, f"{name}_id") is None]


def check_setup(app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """What is missing in Marketing Setup for new partners to get a contact (C1): ``check --database default``."""
    if not databases:
        return []
    try:
        missing = missing_settings()
    except DatabaseError:
        return []  # Before the first migration there is nothing to ask.
    kinds = [kind.name for kind in all_kinds() if kind.relation_setting in missing]
    warnings: list[CheckMessage] = []
    if kinds:
        sentence = f"Marketing Setup has no business relation code for: {', '.join(kinds)}."
        warnings.append(Warning(sentence, hint="Nothing of that kind is linked or created.", id="links.W001"))
    if "contact_nos" in missing:
        sentence = "Marketing Setup has no contact number series."
        warnings.append(Warning(sentence, hint="New partners get no contact.", id="links.W002"))
    return warnings


def register() -> None:
    """Django runs the checks with its own."""
    register_check(check_shared_fields, "models")
    register_check(check_setup, Tags.database)


def _declares(model: type[Any], block: type[Any], name: str) -> bool:
    """Whether ``model``'s column is another one than the block's."""
    mine, declared = column(model, name).deconstruct()[1:], block._meta.get_field(name).deconstruct()[1:]
    return bool(mine != declared)
