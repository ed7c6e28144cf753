"""Deleting ticked rows: one plan for all of them, then the button; what cannot go stays and says why (F13)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit import deletion, notices
from crm.kit.display import linked
from crm.kit.models import before_delete
from crm.kit.permissions import Verb, barred_from_deleting
from crm.kit.screens import once
from crm.kit.screens.delete import digest_of, piles
from crm.kit.screens.picking import PICK, PickingView
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from crm.kit.deletion import DeletionPlan
    from crm.kit.models import Record

MOST = 200
"""Rows that are deleted at once."""

NAMED = 20
"""Rows that the page names."""


class Staying(NamedTuple):
    """A ticked record that cannot be deleted, and why."""

    record: SafeString
    reasons: list[str]


class DeleteManyScreen(PickingView):
    """What goes, what stays, what is unlinked and what is refused, for all ticked rows together."""

    verb: ClassVar[Verb] = "delete"
    most = MOST

    def get(self, request: HttpRequest) -> HttpResponse:
        """The plan; back to the list where nothing was ticked, or too much."""
        rows = self.records
        if not rows or len(rows) > MOST:
            none, many = _("Tick at least one row."), _("At most %(most)s rows are deleted at once.") % {"most": MOST}
            messages.warning(request, many if rows else none)
            return HttpResponseRedirect(self.list_url)
        return self._page(deletion.plan_many(rows))

    def post(self, request: HttpRequest) -> HttpResponse:
        """All that may go is gone, once, in one gesture; unless the plan is another one than was shown."""
        token = request.POST.get("token", "")
        with unit():
            url = once.result_of(request, token)
            if url:
                messages.info(request, _("This was deleted already, by the first click."))
                return HttpResponseRedirect(url)
            keys = [int(key) for key in request.POST.getlist(PICK) if key.isdecimal() and len(key) < 19][:MOST]
            rows: Sequence[Record] = list(self.rows().filter(pk__in=keys).order_by("pk"))
            for row in rows:
                before_delete.send(type(row), instance=row)
            plans = deletion.plan_many(rows)
            going = self._going(plans)
            if not going or request.POST.get("shown") != _digest(plans):
                messages.warning(request, _("What hangs on these records has changed meanwhile. Please look again."))
                return self._page(plans, status=409)
            deletion.delete_many([one.record for one in going])
            said = ngettext("%(count)s record was deleted.", "%(count)s records were deleted.", len(going))
            messages.success(request, notices.followed(request, said % {"count": len(going)}, ()))
            once.remember(request, token, self.list_url)
        return HttpResponseRedirect(self.list_url)

    def _going(self, plans: Sequence[DeletionPlan]) -> list[DeletionPlan]:
        """Those that nothing stands in the way of."""
        barred = self._barred(plans)
        return [one for one in plans if not one.is_refused and one.record not in barred]

    def _barred(self, plans: Sequence[DeletionPlan]) -> dict[Any, str]:
        """What the user lacks, by the record that was ticked."""
        found: dict[Any, str] = {}
        for one in plans:
            missing = barred_from_deleting(self.request.user, (one.record, *one.goes))
            if missing:
                found[one.record] = next(iter(missing.values()))
        return found

    def _page(self, plans: Sequence[DeletionPlan], status: int = 200) -> HttpResponse:
        going, barred = self._going(plans), self._barred(plans)
        all_of_it = deletion.joined(going)
        ticked = {(type(one.record), one.record.pk) for one in going}
        others = [row for row in all_of_it.goes if (type(row), row.pk) not in ticked]
        left = [write.record for write in all_of_it.unlinked if (type(write.record), write.record.pk) not in ticked]
        staying = [one for one in plans if one not in going]
        reasons = [
            Staying(linked(one.record), [refused.sentence for refused in one.refused] or [barred[one.record]])
            for one in staying[:NAMED]
        ]
        return self.render(
            "kit/delete_many.html",
            status=status,
            title=self.screens.title,
            crumbs=self.crumbs(None, _("Delete")),
            number=len(going),
            named=[linked(one.record) for one in going[:NAMED]],
            more=max(len(going) - NAMED, 0),
            goes=list(piles(others)),
            stays=list(piles(all_of_it.stays)),
            unlinked=list(piles(left)),
            staying=reasons,
            staying_number=len(staying),
            keys=[one.record.pk for one in plans],
            shown=_digest(plans),
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=self.list_url,
        )


def _digest(plans: Sequence[DeletionPlan]) -> str:
    """What makes the plans of the same records the same."""
    parts = [(str(one.record.pk), one.is_refused, digest_of(one)) for one in plans]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
