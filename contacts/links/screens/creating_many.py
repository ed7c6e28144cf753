"""Create as, for many: partners made of the contacts that were ticked in their list (P10, F2, R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links import creating, heirs, offers
from contacts.links.bulk_creating import without_contact
from contacts.links.kinds import all_kinds
from contacts.links.screens.creating import Alike
from contacts.links.suggesting import partners_like
from contacts.links.words import words_of
from contacts.models import Contact, ContactType
from crm.kit import notices
from crm.kit.cards import BulkAction, Page, register_bulk_action, register_page
from crm.kit.display import linked
from crm.kit.permissions import name_of, require
from crm.kit.refusal import Refused, sentence_of
from crm.kit.screens import once
from crm.kit.screens.picking import PickingView
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models
    from django.utils.safestring import SafeString

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord


class Outlook(NamedTuple):
    """Of whom a partner would be made; who is probably one already; and who can be none, with the reason."""

    made: list[Contact]
    alike: list[tuple[SafeString, Alike]]
    refused: list[tuple[SafeString, str]]


class Templates(forms.Form):
    """The template for companies and the one for persons, asked for where several fit (C4)."""

    def __init__(self, typed: Any, kind: LinkKind, contacts: Iterable[Contact]) -> None:
        super().__init__(typed)
        self._fitting: dict[str, dict[str, Any]] = {}
        labels = {ContactType.COMPANY: _("Template for companies"), ContactType.PERSON: _("Template for persons")}
        for contact_type, sample in {one.type: one for one in contacts}.items():
            fitting = {one.pk: one for one in creating.templates_for(sample, kind)}
            self._fitting[contact_type] = fitting
            if len(fitting) > 1:
                choices = [("", "—"), *((key, one.title) for key, one in fitting.items())]
                label = labels[ContactType(contact_type)]
                self.fields[f"template_{contact_type}"] = forms.ChoiceField(label=label, choices=choices)

    def of(self, contact: Contact) -> Any | None:
        """The template that was chosen for ``contact``, or the only one that fits."""
        fitting = self._fitting[contact.type]
        if len(fitting) > 1:
            return fitting[self.cleaned_data[f"template_{contact.type}"]]
        return next(iter(fitting.values()), None)


class CreateManyScreen(PickingView):
    """What would be made, and of whom not, before anything is; then all in one gesture, undone as one.

    A contact that cannot become a partner of the kind is left out with the reason, one that probably is one already
    with the way to link them. Six queries for each contact; at most ``most`` at once, as each is
    compared with the partners that exist.
    """

    most = 100

    kind: LinkKind = None  # type: ignore[assignment]  # given by register_kinds

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        for verb, model in offers.to_create_partner(self.kind):
            require(request.user, verb, model)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Of whom a partner would be made."""
        if objection := self.objection():
            messages.warning(request, objection)
            return HttpResponseRedirect(self.list_url)
        return self._page(self._outlook(), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The partners exist, linked, once; those that are refused meanwhile are named."""
        if self.objection():
            return self.get(request)
        with unit():
            token = request.POST.get("token", "")
            url = once.result_of(request, token)
            if not url:
                outlook = self._outlook()
                form = Templates(request.POST, self.kind, outlook.made)
                if not form.is_valid():
                    return self._page(outlook, form)
                self._create(outlook.made, form)
                url = self.list_url
                once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def rows(self) -> models.QuerySet[Contact]:
        """Contacts with their companies."""
        return Contact.objects.select_related("company")

    @property
    def _owners(self) -> list[Contact]:
        """Whom partners are made of: the company of each person that has one, each but once."""
        return list({owner.pk: owner for owner in map(creating.owner_of, self.records)}.values())

    def _outlook(self) -> Outlook:
        found = Outlook([], [], [])
        free = without_contact(self.kind.model._default_manager.all())
        for contact in self._owners:
            try:
                creating.draft_partner(contact, self.kind)
            except Refused as refused:
                found.refused.append((linked(contact), refused.sentence))
                continue
            like = next(iter(partners_like(contact, self.kind, free)), None)
            if like is None:
                found.made.append(contact)
            else:
                url = offers.decide_url(contact, like.record, self.kind)
                found.alike.append((linked(contact), Alike(like.record, ", ".join(like.reasons), url)))
        return found

    def _create(self, contacts: list[Contact], form: Templates) -> None:
        done: list[SharingRecord] = []
        told: list[str] = []
        for contact in contacts:
            try:
                with unit(savepoint=True):
                    done.append(creating.create_partner(contact, self.kind, form.of(contact)).record)
                    told += heirs.give_chosen(contact, self.kind, self.request)
            except (Refused, ValidationError) as objection:
                messages.warning(self.request, f"{contact.title}: {sentence_of(objection)}")
        if done:
            said = ngettext("%(count)s record was created.", "%(count)s records were created.", len(done))
            messages.success(self.request, notices.named(said % {"count": len(done)}, done))
        for sentence in told:
            messages.info(self.request, sentence)

    def _page(self, outlook: Outlook, form: Templates | None) -> HttpResponse:
        heading = str(words_of(self.kind).create)
        return self.render(
            "links/create_many.html",
            title=self.screens.title,
            heading=heading,
            crumbs=self.crumbs(None, heading),
            words=self.picked.words,
            number=len(self._owners),
            form=form or Templates(None, self.kind, outlook.made),
            made=[linked(one) for one in outlook.made],
            heirlooms=heirs.asked(outlook.made, self.kind, self.request),
            outlook=outlook,
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=self.list_url,
        )


def register_kinds() -> None:
    """The list of contacts offers to make partners of its rows, of each kind that has templates."""
    for order, kind in enumerate((one for one in all_kinds() if one.templates is not None), 30):
        path = f"create-as-{kind.name}"
        register_page(Contact, Page(path, type(f"{path}-screen", (CreateManyScreen,), {"kind": kind}), of_list=True))
        register_bulk_action(Contact, BulkAction(words_of(kind).create, path, name_of("add", kind.model), order))
