"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator

from crm.access.credentials import SignInForm
from crm.access.sessions import begin, seconds_left, stay
from crm.kit.screens.typed import unpacked


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Leads to the page that was asked for, or back to the form that was being filled in."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """A page that signs in again is told, also where somebody has done so already."""
        self.redirect_authenticated_user = not self._is_asked_by_page
        return super().dispatch(request, *args, **options)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in. What had been typed is given back to whoever typed it (N19)."""
        answer = super().form_valid(form)
        begin(self.request)
        if self._is_asked_by_page:
            told = {"user": self.request.user.pk, "csrf": get_token(self.request), "left": seconds_left(self.request)}
            return JsonResponse(told)
        typed = unpacked(self.request.POST.get("kept", ""))
        if typed is None or not typed.is_by(self.request.user):
            return answer
        return render(self.request, "registration/kept.html", {"typed": typed})

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Says what is wrong; what had been typed stays."""
        if self._is_asked_by_page:
            return JsonResponse({"error": " ".join(str(error) for errors in form.errors.values() for error in errors)})
        return super().form_invalid(form)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """Also what had been typed, and whether a session came to its end."""
        kept = self.request.POST.get("kept", "")
        return super().get_context_data(**options) | {"kept": kept, "is_expired": bool(kept)}

    @property
    def _is_asked_by_page(self) -> bool:
        return self.request.headers.get("Accept") == "application/json" or self._is_over_page

    @property
    def _is_over_page(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    def get_template_names(self) -> list[str]:
        """The whole page, or what stands over the page that was being worked on."""
        return ["registration/again.html"] if self._is_over_page else super().get_template_names()


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("stay/", stay, name="stay"),
]
