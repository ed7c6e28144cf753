"""Assisted Setup: who works here (F10)."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.kit.permissions import name_of
from setup.assisted.steps import Seen, Step, register_step, seen


def register() -> None:
    """It is the second step."""
    register_step(Step(
        "users", 20, _("Users and their languages"),
        _("Everybody signs in with a name, a role and a language; so the history knows who did what."), 3,
        look, partial(reverse, "users"), name_of("add", User),
    ))  # fmt: skip


def look() -> Seen:
    """Done where somebody besides the first administrator may sign in. One query."""
    count = User.objects.filter(is_active=True).count()
    words = ngettext("%(count)s user", "%(count)s users", count) % {"count": count}
    return seen(max(count - 1, 0), 1, words)
