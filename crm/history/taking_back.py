"""The page that undoes one gesture: first the plan, then the button (H2)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from crm.history.models import Change
from crm.history.nets import UnknownChangeSet
from crm.history.offering import MOST, may_undo
from crm.history.pages import HistoryView
from crm.history.reading import read
from crm.history.recent import undone_by
from crm.history.retelling import planned
from crm.history.undo import UndoPlan, plan_undo, undo
from crm.history.undo_job import UndoChangeSet
from crm.history.undo_rights import missing_to_undo
from crm.jobs import running
from crm.kit.addresses import has_card, page_url
from crm.kit.aftermath import enumerated
from crm.kit.permissions import missing
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from crm.history.undo import Undone

SHOWN = 50
"""Rows of each part of the plan that the page names."""


class UndoScreen(HistoryView):
    """What went back, goes and comes back, what stays and why; and the button that does it, once."""

    def get(self, request: HttpRequest, change_set: UUID) -> HttpResponse:
        """What will happen. Refuses who may not do all of it."""
        return self._page(change_set)

    def post(self, request: HttpRequest, change_set: UUID) -> HttpResponse:
        """It has happened, once; or nothing has, and the page says why.

        What was asked for without looking at the plan is done only where nothing has to stay.
        """
        if _is_large(change_set):
            return HttpResponseRedirect(self._begun(change_set))
        if "at_once" in request.POST and self._stays(change_set):
            return HttpResponseRedirect(request.get_full_path())
        token, done = request.POST.get("token", ""), None
        try:
            with unit():
                url = once.result_of(request, token)
                if not url:
                    done = self._undo(change_set)
                    url = self._way_back(done.plan)
                    once.remember(request, token, url)
        except Refused as refused:
            return self._page(change_set, refused.sentence)
        except IntegrityError:  # keys are checked when the transaction ends
            return self._page(change_set, _("Nothing was undone: others wrote at the same time. Try again."))
        if done is not None:
            _tell(request, done)
        return HttpResponseRedirect(url)

    def _stays(self, change_set: UUID) -> bool:
        plan: UndoPlan = _or_404(lambda: plan_undo(change_set))
        return plan.is_empty or bool(plan.kept)

    def _undo(self, change_set: UUID) -> Undone:
        """What was done. What was planned under the locks is what must be allowed; else the unit takes it back."""
        done: Undone = _or_404(lambda: undo(change_set))
        self._check(done.plan)
        return done

    def _page(self, change_set: UUID, refused: str = "") -> HttpResponse:
        is_large = _is_large(change_set)
        plan = _or_404(lambda: _unplanned(change_set) if is_large else plan_undo(change_set))
        self._check(plan)
        heading = pgettext("action", "Undo")
        context = {
            "title": heading,
            "in_background": is_large and not plan.undone_by,
            "change_set": change_set,
            "told": read(Change.objects.in_set(change_set)[:1], self.request.user),
            "plan": plan,
            "restored": _some(planned(plan, self.request.user)),
            "removals": _some(one.title for one in plan.removals),
            "returns": _some(one.title for one in plan.returns),
            "kept": _some(plan.kept),
            "refused": refused,
            "token": self.request.POST.get("token") or once.new_token(),
            "cancel_url": self._came_from(),
        }
        return TemplateResponse(self.request, "history/undo.html", context, status=409 if refused else 200)

    def _check(self, plan: UndoPlan) -> None:
        if sentence := missing_to_undo(self.request.user, plan):
            raise PermissionDenied(sentence)

    def _begun(self, change_set: UUID) -> str:
        """Where the undo of a large change set is looked at, which is a job; begun once."""
        rows = Change.objects.in_set(change_set)
        if not may_undo(rows.order_by().values_list("model", "action").distinct(), self.request.user):
            raise PermissionDenied(missing(_("undo this")))
        token = self.request.POST.get("token", "")
        with unit():
            url = once.result_of(self.request, token)
            if not url:
                asked = {"change_set": str(change_set), "next": self._came_from()}
                job = running.start(self.request.user, UndoChangeSet(), asked, rows.count())
                url = reverse("job", args=[job.pk])
                once.remember(self.request, token, url)
        return url

    def _came_from(self) -> str:
        url = self.request.GET.get("next", "")
        return url if url_has_allowed_host_and_scheme(url, {self.request.get_host()}) else reverse("home")

    def _way_back(self, plan: UndoPlan) -> str:
        """Where the user came from; to its list where that was the card of what went, and is no more."""
        url = self._came_from()
        cards = ((type(one), page_url(type(one), "card", one.pk)) for one in plan.removals if has_card(type(one)))
        return next((page_url(model, "list") for model, card in cards if url.startswith(card)), url)


def _is_large(change_set: UUID) -> bool:
    return Change.objects.in_set(change_set)[MOST : MOST + 1].exists()


def _unplanned(change_set: UUID) -> UndoPlan:
    """A plan that says no more than whether it was undone already."""
    return UndoPlan(change_set, undone_by=undone_by([change_set]).get(change_set))


def _or_404(found: Any) -> Any:
    try:
        return found()
    except UnknownChangeSet as unknown:
        raise Http404(unknown.sentence) from unknown


def _some(rows: Iterable[Any]) -> tuple[list[Any], bool]:
    """The first of ``rows``, and whether there are more."""
    found = list(islice(rows, SHOWN + 1))
    return found[:SHOWN], len(found) > SHOWN


def _tell(request: HttpRequest, done: Undone) -> None:
    """What happened, what was kept, and which pairs are different now."""
    plan = done.plan
    if plan.undone_by is not None:
        messages.info(request, _("It was undone already."))
        return
    written = dict.fromkeys(
        [*plan.removals, *plan.returns, *(one.record for one in (*plan.writes, *plan.consequences))]
    )
    count = len(written)
    said = ngettext("Undone: %(count)s record.", "Undone: %(count)s records.", count) % {"count": count}
    messages.success(request, enumerated(said, [one.title for one in islice(written, SHOWN)], count))
    kept = [format_html("{} {}: {}", one.title, one.field, one.sentence) for one in plan.kept[:SHOWN]]
    if kept:
        messages.warning(request, enumerated(_("Kept as it is:"), kept, len(plan.kept)))
    for sentence in done.differences:
        messages.warning(request, sentence)
