"""Kinds of files that only some lists can be exported as; rooms register theirs from ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse

from crm.kit.delimited import called, spoken

if TYPE_CHECKING:
    from django.db import models
    from django.utils.functional import Promise


@dataclass(frozen=True)
class FileKind:
    """A text made of whole records. ``ending`` is that of the file's name and what the kind is called in addresses."""

    ending: str
    label: str | Promise
    content_type: str
    written: Callable[[Iterable[Any]], Iterator[str]]
    related: tuple[str, ...] = ()
    """What of other records it reads, besides what the list does."""


_kinds: dict[type[models.Model], list[FileKind]] = {}


def register_file_kind(model: type[models.Model], kind: FileKind) -> None:
    """The list of ``model`` can be exported so."""
    _kinds.setdefault(model, []).append(kind)


def file_kinds(model: type[models.Model]) -> list[FileKind]:
    """As what the list of ``model`` can be exported, besides tables."""
    return _kinds.get(model, [])


def download_of(kind: FileKind, title: str, records: Iterable[Any]) -> StreamingHttpResponse:
    """The file, called after ``title``; ``records`` are read while it is sent."""
    answer = StreamingHttpResponse(spoken(kind.written(records)), content_type=kind.content_type)
    answer["Content-Disposition"] = called(title, kind.ending)
    return answer
