"""Two different valid values for every shared column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from contacts.links.kinds import LinkKind, all_kinds
from contacts.models import Contact
from crm.kit.values import column
from tests.factories.setup import (
    CountryFactory,
    CurrencyFactory,
    LanguageFactory,
    SalespersonFactory,
    TerritoryFactory,
)

LISTS: dict[str, Callable[..., Any]] = {
    "country": CountryFactory,
    "currency": CurrencyFactory,
    "language": LanguageFactory,
    "salesperson": SalespersonFactory,
    "territory": TerritoryFactory,
}


def sample(name: str, variant: str = "A") -> Any:
    """A value for the contact column ``name``; another one for another variant. Makes the code where it needs one."""
    field = column(Contact, name)
    if isinstance(field, models.ForeignKey):
        code = f"{name[:6].upper()}{variant}"
        if not field.related_model._base_manager.filter(pk=code).exists():
            LISTS[name](code=code)
        return code
    if isinstance(field, models.BooleanField):
        return variant == "A"
    if isinstance(field, models.FileField):
        return f"images/{variant}.png"
    return f"{variant}{name}"[: field.max_length]


def put(record: models.Model, name: str, value: Any) -> None:
    """Give ``record`` the column value."""
    setattr(record, column(type(record), name).attname, value)


def got(record: models.Model, name: str) -> Any:
    """The column value of ``record``."""
    value = getattr(record, column(type(record), name).attname)
    return str(value) if isinstance(column(type(record), name), models.FileField) else value


def pairs(two_way: bool = True) -> list[Any]:
    """Every kind with every shared field that travels both ways, for ``parametrize``."""
    return [
        (kind.name, shared.contact, shared.partner)
        for kind in all_kinds()
        for shared in kind.shared
        if shared.flows == "both" or not two_way
    ]


def partner_of(firm: Any, kind: LinkKind | str) -> Any:
    """The partner of a test firm by kind."""
    name = kind if isinstance(kind, str) else kind.name
    return getattr(firm, "bank" if name == "bank_account" else name)
