"""Templates of interactions, and a setup that records everything."""

from __future__ import annotations

from typing import Any

from contacts.interactions.models import EVENTS, InteractionGroup, InteractionTemplate, InteractionTemplateSetup


def template(code: str = "SALES", **values: Any) -> InteractionTemplate:
    """A template of a group of its own."""
    group, _new = InteractionGroup.objects.get_or_create(code=f"G-{code}")
    made = InteractionTemplate(code=code, description=f"{code.capitalize()} interaction", group=group, **values)
    made.save()
    return made


def record_everything(made: InteractionTemplate | None = None) -> InteractionTemplateSetup:
    """Every event is recorded as the same sort."""
    chosen = made or template()
    setup = InteractionTemplateSetup.current()
    for event in EVENTS:
        setattr(setup, event, chosen)
    setup.save()
    return setup
