"""Jobs go on piece by piece in the worker, each piece a transaction with the note that it was done.

A worker that is killed leaves whole pieces; after a while another one goes on behind them. Each runner has the turn
of its job: whoever was given up and comes back finds that the turn is another's, and does nothing.
"""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from crm.jobs.models import Job, State
from crm.jobs.work import work_of
from crm.kit.context import Door, gesture
from crm.kit.permissions import require
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.jobs.work import Work

SECONDS = 5.0
"""How long a worker goes on with a job before it takes what else waits, such as e-mails."""

PAUSE = 0.11
"""Seconds between two pieces on SQLite: who waits to write there looks every tenth of a second whether it may."""

LOST = timedelta(minutes=1)
"""After so long without a piece, the runner of a job is given up."""

KEPT = timedelta(days=30)

logger = logging.getLogger(__name__)


def start(user: Any, work: Work, asked: dict[str, Any], total: int) -> Job:
    """The work begins, if this transaction is kept. What ended weeks ago is forgotten."""
    Job.objects.filter(user=user, moved_at__lt=timezone.now() - KEPT).delete()
    job = Job(user=user, kind=work.name, asked=asked, total=total, language=translation.get_language() or "en")
    with unit():
        job.save()
        _enqueue(job)
    return job


def go_on(job: Job) -> Job:
    """A job that stopped, or whose runner is lost, goes on where it is; one that ended stays as it is."""
    with unit():
        standing = _locked(job.pk)
        if standing.state in (State.RUNNING, State.STOPPED):
            standing.state, standing.problem, standing.turn = State.RUNNING, "", standing.turn + 1
            standing.moved_at, standing.is_seen = timezone.now(), False
            standing.save()
            _enqueue(standing)
    return standing


def cancel(job: Job) -> Job:
    """A job does no more; what it did stays. One that ended stays as it is."""
    with unit():
        standing = _locked(job.pk)
        if standing.state in (State.RUNNING, State.STOPPED):
            standing.state, standing.is_seen = State.CANCELED, True
            standing.save()
    return standing


@task()
def advance(key: int, turn: int) -> None:
    """The job is further, or at its end; where more is left, that waits behind what else there is to do."""
    until = time.monotonic() + SECONDS
    while is_more := step(key, turn):
        if time.monotonic() > until:
            break
        if not connection.features.has_select_for_update:
            time.sleep(PAUSE)
    if is_more:
        advance.enqueue(key, turn)


@task()
def look_after(key: int, turn: int) -> None:
    """A job in whose turn nothing was done for long goes on in another one."""
    job = Job.objects.filter(pk=key, turn=turn, state=State.RUNNING).first()
    if job is None:
        return
    if job.moved_at <= timezone.now() - LOST:
        go_on(job)
    else:
        look_after.using(run_after=timezone.now() + LOST).enqueue(key, turn)


def step(key: int, turn: int) -> bool:
    """One piece more of the job is done; whether another one is left for whoever has that ``turn``."""
    job = Job.objects.select_related("user").filter(pk=key).first()
    if job is None:
        return False
    with _as_who_asked(job):
        try:
            return _step(key, turn)
        except Refused as refused:
            return _stopped(key, turn, refused.sentence)
        except PermissionDenied as denied:
            return _stopped(key, turn, str(denied))
        except OperationalError:
            logger.warning("Job %s could not go on now", key, exc_info=True)
            return False
        except Exception:  # whatever it is: it is logged whole, somebody is told, and the worker goes on
            logger.exception("Job %s", key)
            said = _("Something went wrong, and this part was not saved. What was done before stays.")
            return _stopped(key, turn, said)


def _step(key: int, turn: int) -> bool:
    with unit():
        job = _locked(key)
        if job.turn != turn or not job.is_running:
            return False
        work = work_of(job)
        if not job.user.is_active:
            raise PermissionDenied(_("Whoever asked for it is not active any more."))
        for verb, model in work.needs(job):
            require(job.user, verb, model)
        if work.step(job):
            job.state = State.DONE
        job.moved_at = timezone.now()
        job.save(update_fields=["held", "state", "done", "total", "problem", "moved_at"])
    return job.is_running


def _stopped(key: int, turn: int, sentence: str) -> bool:
    """The job waits for somebody, unless it is another's turn; no more is left to do."""
    with unit():
        job = _locked(key)
        if job.turn == turn and job.is_running:
            job.stop(sentence)
            job.moved_at = timezone.now()
            job.save(update_fields=["state", "problem", "moved_at"])
    return False


def _locked(key: int) -> Job:
    return Job.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=key)


def _enqueue(job: Job) -> None:
    advance.enqueue(job.pk, job.turn)
    look_after.using(run_after=timezone.now() + LOST).enqueue(job.pk, job.turn)


@contextmanager
def _as_who_asked(job: Job) -> Iterator[None]:
    """What is done and said inside is done for who asked, in the language of the page where that was."""
    with ExitStack() as stack:
        stack.enter_context(gesture(actor=job.user, door=Door.FORM, change_set=job.change_set))
        stack.enter_context(translation.override(job.language))
        yield
