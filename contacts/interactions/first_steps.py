"""Assisted Setup: what is recorded by itself, and as what (F10)."""

from __future__ import annotations

from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.interactions.models import InteractionTemplate, InteractionTemplateSetup
from crm.kit.addresses import page_url
from crm.kit.permissions import name_of
from setup.assisted.steps import Seen, Step, register_step, seen


def register() -> None:
    """Documents and e-mails are recorded as soon as their events have templates."""
    register_step(Step(
        "interactions", 90, _("Interaction templates"),
        _("With a template for an event, what you print and send is recorded by itself."), 5,
        look, partial(page_url, InteractionTemplateSetup, "edit", InteractionTemplateSetup.SINGLE),
        name_of("change", InteractionTemplateSetup),
    ))  # fmt: skip


def look() -> Seen:
    """Done where templates exist and some event is recorded. Two queries."""
    setup = InteractionTemplateSetup.current()
    keys = [field for field in InteractionTemplateSetup._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    is_recorded = any(getattr(setup, field.attname) for field in keys)
    return seen(int(InteractionTemplate._base_manager.exists()) + int(is_recorded), 2)
