"""Adds the generated set: contacts by the thousand, their partners and links, for lists and benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import TYPE_CHECKING

from contacts.links.kinds import LinkKind, kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.demo import bulk
from crm.demo.codes import load_series
from crm.demo.data.series import GENERATED, GENERATED_SERIES
from crm.demo.generated import COLUMNS, Draw, Drawn
from crm.demo.partner_rows import OWN
from crm.kit.unit import Diff, note
from crm.kit.values import column
from setup.models import MarketingSetup
from setup.numbering.engine import next_numbers
from setup.numbering.models import NumberSeries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from crm.demo.data.records import Role

BATCH = 5000

Progress = Callable[[int, int], None]


class Numbers:
    """Blocks of numbers of one series, each with the number and the series for the first columns of a row."""

    def __init__(self, code: str) -> None:
        self.series = NumberSeries._base_manager.get(code=code)

    def take(self, count: int) -> Iterator[tuple[str, str]]:
        """The next ``count`` numbers."""
        return ((number, self.series.code) for number in next_numbers(self.series, count))


class ContactTable:
    """Where generated contacts go."""

    def __init__(self) -> None:
        self.table = bulk.Table(Contact, ("no", "no_series_id", *COLUMNS))
        self.numbers = Numbers(GENERATED_SERIES["contact"])

    def insert(self, batch: list[Drawn]) -> None:
        """The contacts of ``batch`` are there."""
        numbers = self.numbers.take(len(batch))
        self.table.insert((*number, *one.row, *one.home) for number, one in zip(numbers, batch, strict=True))


class PartnerTable:
    """Where generated partners of one kind and their links go; shared values are those of the contact."""

    def __init__(self, kind: LinkKind, role: Role, setup: MarketingSetup) -> None:
        self.role, self.relation = role, getattr(setup, f"{kind.relation_setting}_id")
        own_columns, self.own_values = OWN[role]
        shared = [
            (COLUMNS.index(column(Contact, pair.contact).attname), column(kind.model, pair.partner).attname)
            for pair in kind.shared
            if column(Contact, pair.contact).attname in COLUMNS
        ]
        self.shared_values = itemgetter(*(place for place, _name in shared))
        names = (name for _place, name in shared)
        self.partners = bulk.Table(kind.model, ("no", "no_series_id", "id", *names, *own_columns))
        self.links = bulk.Table(ContactBusinessRelation, ("contact_id", "business_relation_id", f"{kind.name}_id"))
        self.numbers = Numbers(GENERATED_SERIES[role])
        self.next_id = bulk.free_id(kind.model)
        self.count = 0

    def insert(self, batch: list[Drawn]) -> None:
        """The partners of this kind among ``batch`` are there and linked."""
        chosen = [one for one in batch if self.role in one.roles]
        ids = range(self.next_id, self.next_id + len(chosen))
        numbers = self.numbers.take(len(chosen))
        self.partners.insert(
            (*number, pk, *self.shared_values((*one.row, *one.home)), *self.own_values(one))
            for number, pk, one in zip(numbers, ids, chosen, strict=True)
        )
        self.links.insert((one.row.id, self.relation, pk) for pk, one in zip(ids, chosen, strict=True))
        self.next_id = ids.stop
        self.count += len(chosen)


def add(size: int, progress: Progress) -> None:
    """``size`` generated contacts are there, linked to about two partners for every three of them.

    They and their partners are numbered by series of their own. The history has a single row for all of them,
    of the model ``demo.generated``, with their counts. ``progress`` hears how many contacts are there.
    """
    load_series(GENERATED)
    setup = MarketingSetup.current()
    contacts = ContactTable()
    tables = [PartnerTable(kind_named(role), role, setup) for role in OWN]
    done = 0
    models: list[type[Model]] = [
        Contact,
        ContactBusinessRelation,
        *(table.partners.model for table in tables),
    ]
    with bulk.loading(models):
        for batch in _batches(Draw(bulk.free_id(Contact)), size):
            contacts.insert(batch)
            for table in tables:
                table.insert(batch)
            done += len(batch)
            progress(done, size)
    counts: Diff = {"contact": (None, done)}
    counts |= {table.role: (None, table.count) for table in tables}
    note("demo.generated", "", "Generated contacts", "create", counts)


def _batches(draw: Draw, size: int) -> Iterator[list[Drawn]]:
    """Whole firms with their people, ``BATCH`` contacts or a few more at a time."""
    batch: list[Drawn] = []
    for cluster in draw.clusters(size):
        batch += cluster
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
