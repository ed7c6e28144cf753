"""Documents printed one after the other, and their PDFs written to disk; memory holds one of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.kit.unit import unit
from partners.trade import runs
from partners.trade.kinds import Status
from partners.trade.outgoing import Printed
from partners.trade.printing.bundle import Named, merged, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from django.db.models import QuerySet

    from partners.trade.models import Document

BATCH = 200


@dataclass(frozen=True)
class Made:
    """What became of a document: the name of its PDF and what is in it, or why it was not printed."""

    document: Document
    name: str = ""
    content: bytes = b""
    reason: str = ""


def printable(rows: QuerySet[Document], *, unprinted: bool = False) -> QuerySet[Document]:
    """Those of ``rows`` that can be printed, or only those of them that never were."""
    left = rows.exclude(status=Status.CANCELED)
    return left.filter(printed_count=0) if unprinted else left


def printed(rows: QuerySet[Document], *, record: bool) -> Iterator[Made]:
    """Every one of ``rows`` is printed, each in a unit of its own, in the order of their keys.

    A killed run leaves whole documents. One that is refused is named with its reason.
    """
    last = 0
    while batch := list(
        rows.filter(pk__gt=last).order_by("pk").only("pk", "kind", "no", "name", "document_date")[:BATCH]
    ):
        last = batch[-1].pk
        for document in batch:
            with unit():
                made = runs.printed_alone(document, record=record)
            if isinstance(made, Printed):
                yield Made(document, made.file.name, _read(made.file))
            else:
                yield Made(document, reason=made.sentence)


def written(made: Iterator[Made], target: Path) -> Iterator[Made]:
    """The same, each when its PDF is on disk: in the folder ``target``, or in the one file of that name.

    Raises OSError where it cannot be written; before anything is printed where that can be known.
    """
    forms: dict[str, Callable[[Iterator[Made], Path], Iterator[Made]]] = {".pdf": _one_pdf, ".zip": _zip}
    form = forms.get(target.suffix.lower())
    if form is None:
        target.mkdir(parents=True, exist_ok=True)
        return _folder(made, target)
    return form(made, target)


def _folder(made: Iterator[Made], target: Path) -> Iterator[Made]:
    for one in made:
        if not one.reason:
            (target / one.name).write_bytes(one.content)
        yield one


def _one_pdf(made: Iterator[Made], target: Path) -> Iterator[Made]:
    return _streamed(made, target, lambda files: merged(one.content for one in files))


def _zip(made: Iterator[Made], target: Path) -> Iterator[Made]:
    return _streamed(made, target, zipped)


def _streamed(
    made: Iterator[Made], target: Path, joined: Callable[[Iterator[Named]], Iterator[bytes]]
) -> Iterator[Made]:
    """Documents are pulled through ``joined`` while their bytes are written."""
    passed: list[Made] = []

    def files() -> Iterator[Named]:
        for one in made:
            passed.append(one)
            if not one.reason:
                yield Named(one.name, one.content)

    with target.open("wb") as opened:
        for piece in joined(files()):
            opened.write(piece)
            yield from passed
            passed.clear()
    yield from passed


def _read(kept: Any) -> bytes:
    with kept.file.open("rb") as opened:
        content: bytes = opened.read()
    return content
