"""The differences of one link, settled field by field, accepted with a reason, or left (F5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.links import accepting, comparing, difference_words, offers, resolving, texts
from contacts.links.linking import Master
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import differing
from contacts.links.repair import Side
from contacts.links.screens.base import objection, token_of
from contacts.links.screens.deciding import also_in_words, sentences_of
from contacts.links.screens.differences import DifferencesScreen
from contacts.links.standing import captions
from contacts.models import Contact
from crm.kit import notices
from crm.kit.display import linked
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from contacts.links.comparing import Comparison
    from contacts.links.resolving import Choices, Pair
    from crm.kit.permissions import Needs

LEAVE = "leave"
KEPT = {Master.CONTACT.value: True, Master.PARTNER.value: False}
Answer = tuple[str, HttpResponse | None]


class Known(NamedTuple):
    """What the history knows of both values of a field, in words and when; ``newer`` names the newer side."""

    contact: str
    contact_at: Any
    partner: str
    partner_at: Any
    newer: str


class PairScreen(DifferencesScreen):
    """How one link differs, and what choices mean; shown to who may see both sides."""

    http_method_names = ["get", "head", "options"]
    relation: ContactBusinessRelation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the link, then refuse who may not."""
        relation = ContactBusinessRelation.objects.linked().filter(pk=kwargs["key"]).first()
        if relation is None and request.user.is_authenticated:
            raise Http404(_("This link does not exist, or no longer."))
        if relation is not None:
            self.relation, self.kind = relation, offers.kind_in(relation)
        return super().dispatch(request, *args, **kwargs)

    def needs(self) -> Needs:
        """Both sides and the link are seen."""
        return *super().needs(), ("view", self.the_kind.model)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """Both values of each difference; what is newer is chosen, the rest is left."""
        pair = self.pair()
        return self.page(pair, pair.suggested(_rule(request.GET.get("keep", ""))))

    def pair(self, *, lock: bool = False) -> Pair:
        """The link as it stands. Raises Http404 where it went meanwhile."""
        found = resolving.read_pair(self.relation, lock=lock)
        if found is None:
            raise Http404(_("This link does not exist, or no longer."))
        return found

    def page(
        self,
        pair: Pair,
        choices: Choices,
        *,
        before: dict[str, tuple[Any, Any]] | None = None,
        refused: Refused | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """How the pair differs, and what ``choices`` mean."""
        comparison = resolving.compare_pair(pair, choices, before or {})
        title = f"{pair.circle.hub.title} ⇄ {pair.link.partner.title}"
        may = offers.allows(self.request.user, offers.to_repair(pair.link.kind))
        return self.render(
            "links/difference.html",
            status=status,
            title=title,
            heading=pgettext("sync", "Resolve Differences"),
            crumbs=self.way(title),
            objection=objection(refused) if refused is not None else None,
            choices=choices,
            kept=next((side.value for side in Side if pair.suggested(side) == choices), ""),
            is_stale=bool(before),
            may_repair=may and not pair.link.paused,
            may_accept=offers.allows(self.request.user, offers.to_pause(pair.link.kind)),
            leave=LEAVE,
            token=token_of(self.request),
            list_url=offers.differences_url(),
            **_about(pair),
            **_meaning(pair, comparison),
        )


class ActScreen(PairScreen):
    """What the page sends; whoever comes to look is led back there."""

    http_method_names = ["get", "post", "head", "options"]

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """There is nothing to see here by itself."""
        return HttpResponseRedirect(offers.resolve_url(key))


class SettleOneScreen(ActScreen):
    """Nothing is written but what was shown."""

    def needs(self) -> Needs:
        """Both sides are written."""
        return *super().needs(), *offers.to_repair(self.the_kind)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Both sides agree as chosen, unless one of them is another than was shown; or just looked at as chosen."""
        if "preview" in request.POST:
            pair = self.pair()
            changed = self._changed(pair)
            return self._stale(pair, changed) if changed else self.page(pair, self._chosen(pair))
        return self.once_only(self._settle)

    def _settle(self) -> Answer:
        pair = self.pair(lock=True)
        if changed := self._changed(pair):
            return "", self._stale(pair, changed)
        choices = resolving.decided_in(self._chosen(pair))
        if not choices:
            refused = Refused(_("Choose whose value is kept for at least one field."))
            return "", self.page(pair, self._chosen(pair), refused=refused)
        with unit(savepoint=True):
            plan = resolving.settle(pair, choices)
        count = len(plan.written)
        said = ngettext("%(count)s value was written:", "%(count)s values were written:", count) % {"count": count}
        messages.success(self.request, notices.named(said, list(plan.records)))
        return offers.resolve_url(self.relation.pk), None

    def _changed(self, pair: Pair) -> dict[str, tuple[Any, Any]]:
        shown, both = self.request.POST.get("shown", ""), (pair.circle.hub, pair.link.partner)
        return comparing.changed_since(shown, *both, pair.link.kind)

    def _stale(self, pair: Pair, changed: dict[str, tuple[Any, Any]]) -> HttpResponse:
        """The page again, what changed meanwhile marked and left."""
        kept = {name: choice for name, choice in self._chosen(pair).items() if name not in changed}
        return self.page(pair, kept, before=changed, status=409)

    def _chosen(self, pair: Pair) -> Choices:
        sent = {name: self.request.POST.get(f"field-{name}") for name in pair.names}
        return {name: KEPT.get(value or "") for name, value in sent.items()}


class AcceptScreen(ActScreen):
    """The ticked differences are accepted with a reason, or no longer."""

    def needs(self) -> Needs:
        """It stands on the link."""
        return *super().needs(), *offers.to_pause(self.the_kind)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """They are; sent twice, it is done once."""
        return self.once_only(self._accept)

    def _accept(self) -> Answer:
        names, url = self.request.POST.getlist("accept"), offers.resolve_url(self.relation.pk)
        if "back" in self.request.POST:
            accepting.take_back(self.relation, [self.request.POST["back"]])
            messages.success(self.request, _("The difference counts again."))
            return url, None
        try:
            if not names:
                raise Refused(_("Tick the fields whose difference is accepted."), field="accept")
            with unit(savepoint=True):
                done = accepting.accept(self.relation, names, self.request.POST.get("reason", ""))
        except Refused as refused:
            pair = self.pair()
            return "", self.page(pair, pair.suggested(None), refused=refused, status=409)
        said = ngettext("Accepted: %(fields)s.", "Accepted: %(fields)s.", len(done))
        messages.success(self.request, said % {"fields": ", ".join(captions(done))})
        return url, None


def _about(pair: Pair) -> dict[str, Any]:
    """How the pair stands."""
    return {
        "pair": pair,
        "sides": _sides(pair),
        "known": _known(pair),
        "accepted": _accepted(pair),
        "wanted": _wanted(pair),
        "keep_url": offers.resolve_url(pair.link.relation.pk),
        "rules": _rules(pair),
        "not_shared": comparing.not_shared(pair.link.kind),
        "shown": comparing.snapshot(pair.circle.hub, pair.link.partner, pair.link.kind),
    }


def _meaning(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    """What the choices would write."""
    return {
        "comparison": comparison,
        "sentences": sentences_of(comparison, pair.circle.hub, pair.link.partner),
        "others": [(linked(one.record), one) for one in comparison.others],
        "also": also_in_words(comparison),
        "button": _button(comparison),
    }


def _rule(word: str) -> Side | None:
    return Side(word) if word in list(Side) else None


def _rules(pair: Pair) -> list[tuple[str, str]]:
    return [
        (Side.CONTACT.value, str(Contact._meta.verbose_name)),
        (Side.PARTNER.value, str(pair.link.kind.label)),
        (Side.NEWEST.value, _("Most recently changed")),
    ]


def _sides(pair: Pair) -> list[dict[str, Any]]:
    contact, kind = pair.circle.hub, pair.link.kind
    return [
        {
            "value": Master.CONTACT.value,
            "label": pgettext("entity", "Contact"),
            "link": linked(contact),
            "name": "contact",
        },
        {"value": Master.PARTNER.value, "label": kind.title, "link": linked(pair.link.partner), "name": kind.name},
    ]


def _known(pair: Pair) -> dict[str, Known]:
    found = {}
    for name in pair.names:
        ours, theirs = pair.traces[pair.drift.relation, name]
        newer, say = pair.newer(name), difference_words.known_of
        found[name] = Known(say(ours), ours.at, say(theirs), theirs.at, newer.side if newer else "")
    return found


def _accepted(pair: Pair) -> list[Any]:
    said = texts.of_drifts([pair.drift])
    lines = [difference_words.field_line(pair.drift, one, {}, {}, said) for one in pair.drift.accepted]
    return [(one.shared.contact, line) for one, line in zip(pair.drift.accepted, lines, strict=True)]


def _wanted(pair: Pair) -> tuple[str, ...]:
    """The captions of fields that differ because a pin or the field policy keeps them apart."""
    counted = {one.shared.contact for one in (*pair.drift.differences, *pair.drift.accepted)}
    names = differing(pair.circle.hub, pair.link.partner, pair.link.kind)
    return captions(tuple(name for name in names if name not in counted))


def _button(comparison: Comparison) -> str:
    total = comparison.total
    if not total:
        return pgettext("action", "Save")
    return ngettext("Update %(count)s value", "Update %(count)s values", total) % {"count": total}
