"""Choosing a password by a link that an administrator handed over; it works once, for a few days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy

from crm.access.keeping import note_password
from crm.kit.context import Door, gesture
from crm.kit.unit import unit

if TYPE_CHECKING:
    from django.http import HttpResponse


class SetPassword(PasswordResetConfirmView):
    """The password is chosen, the user signed in, and the history knows of it."""

    template_name = "access/set_password.html"
    success_url = reverse_lazy("home")
    post_reset_login = True

    def form_valid(self, form: Any) -> HttpResponse:
        """The user did it, who is not signed in yet."""
        user = self.user
        assert user is not None  # the link is valid
        with gesture(actor=user, door=Door.FORM), unit():
            note_password(user)
            return super().form_valid(form)
