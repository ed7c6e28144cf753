"""Many PDFs as one file, written while they are read: memory holds one of them at a time.

A merged PDF is for the printer: pages follow one another as they are, without the tags for screen readers that each
document has by itself. A zip holds the very files.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES = 1, 2
OF_TAGS = frozenset({"/StructParents", "/StructParent"})
"""Keys that point into the tree of tags, which is left behind."""


class Named(NamedTuple):
    """A file and what it is called."""

    name: str
    content: bytes


def zipped(files: Iterable[Named]) -> Iterator[bytes]:
    """The pieces of a zip with all ``files``; a name that comes again gets a number."""
    sink, names = _Sink(), set[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
        for name, content in files:
            archive.writestr(_free(name, names), content)
            yield sink.taken()
    yield sink.taken()


def merged(contents: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of one PDF with the pages of all ``contents``, one after the other."""
    out = _Merged()
    yield out.taken(HEAD)
    for content in contents:
        out.add(PdfReader(io.BytesIO(content)))
        yield out.taken()
    yield out.taken(out.ending())


class _Sink(io.RawIOBase):
    """Takes what is written and gives it away piece by piece; it cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class _Merged:
    """A PDF that grows: of what was written only the places of its objects are kept, and the roots of its pages."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._written = len(HEAD)
        self._pieces: list[bytes] = []
        self._next = PAGES + 1
        self._roots: list[int] = []
        self._count = 0

    def add(self, reader: PdfReader) -> None:
        """The pages of ``reader`` come next, with all they use."""
        catalog: Any = reader.trailer["/Root"].get_object()
        pages, numbers, todo = catalog.raw_get("/Pages"), dict[int, int](), list[Any]()
        self._roots.append(self._number(pages, numbers, todo))
        self._count += int(catalog["/Pages"]["/Count"])
        while todo:
            reference = todo.pop()
            found = reference.get_object()
            own = numbers[reference.idnum]
            if reference.idnum == pages.idnum:
                found = DictionaryObject(found)
                found[NameObject("/Parent")] = IndirectObject(PAGES, 0, None)
            self._write(own, self._renumbered(found, numbers, todo, is_root=reference.idnum == pages.idnum))

    def ending(self) -> bytes:
        """The objects that hold all together, and where each one is."""
        kids = ArrayObject(IndirectObject(number, 0, None) for number in self._roots)
        tree = {"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": NumberObject(self._count)}
        self._write(PAGES, DictionaryObject({NameObject(key): value for key, value in tree.items()}))
        catalog = {"/Type": NameObject("/Catalog"), "/Pages": IndirectObject(PAGES, 0, None)}
        self._write(CATALOG, DictionaryObject({NameObject(key): value for key, value in catalog.items()}))
        at, size = self._written, self._next
        rows = "".join(f"{self._places[number]:010} 00000 n \n" for number in range(1, size))
        return (
            f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
            f"trailer\n<< /Size {size} /Root {CATALOG} 0 R >>\nstartxref\n{at}\n%%EOF\n"
        ).encode("ascii")

    def taken(self, further: bytes = b"") -> bytes:
        """What was written since the last time, and ``further``."""
        pieces, self._pieces = self._pieces, []
        return b"".join([*pieces, further])

    def _number(self, reference: Any, numbers: dict[int, int], todo: list[Any]) -> int:
        if reference.idnum not in numbers:
            numbers[reference.idnum] = self._next
            self._next += 1
            todo.append(reference)
        return numbers[reference.idnum]

    def _renumbered(self, found: Any, numbers: dict[int, int], todo: list[Any], *, is_root: bool = False) -> Any:
        """``found`` with our numbers; what it points to is written too. The parent of a root is ours already."""
        if isinstance(found, IndirectObject):
            return IndirectObject(self._number(found, numbers, todo), 0, None)
        if isinstance(found, DictionaryObject):
            for key in [key for key in found if key not in OF_TAGS]:
                if not (is_root and key == "/Parent"):
                    found[NameObject(key)] = self._renumbered(found.raw_get(key), numbers, todo)
            for key in OF_TAGS & set(found):
                del found[key]
            return found
        if isinstance(found, ArrayObject):
            return ArrayObject(self._renumbered(one, numbers, todo) for one in list.__iter__(found))
        return found

    def _write(self, number: int, found: Any) -> None:
        stream = io.BytesIO()
        stream.write(f"{number} 0 obj\n".encode("ascii"))
        found.write_to_stream(stream)
        stream.write(b"\nendobj\n")
        self._places[number] = self._written
        self._written += stream.tell()
        self._pieces.append(stream.getvalue())


def _free(name: str, names: set[str]) -> str:
    path, number, free = PurePath(name), 1, name
    while free in names:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    names.add(free)
    return free
