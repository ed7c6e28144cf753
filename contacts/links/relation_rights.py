"""Who may link, end and pause what in the admin: the same as on the pages of links (decisions H4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from contacts.links import offers
from contacts.links.kinds import all_kinds
from contacts.links.offers import kind_in, to_end_of
from crm.kit.permissions import require

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from crm.kit.permissions import Needs, User

    ModelAdmin = admin.ModelAdmin[Any]  # mixed into the admin of relations
else:
    ModelAdmin = admin.ModelAdmin


def require_all(user: User, needs: Needs) -> None:
    """Raise PermissionDenied, saying what is missing, unless the user may do all of that."""
    for verb, model in needs:
        require(user, verb, model)


class RelationRights(ModelAdmin):
    """A link belongs to both sides: who may not write the partner neither makes, ends nor pauses it."""

    def kinds_to_link(self, request: HttpRequest) -> list[str]:
        """The kinds whose records the user may link to a contact."""
        return [kind.name for kind in all_kinds() if offers.allows(request.user, offers.to_link(kind))]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A relation is made on a contact, so that must be theirs to change."""
        return super().has_add_permission(request) and offers.allows(request.user, offers.TO_ADD)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only who may write both sides pauses and resumes a link."""
        allowed = super().has_change_permission(request, obj)
        kind = kind_in(obj) if obj is not None else None
        return allowed and (kind is None or offers.allows(request.user, offers.to_pause(kind)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only who may write both sides ends a link."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or offers.allows(request.user, to_end_of(obj)))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A partner that was not offered is refused, not passed over."""
        for kind in all_kinds():
            if request.POST.get(kind.name):
                require_all(request.user, offers.to_link(kind))
        return super().add_view(request, form_url, extra_context)
