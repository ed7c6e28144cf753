"""The forms in which the demo data is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

Gender = Literal["M", "F"]
Role = Literal["customer", "vendor", "bank_account"]


class Place(NamedTuple):
    """A post code with its city and its province or county."""

    code: str
    city: str
    county: str


class Person(NamedTuple):
    """Somebody who works for a firm; address and phone come from the firm."""

    name: str
    gender: Gender
    level: str
    job_title: str
    mobile: str = ""


class Account(NamedTuple):
    """Our account at a bank: codes of bank and branch, number of the account, and the bank's BIC."""

    bank: str
    branch: str
    number: str
    bic: str


@dataclass(frozen=True, kw_only=True)
class Firm:
    """A company. ``vat`` lacks the check digits; city and county follow from the post code."""

    name: str
    country: str
    vat: str
    registration: str
    street: str
    post_code: str
    phone: str
    domain: str
    people: tuple[Person, ...]
    name_2: str = ""
    address_2: str = ""
    currency: str = ""
    roles: tuple[Role, ...] = ()
    relations: tuple[str, ...] = ()
    account: Account | None = None
    credit_limit: int = 0


@dataclass(frozen=True, kw_only=True)
class Single:
    """A person without company. ``taxpayer`` is what the fiscal code is made from."""

    name: str
    gender: Gender
    country: str
    street: str
    post_code: str
    mobile: str
    email: str
    taxpayer: tuple[str, ...] = ()
    job_title: str = ""
    roles: tuple[Role, ...] = ()
    relations: tuple[str, ...] = ()
    minor: bool = False
    privacy_blocked: bool = False


class Stay(NamedTuple):
    """Another address of a contact, in force from one day to another; without an end it stays in force."""

    contact: str
    code: str
    street: str
    post_code: str
    country: str
    phone: str
    ranges: tuple[tuple[date, date | None], ...]
