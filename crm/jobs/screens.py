"""Background work as pages: how far it is, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from crm.jobs import running
from crm.jobs.models import Job, State
from crm.jobs.work import work_of
from crm.kit.permissions import holds
from crm.kit.screens.views import Crumb

if TYPE_CHECKING:
    from crm.kit.permissions import User

QUIET = timedelta(seconds=15)
"""After so long without a piece, the page offers to go on itself; much later where all is one piece."""

SHOWN = 50


class Row(NamedTuple):
    """A job of the list."""

    job: Job
    title: str
    progress: str


class JobList(View):
    """All that somebody asked for, the newest first. One query."""

    def get(self, request: HttpRequest) -> TemplateResponse:
        """The list."""
        title = _("Background work")
        jobs = Job.objects.filter(user=request.user.pk).defer("asked")[:SHOWN]
        rows = [Row(job, work_of(job).title(job), work_of(job).progress(job)) for job in jobs]
        return TemplateResponse(request, "jobs/list.html", {"title": title, "crumbs": [Crumb(title)], "rows": rows})


class JobScreen(View):
    """One job of one's own. Looked at after its end, it leaves the bell."""

    def get(self, request: HttpRequest, key: int) -> TemplateResponse:
        """How far it is."""
        job = get_object_or_404(Job.objects.all(), pk=key, user=request.user.pk)
        if not job.is_running and not job.is_seen:
            job.is_seen = True
            job.save(update_fields=["is_seen"])
        work = work_of(job)
        title = work.title(job)
        way_out, way_url = work.way_out(job) if job.state == State.STOPPED else ("", "")
        context = {
            "job": job,
            "work": work,
            "title": title,
            "crumbs": [Crumb(_("Background work"), reverse("jobs")), Crumb(title)],
            "progress": work.progress(job),
            "is_quiet": job.is_running and job.moved_at < timezone.now() - QUIET * (1 if work.can_be_canceled else 20),
            "way_out": way_out,
            "way_url": way_url,
            "is_over": job.state in (State.DONE, State.CANCELED),
            "result_url": work.result_url(job) if job.done and not job.is_running else "",
            "undo_url": _undo_url(job, request.user) if work.can_be_undone else "",
            "back_url": work.list_url(job),
            "back_label": pgettext("action", "Back"),
        }
        return TemplateResponse(request, "jobs/job.html", context)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """It ends here, or it goes on: a piece of it now, the rest as the worker gets to it."""
        job = get_object_or_404(Job.objects.all(), pk=key, user=request.user.pk)
        if "cancel" in request.POST and work_of(job).can_be_canceled:
            running.cancel(job)
        elif "continue" in request.POST:
            job = running.go_on(job)
            running.step(job.pk, job.turn)
        return HttpResponseRedirect(request.path)


def _undo_url(job: Job, user: User) -> str:
    """Where all that it wrote is taken back; blank while it runs, and for who may not read the history."""
    if job.is_running or not job.done or not holds(user, "history.view_change"):
        return ""
    return f"{reverse('undo', args=[job.change_set])}?next={reverse('job', args=[job.pk])}"
