"""What changed today: one row for each gesture, with what else it reached (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.history.models import Action, Change
from crm.kit.addresses import has_card, page_url
from crm.kit.context import Cause, Door
from crm.kit.display import caption
from crm.kit.overview import HomePanel
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest

    from crm.kit.permissions import User

READ = 400
"""How many of the latest changes are looked at: one gesture that changed more is told by those."""

SHOWN = 8
NAMED = 3


class Told(NamedTuple):
    """One gesture: when, what was done in a sentence, the records it reached, and how many more of them there are.

    ``url`` leads to the page of all that it changed.
    """

    at: datetime
    url: str
    sentence: SafeString
    reached: list[SafeString]
    more: int


def today(request: HttpRequest) -> Mapping[str, Any] | None:
    """The latest gestures of today among what the user may see; what was imported is left out. One query."""
    user = request.user
    if not may(user, "view", Change):
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Change.objects.filter(at__gte=midnight).exclude(cause=Cause.IMPORTED).order_by("-at", "-pk")[:READ]
    sets: dict[UUID, list[Change]] = {}
    for change in rows:
        sets.setdefault(change.change_set, []).append(change)
    seen = ([one for one in reversed(changes) if _is_seen(one, user)] for changes in sets.values())
    return {"today": [_told(changes) for changes in seen if changes][:SHOWN]}


TODAY = HomePanel(gettext_lazy("What changed today"), "home/today.html", today)
"""The last of the lists; it is about all rooms."""


def _is_seen(change: Change, user: User) -> bool:
    """The record has a card that ``user`` may look at; rows within records are told by those."""
    try:
        model = change.record_model
    except LookupError:
        return False
    return has_card(model) and may(user, "view", model)


def _told(changes: list[Change]) -> Told:
    lead = next((one for one in changes if one.cause == Cause.TYPED), changes[0])
    others = {
        (one.model, one.object_id): one for one in changes if one.object_id != lead.object_id or one.model != lead.model
    }
    reached = [_link(one, one.title.split(" ")[0]) for one in list(others.values())[:NAMED]]
    return Told(
        lead.at, reverse("change-set", args=[lead.change_set]), _sentence(lead), reached, len(others) - len(reached)
    )


def _sentence(change: Change) -> SafeString:
    values: dict[str, str] = {"who": escape(_who(change)), "record": _link(change, change.title)}
    fields = [name for name in change.diff if _caption(change, name)]
    if change.cause == Cause.TYPED and change.action == Action.UPDATE and fields:
        if len(fields) == 1:
            values["field"] = escape(_caption(change, fields[0]))
            return _filled(_("%(who)s changed %(field)s on %(record)s"), values)
        values["count"] = str(len(fields))
        plural = ngettext(
            "%(who)s changed %(count)s field on %(record)s",
            "%(who)s changed %(count)s fields on %(record)s",
            len(fields),
        )
        return _filled(plural, values)
    return _filled(_by_cause(change) or _by_action(change), values)


def _by_cause(change: Change) -> str:
    return {
        Cause.LINKED: _("%(who)s linked %(record)s"),
        Cause.UNLINKED: _("%(who)s removed a link of %(record)s"),
        Cause.UNDONE: _("%(who)s took back a change of %(record)s"),
        Cause.REPAIRED: _("%(who)s made %(record)s agree again"),
    }.get(Cause(change.cause), "")


def _by_action(change: Change) -> str:
    return {
        Action.CREATE: _("%(who)s created %(record)s"),
        Action.UPDATE: _("%(who)s changed %(record)s"),
        Action.DELETE: _("%(who)s deleted %(record)s"),
    }[Action(change.action)]


def _who(change: Change) -> str:
    if change.actor_name:
        return change.actor_name
    return _("A command") if change.door == Door.COMMAND else _("Somebody")


def _link(change: Change, words: str) -> SafeString:
    """The record, leading to its card unless it was deleted."""
    if change.action == Action.DELETE:
        return format_html("{}", words)
    return format_html('<a href="{}">{}</a>', page_url(change.record_model, "card", change.object_id), words)


def _caption(change: Change, name: str) -> str:
    try:
        return caption(change.record_model, name)
    except FieldDoesNotExist:
        return ""


def _filled(sentence: str, values: Mapping[str, str]) -> SafeString:
    """``sentence`` with ``values``, which are safe already."""
    return SafeString(conditional_escape(sentence) % values)
