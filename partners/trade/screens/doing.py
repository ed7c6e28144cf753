"""The page of a deed: first what will happen, then the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from contacts.links.kinds import kind_named
from crm.kit import notices
from crm.kit.addresses import card_url, page_url
from crm.kit.cards import Action, Page
from crm.kit.permissions import Verb, name_of, require
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit
from partners.trade import copying, flow
from partners.trade.models import MODELS, Document

if TYPE_CHECKING:
    from django import forms

    from partners.trade.screens.deeds import Deed


class DeedScreen(ScreenView):
    """What will happen, what is to be said before, and the button that lets it."""

    verb: ClassVar[Verb] = "change"
    deed: Deed = None  # type: ignore[assignment]  # given by as_view

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What will happen."""
        return self._page(self._document(key), self._form())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """It has happened, once."""
        document, form = self._document(key), self._form(request.POST)
        if form is not None and not form.is_valid():
            return self._page(document, form)
        token = request.POST.get("token", "")
        try:
            with unit():
                url = once.result_of(request, token)
                if not url:
                    url = self._do(document, form.cleaned_data if form is not None else {})
                    once.remember(request, token, url)
        except Refused as refused:
            return self._page(document, form, refused)
        return HttpResponseRedirect(url)

    def _form(self, data: Any = None) -> forms.Form | None:
        return self.deed.form(data) if self.deed.form is not None else None

    def _document(self, key: str) -> Document:
        document = self.record_of(key)
        assert isinstance(document, Document)
        if self.deed.makes:
            require(self.request.user, "add", _made(self.deed, document))
        return document

    def _do(self, document: Document, typed: dict[str, Any]) -> str:
        ticked = {choice.name: True for choice in self.deed.choices(document) if choice.name in self.request.POST}
        if "create" in ticked or self.deed.act is flow.create_party:
            require(self.request.user, "add", kind_named(document.nature.party).model)
        done = self.deed.act(document, **ticked, **typed)
        said = self.deed.said(document, done)
        messages.success(self.request, notices.followed(self.request, said, [done, document]))
        return card_url(done)

    def _ticked(self, document: Document) -> set[str]:
        """What is ticked: as it was sent, else as it is proposed."""
        if self.request.method == "POST":
            return set(self.request.POST)
        return {choice.name for choice in self.deed.choices(document) if choice.is_ticked}

    def _page(self, document: Document, form: forms.Form | None, failed: Refused | None = None) -> HttpResponse:
        barred = self.deed.obstacle(document)
        refused = failed or barred
        ways = [(str(refused.record), card_url(refused.record))] if refused is not None and refused.record else []
        if refused is not None and form is not None and refused.field in form.fields:
            form.add_error(refused.field, refused.sentence)
        return self.render(
            "trade/deed.html",
            status=409 if failed is not None else 200,
            title=document.title,
            heading=self.deed.label,
            crumbs=self.crumbs(document, str(self.deed.label)),
            deed=self.deed,
            form=form,
            rows=self.deed.rows(document),
            choices=self.deed.choices(document),
            ticked=self._ticked(document),
            refused=refused,
            is_barred=barred is not None,
            ways=[way for way in ways if way[1]],
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(document),
        )


def page_of(deed: Deed) -> Page:
    """The page of ``deed``."""
    return Page(deed.path, type(f"{deed.path}-screen", (DeedScreen,), {"deed": deed}))


def action_of(deed: Deed, model: type[Document]) -> Action:
    """The button on the card that leads there."""
    return Action(
        deed.label,
        lambda document: page_url(model, deed.path, document.pk),
        permission=name_of("change", model),
        order=deed.order,
        when=deed.when,
        keys=deed.keys,
        is_next=deed.is_next,
        stands_out=deed.path == "copy",
    )


def _made(deed: Deed, document: Document) -> type[Document]:
    becomes = document.nature.becomes
    return MODELS[becomes] if becomes is not None and deed.act is not copying.copy else type(document)
