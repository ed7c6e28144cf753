"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name or e-mail, and password. One message for all that can be wrong."""

    error_messages = {
        "invalid_login": _("User name or password is not right. Check capitals and try again."),
        "inactive": _("User name or password is not right. Check capitals and try again."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].label = _("User name or e-mail")

    def clean_username(self) -> str:
        """The user name that belongs to an e-mail address, where exactly one does."""
        typed: str = self.cleaned_data["username"]
        if "@" not in typed:
            return typed
        users = get_user_model()._default_manager.filter(email__iexact=typed).values_list("username", flat=True)[:2]
        return users[0] if len(users) == 1 else typed


class SignIn(LoginView):
    """Leads to the page that was asked for."""

    authentication_form = SignInForm
    redirect_authenticated_user = True


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]
