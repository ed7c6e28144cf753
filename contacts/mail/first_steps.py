"""Assisted Setup: whether e-mails leave (F10)."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.mail.checks import is_ready
from contacts.mail.models import Message, State
from crm.kit.permissions import name_of
from setup.assisted import steps
from setup.assisted.steps import Seen, Step, register_step, seen


def register() -> None:
    """It comes before what is sent."""
    register_step(Step(
        "mail", 100, _("E-mail sending"),
        _("Quotes and orders leave by e-mail; send yourself a test first."), 5,
        look, partial(reverse, "mail-trial"), name_of("add", Message),
    ))  # fmt: skip


def look() -> Seen:
    """Begun with a mail server, done once an e-mail was sent. One query."""
    if not is_ready():
        return Seen(steps.State.TO_DO)
    return seen(1 + int(Message._base_manager.filter(state=State.SENT).exists()), 2)
