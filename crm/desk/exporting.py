"""Files of many rows: made in the background, kept for some days for whoever asked for them (3.1)."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from crm.jobs import running
from crm.jobs.models import Job, State
from crm.jobs.work import Work, counts_of
from crm.kit import workbook
from crm.kit.addresses import page_url
from crm.kit.delimited import BOM, lines_of
from crm.kit.permissions import require
from crm.kit.screens.export import AT_ONCE, FORMAT, XLSX, Exporting
from crm.kit.screens.paging import beyond
from crm.kit.screens.registry import screens_of

if TYPE_CHECKING:
    from crm.kit.permissions import Needs

PIECE = 2000
"""Rows that are written at a time."""

DAYS = 7
"""How long a file is kept."""


class ExportList(Work):
    """Rows in the order of the list, appended to the file piece by piece; a workbook is one piece."""

    name = "desk.export"
    can_be_undone = False
    result_label = gettext_lazy("Download the file")

    def title(self, job: Job) -> str:
        """Which list it is."""
        return _("Export of “%(list)s”") % {"list": screens_of(_model(job)).title}

    def progress(self, job: Job) -> str:
        """Counted in rows."""
        return ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", job.total) % counts_of(job)

    def needs(self, job: Job) -> Needs:
        """To see the list."""
        return (("view", _model(job)),)

    def step(self, job: Job) -> bool:
        """The next rows are in the file; those of a piece that was cut off are written anew."""
        view = _view(job)
        file_of(job).parent.mkdir(parents=True, exist_ok=True)
        return _whole(job, view) if view.request.GET.get(FORMAT) == XLSX else _piece(job, view)

    def result_url(self, job: Job) -> str:
        """The file."""
        return reverse("desk-export", args=[job.pk]) if job.state == State.DONE else ""

    def list_url(self, job: Job) -> str:
        """The list as it was."""
        return f"{page_url(_model(job), 'list')}?{job.asked['list']}"


class ExportedFile(View):
    """The file of whoever asked for it; nobody else's, and only while it is kept."""

    def get(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """Sends it. Raises Http404, saying why, where it is gone."""
        job = get_object_or_404(Job, pk=key, user=request.user.pk, kind=ExportList.name)
        require(request.user, "view", _model(job))
        file, is_kept = file_of(job), job.moved_at > timezone.now() - timedelta(days=DAYS)
        if job.state != State.DONE or not is_kept or not file.exists():
            said = _("This file is gone: exported files are kept for %(days)s days. Please export the list again.")
            raise Http404(said % {"days": DAYS})
        name = f"{slugify(screens_of(_model(job)).title) or 'export'}{file.suffix}"
        return FileResponse(file.open("rb"), as_attachment=True, filename=name)


def _whole(job: Job, view: Exporting) -> bool:
    """The workbook is made: nothing can be appended to one."""
    rows = view.chosen.iterator(chunk_size=AT_ONCE)
    with file_of(job).open("wb") as sink:
        workbook.write(sink, view.screens.title, view.heads, view.lines(rows), view.about)
    job.done = job.total
    return True


def _piece(job: Job, view: Exporting) -> bool:
    """Some rows more are in the file; whether they were the last."""
    held = {"size": 0, "after": None} | job.held
    rows, file = _next(view, held["after"]), file_of(job)
    text = _text(view, rows, is_first=held["after"] is None).encode()
    with file.open("r+b" if file.exists() else "w+b") as sink:
        sink.truncate(held["size"])
        sink.seek(held["size"])
        sink.write(text)
    last = _place(view, rows[-1]) if rows else held["after"]
    job.held = {"size": held["size"] + len(text), "after": last}
    is_last = len(rows) < PIECE
    job.done = job.total if is_last else min(job.done + len(rows), job.total)
    return is_last


def begin(view: Exporting, params: QueryDict) -> str:
    """The file is being made; the address of the page that says how far it is. Old files go."""
    forget_old()
    left = params.copy()
    for name in ("format", "columns", "scope"):
        left.pop(name, None)
    asked = {"model": view.screens.model._meta.label_lower, "query": params.urlencode(), "list": left.urlencode()}
    job = running.start(view.request.user, ExportList(), asked, view.picked.rows.order_by().count())
    return reverse("job", args=[job.pk])


def forget_old() -> None:
    """Files that were kept long enough are gone."""
    for file in _folder().glob("*"):
        if file.stat().st_mtime < time.time() - DAYS * 86400:
            file.unlink(missing_ok=True)


def file_of(job: Job) -> Path:
    """Where the file of ``job`` is."""
    ending = QueryDict(job.asked["query"]).get(FORMAT, "csv")
    return _folder() / f"{job.change_set}.{slugify(ending) or 'csv'}"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def _model(job: Job) -> Any:
    return apps.get_model(job.asked["model"])


def _view(job: Job) -> Exporting:
    """The page that the job was asked for on."""
    request: Any = HttpRequest()
    request.GET, request.user = QueryDict(job.asked["query"]), job.user
    view = Exporting(screens=screens_of(_model(job)))
    view.setup(request)
    return view


def _next(view: Exporting, after: Any) -> list[Any]:
    rows = view.chosen
    if after is not None:
        value, key = after
        field = rows.model._meta.get_field(view.order.column if view.order.column != "pk" else rows.model._meta.pk.name)
        rows = rows.filter(beyond(view.order, (field.to_python(value), field.model._meta.pk.to_python(key)), False))
    return list(rows[:PIECE])


def _place(view: Exporting, row: Any) -> list[str]:
    """Where the next piece goes on, as JSON holds it."""
    return [str(getattr(row, view.order.column)), str(row.pk)]


def _text(view: Exporting, rows: list[Any], *, is_first: bool) -> str:
    if view.kind is not None:
        return "".join(view.kind.written(rows))
    heads = BOM + lines_of([view.heads]) if is_first else ""
    return heads + lines_of(view.lines(rows))
