"""Field policies as a table: every shared field of every kind, what a change means, and then the change (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.links import policy_effects
from contacts.links.kinds import all_kinds
from contacts.links.screens.base import LinkScreen, token_of
from contacts.models import Contact
from contacts.shared_fields import block_columns, shared_blocks
from crm.kit.addresses import page_url
from crm.kit.display import caption
from crm.kit.screens.views import Crumb
from crm.kit.snapshot import packed, unpacked
from setup.models import Direction, FieldPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts.links.kinds import LinkKind
    from contacts.links.policy_effects import Effect, Policies
    from crm.kit.permissions import Needs


class Cell(NamedTuple):
    """How a field travels for a kind; ``options`` is empty where the kind does not share it."""

    name: str
    label: str
    chosen: str
    options: list[tuple[str, str]]
    is_changed: bool


class Line(NamedTuple):
    """A shared field with a cell for each kind."""

    label: str
    cells: list[Cell]


class Block(NamedTuple):
    """Fields under one heading."""

    title: str
    lines: list[Line]


class PolicyTable(LinkScreen):
    """Nothing is changed unless what it means was shown."""

    def needs(self) -> Needs:
        """Rules are for administrators."""
        return ("add", FieldPolicy), ("change", FieldPolicy), ("delete", FieldPolicy)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The rules as they are."""
        standing = policy_effects.standing()
        return self._page(standing, standing)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the chosen rules mean; with the button below that, they are in force."""
        standing, chosen = policy_effects.standing(), self._chosen()
        shown = unpacked(request.POST.get("shown", ""))
        if shown is None or shown != _plain(standing):
            return self._page(standing, standing, is_stale=True)
        if "confirm" not in request.POST or unpacked(request.POST.get("previewed", "")) != _plain(chosen):
            return self._page(standing, chosen)
        return self.once_only(lambda: self._save(standing, chosen))

    def _save(self, standing: Policies, chosen: Policies) -> tuple[str, HttpResponse | None]:
        made = policy_effects.changes(standing, chosen)
        policy_effects.save(made)
        count = len(made)
        said = ngettext("%(count)s rule was changed.", "%(count)s rules were changed.", count)
        messages.success(self.request, said % {"count": count})
        return reverse("links-policies"), None

    def _chosen(self) -> Policies:
        found = {}
        for kind in all_kinds():
            for shared in kind.shared:
                word = self.request.POST.get(_name(kind, shared.contact), "")
                if word in Direction.values and word != Direction.BOTH:
                    found[kind.name, shared.contact] = Direction(word)
        return found

    def _page(self, standing: Policies, chosen: Policies, *, is_stale: bool = False) -> HttpResponse:
        made = policy_effects.changes(standing, chosen)
        title = _("How shared fields travel")
        return self.render(
            "links/policies.html",
            status=409 if is_stale else 200,
            title=title,
            crumbs=[
                Crumb(pgettext("navigation", "Settings"), reverse("settings")),
                Crumb(str(FieldPolicy._meta.verbose_name_plural), page_url(FieldPolicy, "list")),
                Crumb(title),
            ],
            kinds=[kind.title for kind in all_kinds()],
            blocks=list(_blocks(standing, chosen)),
            effects=[_told(one) for one in policy_effects.effects(made, chosen)],
            is_stale=is_stale,
            shown=packed(_plain(standing)),
            previewed=packed(_plain(chosen)),
            meanings=[(Direction(way).label, _meaning(Direction(way))) for way in Direction.values],
            token=token_of(self.request),
            rules_url=page_url(FieldPolicy, "list"),
        )


def _blocks(standing: Policies, chosen: Policies) -> Iterator[Block]:
    """Every shared field once, block by block."""
    renamed = tuple(dict.fromkeys(one.contact for kind in all_kinds() for one in kind.renamed))
    titles: dict[str, tuple[str, ...]] = {}
    for kind in all_kinds():
        for block in shared_blocks(Contact, kind.model):
            titles.setdefault(str(block.block_title), tuple(block_columns(block)))
    for title, names in [*titles.items(), *(((pgettext("section", "Type"), renamed),) if renamed else ())]:
        yield Block(title, [_line(name, standing, chosen) for name in names])


def _line(name: str, standing: Policies, chosen: Policies) -> Line:
    label = caption(Contact, name)
    return Line(label, [_cell(kind, name, label, standing, chosen) for kind in all_kinds()])


def _cell(kind: LinkKind, name: str, label: str, standing: Policies, chosen: Policies) -> Cell:
    shared, key = kind.by_contact.get(name), (kind.name, name)
    now, was = chosen.get(key, Direction.BOTH), standing.get(key, Direction.BOTH)
    options: list[tuple[str, str]] = []
    if shared is not None and shared.flows is Direction.BOTH:
        options = [(way, str(Direction(way).label)) for way in Direction.values]
    elif shared is not None:
        options = [(Direction.BOTH, str(shared.flows.label)), (Direction.NEVER, str(Direction.NEVER.label))]
    return Cell(_name(kind, name), f"{kind.title}: {label}", now.value, options, now is not was)


def _told(effect: Effect) -> dict[str, Any]:
    """A change in words."""
    change, numbers = effect.change, []
    if effect.stop:
        said = ngettext(
            "%(count)s existing difference no longer counts.",
            "%(count)s existing differences no longer count.",
            effect.stop,
        )
        numbers.append(said % {"count": effect.stop})
    if effect.become:
        said = ngettext(
            "%(count)s pair that differs will count as a difference.",
            "%(count)s pairs that differ will count as differences.",
            effect.become,
        )
        numbers.append(said % {"count": effect.become})
    return {
        "title": f"{change.kind.title} · {caption(Contact, change.shared.contact)}",
        "old": change.old.label,
        "new": change.new.label,
        "meaning": _meaning(change.new),
        "numbers": " ".join(numbers) or _("No existing pair is affected."),
    }


def _meaning(way: Direction) -> str:
    return {
        Direction.BOTH: _("From now on a change on either card reaches the other."),
        Direction.TO_PARTNER: _("From now on a change on the contact reaches the linked record, but not back."),
        Direction.TO_CONTACT: _("From now on a change on the linked record reaches the contact, but not back."),
        Direction.NEVER: _("From now on each card keeps its own value."),
    }[way]


def _name(kind: LinkKind, name: str) -> str:
    return f"{kind.name}-{name}"


def _plain(policies: Policies) -> dict[str, str]:
    return {f"{kind}-{name}": way.value for (kind, name), way in sorted(policies.items())}
