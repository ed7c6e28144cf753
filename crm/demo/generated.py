"""Contacts without end, the same ones every time: firms with their people, and people alone. No database."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from contacts.models import RelationSummary
from crm.demo.data import staff
from crm.demo.drawing import Land, lands, slug
from crm.demo.identity import vat_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crm.demo.data.records import Role
    from crm.demo.places import Spot

T = TypeVar("T")

SEED = 20261121
COLLEAGUES = (0,) * 12 + (1,) * 5 + (2,) * 2 + (3,)
"""How many people a firm has, each entry as likely as the others; 0.6 on average."""

CUSTOMERS, VENDORS, BANKS, PRIVATE_CUSTOMERS = 0.7167, 0.3333, 0.0333, 0.5
"""Shares among firms and, the last, among people alone; of all contacts that makes 45, 20 and 2 percent."""

ALONE = 0.04 / 0.64
"""Share of people alone among firms and people alone; of all contacts that makes 60 percent firms."""

SMALLEST, STEP, RANGE = 1_000_000, 7919, 9_000_000
"""VAT numbers walk through all numbers of seven digits in steps of a prime number: none comes twice."""

LEVELS = ("CEO", "DIR", "MGR", "PRO", "ASST")
WOMEN = 0.48
OFFICES = 95
CIF_LETTERS = {"S.A.": "A", "S.L.": "B"}


class Home(NamedTuple):
    """Columns of a contact that tell where it is at home; people share those of their firm."""

    address: str
    post_code: str
    city: str
    county: str
    country_id: str
    territory_id: str
    language_id: str
    format_region: str
    currency_id: str | None
    salesperson_id: str


class Row(NamedTuple):
    """The other columns of a contact that are not the same for all, but for its number."""

    id: int
    type: str
    name: str
    search_name: str
    company_name: str
    salutation_id: str
    phone_no: str
    email: str
    business_relation: str
    home_page: str = ""
    vat_registration_no: str = ""
    company_id: int | None = None
    first_name: str = ""
    surname: str = ""
    job_title: str = ""
    organizational_level_id: str | None = None
    mobile_phone_no: str = ""
    correspondence_type: str = "email"


class Drawn(NamedTuple):
    """A contact with its partners to be, and the person they deal with; firms have a ``serial`` from 1."""

    row: Row
    home: Home
    serial: int = 0
    roles: tuple[Role, ...] = ()
    primary_id: int | None = None
    primary_name: str = ""


COLUMNS = (*Row._fields, *Home._fields)


class Draw:
    """Draws firms and people, one after the other; their ids count from ``first_id``."""

    def __init__(self, first_id: int, seed: int = SEED) -> None:
        self.chance = Random(seed).random
        self.next_id = first_id
        self.lands = lands()
        self.firms = self.alone = 0

    def clusters(self, size: int) -> Iterator[list[Drawn]]:
        """Firms with their people and people alone, ``size`` contacts in all."""
        left = size
        while left > 0:
            land = self._one_of(self.lands)
            cluster = [self._alone(land)] if self.chance() < ALONE else self._firm(land, left - 1)
            left -= len(cluster)
            yield cluster

    def _firm(self, land: Land, most: int) -> list[Drawn]:
        roles, spot = self._roles(), self._one_of(land.spots)
        firm, home = self._firm_row(land, spot, _summary(roles)), self._home(land, spot)
        people = [self._colleague(land, firm) for _ in range(min(self._one_of(COLLEAGUES), most))]
        primary = (people[0].id, people[0].name) if people else (None, "")
        return [Drawn(firm, home, self.firms, roles, *primary), *(Drawn(person, home) for person in people)]

    def _firm_row(self, land: Land, spot: Spot, summary: str) -> Row:
        names = land.names
        surname, trade, form = map(self._one_of, (names.surnames, names.trades, names.forms))
        name = self._one_of(names.patterns).format(
            surname=surname, trade=trade, form=form, city=spot.place.city, other=self._one_of(names.surnames)
        )
        self.firms += 1
        domain = f"{slug(surname)}-{slug(trade)}{self.firms}.example"
        return Row(
            self._id(),
            "company",
            name,
            name.upper(),
            name,
            "COMPANY",
            land.phones[spot.place.county].fill(self.chance()),
            f"info@{domain}",
            summary,
            f"https://www.{domain}",
            vat_number(land.country, _stem(land.country, form, self.firms)),
        )

    def _colleague(self, land: Land, firm: Row) -> Row:
        first, surname, salutation = self._name(land)
        name = f"{first} {surname}"
        return Row(
            self._id(),
            "person",
            name,
            name.upper(),
            firm.name,
            salutation,
            firm.phone_no,
            f"{slug(first)}.{slug(surname)}@{firm.email.partition('@')[2]}",
            firm.business_relation,
            firm.home_page,
            company_id=firm.id,
            first_name=first,
            surname=surname,
            job_title=self._one_of(land.names.jobs),
            organizational_level_id=self._one_of(LEVELS),
            mobile_phone_no=land.mobile.fill(self.chance()),
        )

    def _alone(self, land: Land) -> Drawn:
        first, surname, salutation = self._name(land)
        name, number = f"{first} {surname}", self._id()
        self.alone += 1
        roles: tuple[Role, ...] = ("customer",) if self.chance() < PRIVATE_CUSTOMERS else ()
        row = Row(
            number,
            "person",
            name,
            name.upper(),
            "",
            salutation,
            "",
            f"{slug(first)}.{slug(surname)}{self.alone}@mail.example",
            _summary(roles),
            first_name=first,
            surname=surname,
            mobile_phone_no=land.mobile.fill(self.chance()),
        )
        home = self._home(land, self._one_of(land.spots))
        return Drawn(row, home, 0, roles, *((number, name) if roles else (None, "")))

    def _home(self, land: Land, spot: Spot) -> Home:
        street, number = self._one_of(land.names.streets), 1 + int(self.chance() * 180)
        return Home(
            land.names.address.format(street=street, number=number),
            *spot.place,
            land.country,
            spot.territory,
            land.language,
            land.format_region,
            land.currency,
            staff.SALESPEOPLE[spot.territory],
        )

    def _name(self, land: Land) -> tuple[str, str, str]:
        surname = self._one_of(land.names.surnames)
        if self.chance() < WOMEN:
            return self._one_of(land.names.women), surname, "F"
        return self._one_of(land.names.men), surname, "M"

    def _roles(self) -> tuple[Role, ...]:
        roles: list[Role] = []
        if self.chance() < CUSTOMERS:
            roles.append("customer")
        if self.chance() < VENDORS:
            roles.append("vendor")
        if self.chance() < BANKS:
            roles.append("bank_account")
        return tuple(roles)

    def _one_of(self, items: Sequence[T]) -> T:
        return items[int(self.chance() * len(items))]

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id - 1


def _stem(country: str, form: str, firms: int) -> str:
    """The VAT number of the n-th firm, without check digits."""
    number = SMALLEST + firms * STEP % RANGE
    if country == "IT":
        return f"{number}{1 + number % OFFICES:03d}"
    if country == "ES":
        return f"{CIF_LETTERS[form]}{number}"
    return str(number)


def _summary(roles: tuple[Role, ...]) -> str:
    """What the relations amount to (ruling 13); people of a firm have the same."""
    if len(roles) > 1:
        return RelationSummary.MULTIPLE.value
    return roles[0] if roles else RelationSummary.NONE.value
