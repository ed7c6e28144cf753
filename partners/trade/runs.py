"""The same deed with many documents, some at a time: what is refused is named, and the others go on."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import flow, mailing, outgoing
from partners.trade.models import MODELS, DocumentVersion, Run
from partners.trade.models.runs import Deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contacts.interactions.models import Attachment
    from partners.trade.models import Document

SECONDS = 2.0
"""How long a step takes; a document that was begun is finished."""

MOST = 25
"""With how many documents of a step something is done at most: so long they are locked."""

KEPT = timedelta(days=7)
AT_ONCE = 200


def start(user: Any, deed: Deed, kind: str, documents: Iterable[int], *, record: bool = True) -> Run:
    """A new run over ``documents``, in the order of their keys. What the user ran some days ago is forgotten."""
    Run.objects.filter(user=user, at__lt=timezone.now() - KEPT).delete()
    run = Run(user=user, deed=deed, kind=kind, record=record, wanted=sorted(documents))
    run.save()
    return run


def step(run: Run, *, seconds: float = SECONDS, most: int = MOST) -> Run:
    """The run has come further: as far as it got within ``seconds``.

    One unit: what was done stands with the note that it was, so nothing is done twice, also where two steps are asked
    for at once. Locks the run, then its documents by key.
    """
    until = time.monotonic() + seconds
    with unit():
        standing: Run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
        for key in standing.wanted[standing.done : standing.done + most]:
            _do(standing, key)
            standing.done += 1
            if time.monotonic() > until:
                break
        standing.save()
    return standing


def files_of(run: Run) -> Iterator[Attachment]:
    """The PDFs that a run printed, in its order; a few at a time."""
    return files(run.versions)


def files(versions: Sequence[int]) -> Iterator[Attachment]:
    """The PDFs of ``versions``, in that order; a few at a time."""
    for first in range(0, len(versions), AT_ONCE):
        some = versions[first : first + AT_ONCE]
        rows = DocumentVersion._base_manager.filter(pk__in=some).defer("page").select_related("pdf")
        found = {row.pk: row.pdf for row in rows}
        yield from (pdf for key in some if (pdf := found.get(key)) is not None)


def printed_alone(document: Document, *, record: bool) -> outgoing.Printed | Refused:
    """The document is printed as by itself, or why it is not: what it wrote until then is taken back."""
    try:
        with unit(savepoint=True):
            return outgoing.printed(document, record=record)
    except Refused as refused:
        return refused


def _do(run: Run, key: int) -> None:
    """The deed is done with the document, or its refusal noted; of one that is gone, only that it is."""
    model = MODELS[run.kind]
    rows = model._base_manager.filter(pk=key)
    document: Document | None = (rows if run.deed == Deed.SEND else rows.only("pk", "kind", "no", "name")).first()
    if document is None:
        run.refused.append([str(model._meta.verbose_name), _("It was deleted meanwhile.")])
        return
    if run.deed == Deed.PRINT:
        made = printed_alone(document, record=run.record)
        if isinstance(made, outgoing.Printed):
            run.versions.append(made.version.pk)
            return
        refused = made
    else:
        try:
            with unit(savepoint=True):
                if run.deed == Deed.RELEASE:
                    flow.release(document)
                else:
                    mailing.send(document, mailing.proposed(document, run.user.get_full_name()))
            return
        except Refused as reason:
            refused = reason
    run.refused.append([document.title, refused.sentence])
