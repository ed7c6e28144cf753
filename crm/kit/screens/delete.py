"""Delete: first what goes, what stays, what is unlinked and what stands in the way; then the button (F13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from crm.kit import deletion, notices
from crm.kit.addresses import page_url
from crm.kit.display import linked
from crm.kit.fates import in_words
from crm.kit.permissions import Verb, barred_from_deleting
from crm.kit.screens import once
from crm.kit.screens.pointing import pointing_url
from crm.kit.screens.views import ScreenView
from crm.kit.sentences import one_stop
from crm.kit.single import SingleRecord
from crm.kit.unit import unit

if TYPE_CHECKING:
    from django.db import models
    from django.utils.safestring import SafeString

    from crm.kit.deletion import DeletionPlan, Obstacle
    from crm.kit.models import Record

NAMED = 10


class Pile(NamedTuple):
    """Records of one kind that meet the same fate: how many, and links to some of them."""

    title: str
    number: int
    named: list[SafeString]

    @property
    def has_more(self) -> bool:
        """Not all of them are named."""
        return self.number > len(self.named)


class DeleteScreen(ScreenView):
    """Shows the deletion plan and carries out exactly the one that was shown."""

    verb: ClassVar[Verb] = "delete"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The plan."""
        record = self.record_of(key)
        return self._page(deletion.plan(record, self._also(request.GET.getlist("also"))))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """The record is gone, unless its plan is another one than was shown. Locks what hangs on it first."""
        token = request.POST.get("token", "")
        with unit():
            done = once.result_of(request, token)
            if done:
                messages.info(request, _("This was deleted already, by the first click."))
                return HttpResponseRedirect(done)
            record = self.record_of(key).locked_to_delete()
            planned = deletion.plan(record, self._also(request.POST.getlist("also")))
            if planned.is_refused or request.POST.get("shown") != digest_of(planned):
                messages.warning(request, _("What hangs on this record has changed meanwhile. Please look again."))
                return self._page(planned, status=409)
            if missing := self._missing(planned):
                raise PermissionDenied(" ".join(missing))
            title = record.title
            deletion.apply(planned)
            said = one_stop(_("%(record)s was deleted.") % {"record": title})
            messages.success(request, notices.followed(request, said, ()))
            url = page_url(self.screens.model, "list")
            once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def _missing(self, planned: DeletionPlan) -> list[str]:
        """What the user lacks for what goes, in sentences."""
        barred = barred_from_deleting(self.request.user, (planned.record, *planned.goes))
        return list(dict.fromkeys(barred.values()))

    def _also(self, asked: list[str]) -> frozenset[str]:
        return frozenset(choice.name for choice in self.screens.delete_choices if choice.name in asked)

    def _page(self, planned: DeletionPlan, status: int = 200) -> HttpResponse:
        record = planned.record
        also = self._also(self.request.POST.getlist("also") or self.request.GET.getlist("also"))
        missing = self._missing(planned)
        choices = [(one.name, one.label(record), one.name in also) for one in self.screens.delete_choices]
        if planned.is_refused or missing:
            choices = [choice for choice in choices if choice[2]]  # the way back from what is refused
        over = self.request.headers.get("HX-Request") == "true"
        return self.render(
            "kit/partials/deletion_over.html" if over else "kit/delete.html",
            status=status,
            crumbs=self.crumbs(record, _("Delete")),
            title=record.title,
            record=record,
            planned=planned,
            told=in_words(record, planned.stays),
            goes=list(piles(planned.goes)),
            stays=list(piles(planned.stays)),
            unlinked=list(piles(write.record for write in planned.unlinked)),
            refused=[(one.sentence, list(map(linked, one.examples)), *_way_to(one, record)) for one in planned.refused],
            instead=self.screens.instead(record) if planned.is_refused else [],
            missing=missing,
            choices=[choice for choice in choices if choice[1]],
            also=sorted(also),
            shown=digest_of(planned),
            token=self.request.POST.get("token") or once.new_token(),
            here=page_url(type(record), "delete", record.pk),
            card_url=page_url(type(record), "card", record.pk),
        )


def _way_to(obstacle: Obstacle, record: Record) -> tuple[str, str]:
    """Where all that stand in the way are listed, where not all of them are named; of a setup the field, and words."""
    if obstacle.column is None:
        return "", ""
    url = pointing_url(*obstacle.column, record.pk)
    if issubclass(obstacle.column[0], SingleRecord):
        return _("Open the setting"), url
    return (_("Show all"), url) if obstacle.count > len(obstacle.examples) else ("", "")


def piles(records: Iterable[Record]) -> Iterator[Pile]:
    """``records`` by kind, each once."""
    by_kind: dict[type[models.Model], dict[object, Record]] = {}
    for record in records:
        by_kind.setdefault(type(record), {})[record.pk] = record
    for kind, rows in by_kind.items():
        some = list(rows.values())[:NAMED]
        title = kind._meta.verbose_name if len(rows) == 1 else kind._meta.verbose_name_plural
        yield Pile(str(title), len(rows), list(map(linked, some)))


def digest_of(planned: DeletionPlan) -> str:
    """What makes two plans the same: the records that go, stay and are unlinked."""
    parts = (planned.goes, planned.stays, tuple(write.record for write in planned.unlinked))
    keys = [sorted((one._meta.label_lower, str(one.pk)) for one in part) for part in parts]
    return hashlib.sha256(repr(keys).encode()).hexdigest()[:16]
