"""Partners that nobody has linked yet."""

from __future__ import annotations

from typing import Any

from contacts.links import engine
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory

MAKERS = {"customer": CustomerFactory, "vendor": VendorFactory, "bank_account": BankAccountFactory}
KINDS = tuple(MAKERS)


def partner(kind: str = "customer", **values: Any) -> Any:
    """A partner without contact."""
    with engine.paused():
        return MAKERS[kind](**values)
