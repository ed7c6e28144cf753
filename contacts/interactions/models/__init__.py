"""Templates and the log."""

from contacts.interactions.models.entries import Evaluation, Interaction, InteractionComment
from contacts.interactions.models.files import Attachment
from contacts.interactions.models.templates import (
    EVENTS,
    Flow,
    Initiator,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)

__all__ = [
    "EVENTS",
    "Attachment",
    "Evaluation",
    "Flow",
    "Initiator",
    "Interaction",
    "InteractionComment",
    "InteractionGroup",
    "InteractionTemplate",
    "InteractionTemplateSetup",
]
