"""The form with which one signs in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.access import throttle

if TYPE_CHECKING:
    from datetime import timedelta


class SignInForm(AuthenticationForm):
    """User name or e-mail, and password. One message for all that can be wrong, and one for who has to wait."""

    error_messages = {
        "invalid_login": _("User name or password is not right. Check capitals and try again."),
        "inactive": _("User name or password is not right. Check capitals and try again."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].label = _("User name or e-mail")
        self.fields["password"].widget.attrs["data-shows"] = "yes"

    def clean_username(self) -> str:
        """The user name that belongs to an e-mail address, where exactly one does."""
        typed: str = self.cleaned_data["username"]
        if "@" not in typed:
            return typed
        users = get_user_model()._default_manager.filter(email__iexact=typed).values_list("username", flat=True)[:2]
        return users[0] if len(users) == 1 else typed

    def clean(self) -> dict[str, Any]:
        """The user and the password fit; after several failures nobody is asked for a while."""
        name = self.cleaned_data.get("username")
        if not name:
            return super().clean()
        if wait := throttle.waiting(name):
            raise locked(wait)
        try:
            cleaned = super().clean()
        except ValidationError as error:
            if wait := throttle.failed(name):
                raise locked(wait) from error
            raise
        throttle.succeeded(name)
        return cleaned


def locked(wait: timedelta) -> ValidationError:
    """Says how long to wait."""
    minutes = math.ceil(wait.total_seconds() / 60)
    sentence = ngettext(
        "Too many attempts. Wait %(count)s minute and try again.",
        "Too many attempts. Wait %(count)s minutes and try again.",
        minutes,
    )
    return ValidationError(sentence % {"count": minutes}, code="locked")
