"""Many differences at once: a rule, what it would write, the run, and what it did (F5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from contacts.links import differences, offers, settlement
from contacts.links.repair import Side
from contacts.links.screens.base import Objection, token_of
from contacts.links.screens.differences import DifferencesScreen, asked_in, rules, sent
from contacts.links.settling_job import SettleDifferences, asked_for, result_of
from contacts.models import Contact
from crm.history.models import Change
from crm.history.reading import read
from crm.jobs import running
from crm.jobs.models import Job
from crm.kit.context import current_gesture
from crm.kit.permissions import may, require

if TYPE_CHECKING:
    from uuid import UUID

    from contacts.links.differences import Asked
    from contacts.links.settlement import Preview
    from crm.kit.permissions import Needs

PER_PAGE = 100
PICK, ALL = "pick", "all"


class SettleScreen(DifferencesScreen):
    """The ticked pairs, or all that the filters show; nothing is written but what was shown."""

    def needs(self) -> Needs:
        """Contacts, and of the kinds those that are meant."""
        return *super().needs(), ("change", Contact)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Pairs are chosen on the list."""
        return HttpResponseRedirect(offers.differences_url())

    def post(self, request: HttpRequest) -> HttpResponse:
        """What would happen; with the button of that page, it has."""
        asked = self._asked()
        for kind in asked.kinds:
            for verb, model in offers.to_repair(kind):
                require(request.user, verb, model)
        if asked.relations is not None and not asked.relations:
            return self._page(asked, said=_("Tick the rows that are to be settled."))
        if "digest" not in request.POST:
            return self._page(asked, settlement.preview(self._side, asked))
        return self.once_only(lambda: self._settle(asked))

    def _settle(self, asked: Asked) -> tuple[str, HttpResponse | None]:
        now = settlement.preview(self._side, asked)
        if now.digest != self.request.POST.get("digest"):
            return "", self._page(asked, now, is_stale=True)
        if now.pairs > settlement.MOST:
            started = running.start(self.request.user, SettleDifferences(), asked_for(self._side, asked), now.pairs)
            return reverse("job", args=[started.pk]), None
        result = settlement.settle(self._side, asked)
        gesture = current_gesture()
        assert gesture is not None  # the middleware opened one
        written, left = settlement.counts_of(result)
        self.request.session[f"settled {gesture.change_set}"] = [list(map(list, written)), list(map(list, left))]
        return reverse("links-differences-settled", args=[gesture.change_set]), None

    @property
    def _side(self) -> Side:
        word = self.request.POST.get("rule", "")
        return Side(word) if word in list(Side) else Side.NEWEST

    def _export_url(self) -> str:
        """All that the filters show, as a file."""
        return f"{reverse('links-differences-export')}?{urlencode(sent(self.request.POST))}"

    def _asked(self) -> Asked:
        """Of the kinds that the filters leave, those the user may write; paused links are never written."""
        params = self.request.POST
        asked = replace(asked_in(params, self.request.user), accepted=False)
        if params.get("scope") == ALL:
            user = self.request.user
            kinds = tuple(kind for kind in asked.kinds if offers.allows(user, offers.to_repair(kind)))
            return replace(asked, kinds=kinds or asked.kinds)
        picked = frozenset(int(key) for key in params.getlist(PICK) if key.isdecimal() and len(key) < 19)
        return replace(asked, kinds=differences.kinds_among(asked.kinds, picked), relations=picked)

    def _page(
        self, asked: Asked, preview: Preview | None = None, *, said: str = "", is_stale: bool = False
    ) -> HttpResponse:
        title = _("Settle differences")
        is_whole = preview is not None and not preview.differing
        written, left = settlement.counts_of(preview.result) if preview is not None and is_whole else ([], [])
        return self.render(
            "links/settle.html",
            status=409 if is_stale else 200,
            title=title,
            crumbs=self.way(title),
            objection=Objection(said, []) if said else None,
            preview=preview,
            written=written,
            left=left,
            is_stale=is_stale,
            rule=dict(rules()).get(self._side.value),
            side=self._side.value,
            scope=self.request.POST.get("scope", ""),
            narrowed=sent(self.request.POST),
            export_url=self._export_url() if self.request.POST.get("scope") == ALL else "",
            picked=sorted(asked.relations or ()),
            in_background=preview is not None and preview.pairs > settlement.MOST,
            token=token_of(self.request),
            list_url=offers.differences_url(),
        )


class SettledScreen(DifferencesScreen):
    """What a run did: counts of whoever started it, and every value from the history."""

    def get(self, request: HttpRequest, made: UUID) -> HttpResponse:
        """Counts, what was left and why, and old → new, page by page."""
        title = _("Differences settled")
        rows = Change.objects.in_set(made).filter(actor=request.user.pk)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        job = Job.objects.filter(change_set=made, user=request.user.pk).first()
        counts: Any = request.session.get(f"settled {made}", ([], []))
        if job is not None:
            counts = settlement.counts_of(result_of(job))
        written, left = counts
        return self.render(
            "links/settled.html",
            title=title,
            crumbs=self.way(title),
            written=[settlement.Count(*one) for one in written],
            left=[settlement.Count(*one) for one in left],
            page=page,
            entries=[one._replace(change_set=None) for one in read(list(page.object_list), request.user)],
            undo_url=self._undo_url(made) if page.paginator.count else "",
            list_url=offers.differences_url(),
        )

    def _undo_url(self, made: UUID) -> str:
        allowed = may(self.request.user, "view", Change)
        return f"{reverse('undo', args=[made])}?next={offers.differences_url()}" if allowed else ""
