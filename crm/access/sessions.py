"""When a session ends: warned of before, and nothing typed is lost by it (M12, P02)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from crm.access.credentials import SignInForm
from crm.kit.screens.edit import FormScreen
from crm.kit.screens.typed import packed, typed_into

if TYPE_CHECKING:
    from crm.kit.screens.typed import Typed

ENDS = "ends"
"""The name in the session of the second in which it ends. Sessions that do not say so end as Django says."""


def begin(request: HttpRequest) -> None:
    """The session lasts from now on as long as a new one."""
    request.session[ENDS] = int(time.time()) + settings.SESSION_COOKIE_AGE


def seconds_left(request: HttpRequest) -> int | None:
    """How long the session still lasts; ``None`` where it does not say."""
    ends = request.session.get(ENDS)
    return None if ends is None else int(ends - time.time())


@require_http_methods(["GET", "POST"])
def stay(request: HttpRequest) -> JsonResponse:
    """How long the session lasts; asked to, it is made to last as long as a new one."""
    if request.method == "POST":
        begin(request)
    return JsonResponse({"left": seconds_left(request)})


class SignedInMiddleware(LoginRequiredMiddleware):
    """Nobody gets in without signing in. Whoever works goes on being signed in; who does not is signed out in time.

    A session is written anew at most once in half its time. What pages ask by themselves does not count as work.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Sign out where the time is up, renew where half of it is gone; then refuse who is not signed in."""
        left = seconds_left(request) if request.user.is_authenticated else None
        if left is not None and left <= 0:
            logout(request)
        elif left is not None and left < settings.SESSION_COOKIE_AGE // 2 and not is_from_script(request):
            begin(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """To the sign-in page, which keeps what was typed; a script is told, and shows that over its page."""
        if is_from_script(request):
            return JsonResponse({"expired": True}, status=401)
        typed = typed_into_form(request, view_func)
        if typed is not None:
            return sign_in_again(request, typed)
        return super().handle_no_permission(request, view_func)


def is_from_script(request: HttpRequest) -> bool:
    """A script of ours asks, not somebody who goes to another page."""
    asked = request.headers
    return asked.get("HX-Request") == "true" or asked.get("Sec-Fetch-Dest") == "empty"


def typed_into_form(request: HttpRequest, view_func: Callable[..., Any]) -> Typed | None:
    """What was typed into a form of a record; of other forms nothing is kept, because sending them again acts."""
    view = getattr(view_func, "view_class", None)
    is_form = request.method == "POST" and isinstance(view, type) and issubclass(view, FormScreen)
    return typed_into(request) if is_form else None


def sign_in_again(request: HttpRequest, typed: Typed) -> HttpResponse:
    """The sign-in page, holding what was typed without showing it."""
    known = {"form": SignInForm(request), "next": typed.path, "kept": packed(typed), "is_expired": True}
    return render(request, "registration/login.html", known, status=401)
