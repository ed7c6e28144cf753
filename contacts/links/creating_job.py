"""Contacts made of many partners in the background, and likely duplicates linked, as it was decided (F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from contacts.links.bulk_creating import create_many, series_in_force, without_contact
from contacts.links.bulk_linking import Pair, link_many
from contacts.links.eligibility import relation_code
from contacts.links.kinds import kind_named
from contacts.links.linking import Master
from contacts.links.offers import to_create_contact, ways_out
from contacts.links.tally import Tally
from contacts.links.words import words_of
from contacts.models import Contact
from crm.jobs.work import Work, counts_of
from crm.kit.addresses import page_url
from crm.kit.refusal import Refused
from crm.kit.screens.registry import screens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from crm.jobs.models import Job
    from crm.kit.permissions import Needs

STEP = 250
"""Partners of a piece: so many are locked at once."""


class CreateContacts(Work):
    """First new contacts, oldest partner first; then the links, pair by pair."""

    name = "links.create"

    def title(self, job: Job) -> str:
        """As on the page it was asked for on."""
        return str(words_of(_kind(job)).create_contacts)

    def progress(self, job: Job) -> str:
        """Counted in partners."""
        said = ngettext("%(done)s of %(total)s record", "%(done)s of %(total)s records", job.total)
        return said % counts_of(job)

    def needs(self, job: Job) -> Needs:
        """As for the page."""
        return *to_create_contact(_kind(job)), ("change", Contact)

    def step(self, job: Job) -> bool:
        """The next contacts, or the next links. Stops where the number series ends, behind what could be made."""
        held = {"last": 0, "paired": 0, "tally": Tally().as_kept()} | job.held
        tally = Tally(**held["tally"])
        keys = list(_wanted(job, held["last"]).values_list("pk", flat=True)[:STEP])
        pairs = [Pair(*one) for one in job.asked["pairs"][held["paired"] :][:STEP]] if not keys else []
        if keys:
            held["last"] = self._create(job, keys, tally)
        for result in link_many(_kind(job), pairs, master=Master(job.asked["master"])):
            tally.note_linked(result, _kind(job))
        held["paired"] += len(pairs)
        job.held = held | {"tally": tally.as_kept()}
        if job.is_running and len(keys) < STEP and held["paired"] == len(job.asked["pairs"]):
            job.done = job.total
            return True
        job.done = min(tally.created + held["paired"], job.total)
        return False

    def result_url(self, job: Job) -> str:
        """The contacts that were made."""
        return reverse("links-contacts-made", args=[job.asked["kind"], job.change_set])

    def list_url(self, job: Job) -> str:
        """The list with the filters that were chosen."""
        url, query = page_url(_kind(job).model, "list"), job.asked["query"]
        return f"{url}?{query}" if query else url

    def way_out(self, job: Job) -> tuple[str, str]:
        """The setting that is missing, or the series that ended."""
        try:
            relation_code(_kind(job))
            series = series_in_force()
        except Refused as refused:
            return next(iter(ways_out(refused)), ("", ""))
        return str(series), page_url(type(series), "card", series.pk)

    def _create(self, job: Job, keys: Sequence[int], tally: Tally) -> int:
        """Contacts of these partners, as far as there are numbers; returns the last one that is done with."""
        passed = frozenset(job.asked["passed"])

        def skip(batch: Sequence[SharingRecord]) -> Mapping[int, str]:
            return {one.pk: "passed" for one in batch if one.pk in passed}

        kind = _kind(job)
        made = list(create_many(kind, kind.model._base_manager.filter(pk__in=keys), skip))
        refused = [one for one in made if one.refused]
        for one in made:
            if one.contact is not None:
                tally.note_made(one)
        if refused:
            job.stop(refused[0].refused)
            return min(int(one.partner.pk) for one in refused) - 1
        return keys[-1]


def asked_for(
    kind: LinkKind, chosen: models.QuerySet[Any], query: str, decided: Mapping[int, str], pairs: Collection[Pair]
) -> dict[str, Any]:
    """What a job is asked: the partners of a list that exist now, but for those that were ``decided`` otherwise."""
    return {
        "kind": kind.name,
        "query": query,
        "until": chosen.aggregate(last=Max("pk"))["last"] or 0,
        "passed": sorted(decided),
        "pairs": [list(pair) for pair in pairs],
    }


def _kind(job: Job) -> LinkKind:
    return kind_named(job.asked["kind"])


def _wanted(job: Job, last: int) -> models.QuerySet[Any]:
    """The partners of the list that nobody is linked to, behind the one with the key ``last``."""
    model = _kind(job).model
    filters = screens_of(model).filter_class(QueryDict(job.asked["query"]), queryset=model._base_manager.all())
    if filters.complaints:
        raise Refused(" ".join(filters.complaints))
    found: models.QuerySet[Any] = filters.qs
    return without_contact(found).filter(pk__gt=last, pk__lte=job.asked["until"]).order_by("pk")
