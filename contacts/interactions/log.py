"""The one way into the log: whatever happened, it is written here (b.1, T5, T6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contacts.interactions.models import EVENTS, Interaction, InteractionTemplate, InteractionTemplateSetup
from contacts.models import Contact
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment

SHORT = Interaction._meta.get_field("description").max_length


def template_for(event: str) -> InteractionTemplate | None:
    """As what ``event`` is recorded; ``None`` where it is not. Raises KeyError for what never is."""
    if event not in EVENTS:
        raise KeyError(event)
    template: InteractionTemplate | None = getattr(InteractionTemplateSetup.current(), event)
    return template


def log_event(
    event: str, contact: Contact | None, *, description: str = "", attachment: Attachment | None = None, **values: Any
) -> Interaction | None:
    """The entry that says that ``event`` happened with ``contact``; ``None`` where it is not recorded (b.1).

    Nothing is recorded without a template for that kind of event, and without a contact. ``values`` are further columns
    of the entry. A contact blocked for privacy is recorded all the same: what was done was done.
    """
    template = template_for(event)
    if template is None or contact is None:
        return None
    return log(template, contact, event=event, description=description, attachment=attachment, **values)


def log(template: InteractionTemplate, contact: Contact, *, description: str = "", **values: Any) -> Interaction:
    """The entry, saved: of today and now, by the gesture's user, all else from ``values``, then from the template."""
    entry = Interaction(contact=contact, template=template, description=description[:SHORT], **values)
    entry.save()
    return entry


def check_contact(contact: Contact) -> None:
    """Raise Refused where nothing new may be begun with ``contact`` (H5)."""
    if contact.privacy_blocked:
        sentence = _("Contact %(contact)s is blocked for privacy and cannot be used.")
        raise Refused(sentence % {"contact": contact.title}, field="contact", record=contact)
