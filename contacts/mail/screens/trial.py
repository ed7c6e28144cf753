"""Sending oneself a test, and seeing what came of it (F10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from contacts.mail import outbox, words
from contacts.mail.checks import is_ready, no_server
from contacts.mail.models import Message
from contacts.mail.sending import TRIAL
from crm.kit.addresses import card_url
from crm.kit.permissions import require
from crm.kit.refusal import Refused
from crm.kit.screens.views import Crumb
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Trial(View):
    """For who sets the house up and may write e-mails."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        require(request.user, "change", MarketingSetup)
        require(request.user, "add", Message)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Where to, and what became of the last test."""
        return self._page(str(getattr(request.user, "email", "")))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The test waits in the outbox."""
        to = request.POST.get("to", "")
        try:
            outbox.post_trial(to)
        except Refused as refused:
            return self._page(to, refused.sentence)
        messages.success(request, _("The test is on its way."))
        return HttpResponseRedirect(reverse("mail-trial"))

    def _page(self, to: str, refused: str = "") -> HttpResponse:
        user: User = self.request.user  # type: ignore[assignment]  # the frame lets nobody else in
        last = Message._base_manager.filter(event=TRIAL, user=user).order_by("-pk").first()
        title = _("Send yourself a test")
        way = [
            Crumb(pgettext("navigation", "Settings"), reverse("settings")),
            Crumb(pgettext("navigation", "Assisted Setup"), reverse("assisted")),
            Crumb(title),
        ]
        context = {
            "title": title,
            "crumbs": way,
            "to": to,
            "refused": refused,
            "no_server": "" if is_ready() else no_server(),
            "last": last,
            "outcome": words.outcome(last) if last is not None else "",
            "last_url": card_url(last) if last is not None else "",
        }
        return TemplateResponse(self.request, "mail/trial.html", context)
