"""Relations that stand: remove, pause, resume; and a plain relation, which links to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.links import linking, offers
from contacts.links.circle import Link, link_from
from contacts.links.forms import PlainRelationForm
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.screens.base import LinkScreen, address_of, token_of
from contacts.links.standing import captions
from contacts.models import Contact
from crm.kit import notices
from crm.kit.display import caption, linked
from crm.kit.screens import once
from crm.kit.sentences import one_stop
from crm.kit.unit import unit

if TYPE_CHECKING:
    from crm.kit.permissions import Needs


class RelationScreen(LinkScreen):
    """A page about one relation."""

    relation: ContactBusinessRelation
    link: Link | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Nothing is known of the relation before somebody may know it."""
        super().setup(request, *args, **kwargs)
        self.link = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the relation, then refuse who may not."""
        found = ContactBusinessRelation.objects.with_partners().select_related("business_relation")
        relation = found.filter(pk=kwargs["key"]).first()
        if relation is None:
            return self._gone()
        self.relation = relation
        if any(getattr(relation, f"{kind.name}_id") is not None for kind in all_kinds()):
            self.link = link_from(relation)
        return super().dispatch(request, *args, **kwargs)

    def _gone(self) -> HttpResponseBase:
        """A form that is sent a second time finds nothing to do: it goes where the first one went."""
        with unit():
            url = once.result_of(self.request, self.request.POST.get("token", ""))
        if not url:
            raise Http404(_("This relation was removed already."))
        return HttpResponseRedirect(url)

    @property
    def back_url(self) -> str:
        """The card one came from."""
        asked = self.request.POST.get("side") or self.request.GET.get("side")
        if asked == "partner" and self.link is not None:
            return address_of(self.link.partner)
        return address_of(self.relation.contact)


class RemoveRelation(RelationScreen):
    """First what stops being kept in step, then the button (L3)."""

    def needs(self) -> Needs:
        """A link belongs to both sides."""
        return offers.to_end(self.link.kind if self.link is not None else None)

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """What removing means."""
        relation, link = self.relation, self.link
        heading = pgettext("action", "Remove Link") if link is not None else _("Remove relation")
        shared = [caption(Contact, one.contact) for one in link.kind.shared] if link is not None else []
        return self.render(
            "links/remove.html",
            title=relation.contact.title,
            heading=heading,
            crumbs=self.crumbs(relation.contact, heading),
            relation=relation,
            contact_link=linked(relation.contact),
            partner_link=linked(link.partner) if link is not None else "",
            shared=shared,
            side=request.GET.get("side", ""),
            token=token_of(request),
            cancel_url=self.back_url,
        )

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """The relation is gone; both records keep their values."""
        return self.once_only(self._remove)

    def _remove(self) -> tuple[str, HttpResponse | None]:
        url = self.back_url
        messages.success(self.request, self._said())
        linking.unlink(self.relation)
        return url, None

    def _said(self) -> str:
        if self.link is None:
            return _("The business relation %(code)s was removed.") % {"code": self.relation.business_relation_id}
        sentence = _("The link was removed. Both records keep their values.")
        return notices.named(sentence, [self.relation.contact, self.link.partner])


class PauseLink(RelationScreen):
    """Nothing travels over the link until it is resumed (S5)."""

    http_method_names = ["post", "options"]

    def needs(self) -> Needs:
        """A link belongs to both sides; a plain relation cannot be paused."""
        if self.link is None:
            raise Http404(_("There is no page at this address."))
        return offers.to_pause(self.link.kind)

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """It is done, once."""
        return self.once_only(lambda: (self.turn(), None))

    def turn(self) -> str:
        """The link is paused; where to go then."""
        linking.pause(self.relation)
        messages.success(self.request, _("The link is paused: changes stay on the card on which they are made."))
        return self.back_url


class ResumeLink(PauseLink):
    """Values travel again from now on."""

    def turn(self) -> str:
        """The link is live; what differs is named and stays as it is (S4), on a page that settles it."""
        names = linking.resume(self.relation)
        messages.success(self.request, _("The link is live again."))
        if names:
            sentence = ngettext(
                "%(count)s field differs and stays as it is: %(fields)s.",
                "%(count)s fields differ and stay as they are: %(fields)s.",
                len(names),
            )
            said = sentence % {"count": len(names), "fields": ", ".join(captions(names))}
            messages.warning(self.request, one_stop(said))
            return offers.resolve_url(self.relation.pk)
        return self.back_url


class AddRelation(LinkScreen):
    """A plain relation: prospect, lawyer, competitor."""

    def needs(self) -> Needs:
        """It is the contact's own."""
        return offers.TO_ADD

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The codes the contact does not have yet."""
        contact = self.contact_at(key)
        return self._page(contact, PlainRelationForm(contact))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """The relation stands."""
        contact = self.contact_at(key)
        return self.once_only(lambda: self._add(contact, PlainRelationForm(contact, request.POST)))

    def _add(self, contact: Contact, form: PlainRelationForm) -> tuple[str, HttpResponse | None]:
        if not form.is_valid():
            return "", self._page(contact, form)
        code = form.cleaned_data["code"]
        ContactBusinessRelation(contact=contact, business_relation_id=code).save()
        messages.success(self.request, _("The business relation %(code)s was added.") % {"code": code})
        return address_of(contact), None

    def _page(self, contact: Contact, form: PlainRelationForm) -> HttpResponse:
        heading = _("Add business relation")
        return self.render(
            "links/add_relation.html",
            title=contact.title,
            heading=heading,
            crumbs=self.crumbs(contact, heading),
            record=contact,
            form=form,
            token=token_of(self.request),
            cancel_url=address_of(contact),
        )
