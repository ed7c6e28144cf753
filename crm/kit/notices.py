"""What staff are told after a save: that it is saved, and which records followed (M01, M02)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from crm.kit.aftermath import NAMED, aftermath, enumerated, in_words
from crm.kit.display import linked
from crm.kit.unit import noted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from django.http import HttpRequest

    from crm.kit.aftermath import Trace
    from crm.kit.models import Record

Rest = Callable[["HttpRequest", "UUID"], str]

_rest: list[Rest] = []


def register_rest(url: Rest) -> None:
    """Ask ``url`` where all changes of a change set are listed; blank where the user may not see them."""
    _rest[:] = [url]


def saved(request: HttpRequest, record: Record, apart: Iterable[Record] = ()) -> None:
    """Says that ``record`` is saved, and names all that was written besides it and ``apart``.

    Must be called in the unit of the save.
    """
    messages.success(request, followed(request, _("Saved."), [record, *apart]))
    if warning := getattr(record, "number_warning", ""):
        messages.warning(request, warning)


def followed(request: HttpRequest, sentence: str, apart: Iterable[Record]) -> str:
    """``sentence``, and what the open unit wrote besides what is ``apart``: created, linked, updated, unlinked."""
    told = besides(request, apart, lambda trace: trace.link)
    return format_html_join(" ", "{}", ((part,) for part in (sentence, *told)))


def besides(request: HttpRequest, apart: Iterable[Record], show: Callable[[Trace], str]) -> list[str]:
    """A sentence for each thing that happened to records besides those ``apart``, and the records."""
    after = aftermath(noted(), apart)
    url = _rest[0](request, after.change_set) if _rest and after.change_set is not None else ""
    return in_words(after, show, url)


def rows_of(formset: Any) -> Iterator[Record]:
    """The rows that were saved with a record, and that staff therefore know of."""
    yield from getattr(formset, "new_objects", ())
    yield from (row for row, _names in getattr(formset, "changed_objects", ()))


def named(sentence: str, records: Sequence[Record]) -> str:
    """``sentence``, followed by links to the cards of ``records``."""
    shown = [format_html("{} {}", one._meta.verbose_name, linked(one)) for one in records[:NAMED]]
    return enumerated(sentence, shown, len(records))
