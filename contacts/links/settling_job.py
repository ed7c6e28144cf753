"""Many differences settled by a rule in the background (F5.5)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links import offers
from contacts.links.kinds import kind_named
from contacts.links.repair import repair
from contacts.links.selection import Age
from contacts.links.settlement import arguments
from contacts.links.steps import RepairResult
from contacts.links.winners import Reason, Side
from crm.jobs.work import Work, counts_of

if TYPE_CHECKING:
    from contacts.links.differences import Asked
    from crm.jobs.models import Job
    from crm.kit.permissions import Needs

STEP = 500
"""Contacts of a piece: so many are locked at once."""


class SettleDifferences(Work):
    """Contact by contact, in the order of their keys."""

    name = "links.settle"

    def title(self, job: Job) -> str:
        """As on the page it was asked for on."""
        return _("Settle differences")

    def progress(self, job: Job) -> str:
        """Counted in linked pairs."""
        said = ngettext("%(done)s of %(total)s linked pair", "%(done)s of %(total)s linked pairs", job.total)
        return said % counts_of(job)

    def needs(self, job: Job) -> Needs:
        """Contacts, and the kinds that are meant."""
        return tuple(need for name in job.asked["kinds"] for need in offers.to_repair(kind_named(name)))

    def step(self, job: Job) -> bool:
        """The next contacts whose partners differ."""
        asked, held = job.asked, {"after": 0, "written": [], "left": []} | job.held
        kinds = [kind_named(name) for name in asked["kinds"]]
        meant = {name: asked[name] for name in ("fields", "include_paused", "relations")}
        age = None if asked["age"] is None else Age(*asked["age"])
        found = repair(Side(asked["side"]), kinds=kinds, **meant, age=age, after=held["after"], most=STEP)
        held["after"] = found.last
        job.held = held | {
            "written": _added(held["written"], found.written),
            "left": _added(held["left"], found.left),
        }
        if found.contacts < STEP:
            job.done = job.total
            return True
        job.done = min(job.done + found.pairs, job.total)
        return False

    def result_url(self, job: Job) -> str:
        """All that was written, and what was left."""
        return reverse("links-differences-settled", args=[job.change_set])

    def list_url(self, job: Job) -> str:
        """The list of differences."""
        return offers.differences_url()


def asked_for(side: Side, asked: Asked) -> dict[str, Any]:
    """What a job is asked."""
    meant = arguments(asked)
    return {
        "side": side.value,
        "kinds": [kind.name for kind in meant["kinds"]],
        "fields": None if meant["fields"] is None else sorted(meant["fields"]),
        "include_paused": meant["include_paused"],
        "relations": None if meant["relations"] is None else sorted(meant["relations"]),
        "age": meant["age"],
    }


def result_of(job: Job) -> RepairResult:
    """What the job did so far."""
    result = RepairResult(job.change_set)
    result.written.update({(kind, name): number for kind, name, number in job.held.get("written", ())})
    result.left.update({(kind, name, Reason(why)): number for kind, name, why, number in job.held.get("left", ())})
    return result


def _added(known: list[list[Any]], found: Counter[Any]) -> list[list[Any]]:
    """``known`` counts and ``found`` ones as lists, the number last."""
    counted: Counter[tuple[Any, ...]] = Counter({tuple(words): number for *words, number in known})
    counted.update({tuple(map(str, words)): number for words, number in found.items()})
    return [[*words, number] for words, number in counted.items()]
