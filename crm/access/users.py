"""The pages of users for administrators: who there is, what they may do, and how they get in (P66)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from crm.access import keeping, role_words
from crm.access.forms import UserForm
from crm.access.retold import retold
from crm.kit.permissions import Verb, may, require
from crm.kit.screens.conflicts import meetings
from crm.kit.screens.refreshing import bring_in
from crm.kit.screens.views import Crumb
from crm.kit.unit import unit
from setup.models import Salesperson

if TYPE_CHECKING:
    from collections.abc import Iterable

LINK = "password_link"


class Line(NamedTuple):
    """A user as the list shows it; ``sellers`` are the salespeople with the same mailbox."""

    user: User
    name: str
    url: str
    roles: list[str]
    sellers: str
    is_me: bool


class UserView(View):
    """A page about users; refused without the permission for ``verb``."""

    verb: ClassVar[Verb] = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not, saying what is missing."""
        require(request.user, self.verb, User)
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, *last: Crumb, **context: Any) -> TemplateResponse:
        """The page, with the way to it and what one may do."""
        me = self.request.user
        known = {
            "crumbs": [
                Crumb(pgettext("navigation", "Settings"), reverse("settings")),
                Crumb(_("Users"), reverse("users")),
                *last,
            ],
            "may_add": may(me, "add", User),
            "may_change": may(me, "change", User),
            "heads": [role_words.title_of(name) for name in keeping.NAMES],
            "table": role_words.table(),
        }
        return TemplateResponse(self.request, template, known | context)


class UserList(UserView):
    """Everybody, those who may sign in first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, and below it what each role may do. Three queries."""
        users = list(
            User.objects.prefetch_related("groups").order_by("-is_active", "first_name", "last_name", "username")
        )
        return self.render(
            "access/users.html",
            title=_("Users"),
            lines=_lines(users, request.user),
        )


class NewUser(UserView):
    """Somebody new, who then gets a link to choose a password."""

    verb = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._page(UserForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The user exists, and the next page shows the link."""
        form = UserForm(request.POST)
        if form.is_valid() and form.keep(_signed_in(request)):
            _remember_link(request, form.instance)
            return HttpResponseRedirect(_url(form.instance))
        return self._page(form)

    def _page(self, form: UserForm) -> HttpResponse:
        return self.render(
            "access/user_form.html", Crumb(_("New user")), title=_("New user"), form=form, cancel_url=reverse("users")
        )


class UserCard(UserView):
    """One user: who it is, the roles, what changed about it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The card; once after it was made, the link to choose a password."""
        user = get_object_or_404(User, pk=key)
        (line,) = _lines([user], request.user)
        kept = request.session.get(LINK, {})
        link = request.session.pop(LINK)["url"] if kept.get("user") == user.pk else ""
        return self.render(
            "access/user.html",
            Crumb(line.name),
            title=line.name,
            line=line,
            link=link,
            can_keep=keeping.may_keep(_signed_in(request), user),
            told=retold(user, request.user),
        )


class EditUser(UserView):
    """What is known of a user, and what that user may do."""

    verb = "change"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form."""
        return self._page(UserForm(instance=get_object_or_404(User, pk=key)))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """The user holds what was typed, read in the transaction that writes it."""
        with unit():
            form = UserForm(request.POST, instance=get_object_or_404(User.objects.select_for_update(), pk=key))
            if form.is_valid() and not form.conflicts and form.keep(_signed_in(request)):
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(_url(form.instance))
        return self._page(form)

    def _page(self, form: UserForm) -> HttpResponse:
        user = User.objects.get(pk=form.instance.pk)
        url, name = _url(user), _name(user)
        last = Crumb(name, url), Crumb(pgettext("action", "Edit"))
        met = meetings([form])
        if met is not None:
            bring_in([form])
        page = self.render("access/user_form.html", *last, title=name, form=form, cancel_url=url, meetings=met)
        page.status_code = 409 if form.conflicts or form.is_incomplete else 200
        return page


class PasswordLink(UserView):
    """A new link for somebody who lost the password: the old password works until the link is used."""

    verb = "change"

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """Nothing is made by looking."""
        return HttpResponseRedirect(reverse("user", args=[key]))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """The card shows the link, once."""
        user = get_object_or_404(User, pk=key, is_active=True)
        if not keeping.may_keep(_signed_in(request), user):
            messages.error(
                request, _("This user may do everything without any role: only somebody like that can change it.")
            )
        else:
            _remember_link(request, user)
        return HttpResponseRedirect(_url(user))


def _remember_link(request: HttpRequest, user: User) -> None:
    args = [urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)]
    request.session[LINK] = {"user": user.pk, "url": request.build_absolute_uri(reverse("set-password", args=args))}


def _lines(users: Iterable[User], me: Any) -> list[Line]:
    mailboxes: dict[str, list[str]] = {}
    for code, email in Salesperson._base_manager.exclude(email="").values_list("code", "email"):
        mailboxes.setdefault(email.lower(), []).append(code)
    return [
        Line(
            user,
            _name(user),
            _url(user),
            [role_words.title_of(name) for name in keeping.roles_of(user)],
            ", ".join(mailboxes.get(user.email.lower(), ())),
            user.pk == me.pk,
        )
        for user in users
    ]


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _url(user: User) -> str:
    return reverse("user", args=[user.pk])


def _signed_in(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # the frame lets nobody else in
    return user
