"""What a change of a contact means for its interactions (a.13)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext as _

from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.models import before_write
from crm.kit.refusal import Refused


def connect() -> None:
    """Contacts are watched."""
    before_write.connect(keep_type, sender=Contact, dispatch_uid="interactions.keep_type")
    post_save.connect(leave_behind, sender=Contact, dispatch_uid="interactions.leave_behind")


def keep_type(instance: Contact, **_options: Any) -> None:
    """A contact that has entries stays what it is: their company follows from its type. Raises Refused."""
    if "type" not in instance.diff or instance.stored is None:
        return
    if Interaction.objects.of(instance.stored).exists():
        sentence = _("The type of %(contact)s cannot be changed: interactions were recorded with it.")
        raise Refused(sentence % {"contact": instance.stored.title}, field="type", record=instance)


def leave_behind(instance: Contact, created: bool, raw: bool, **_options: Any) -> None:
    """The entries of a person that leaves its company stay there; one that had none brings its own along.

    One query, and one statement for all of them. The name of the person stays on them.
    """
    if created or raw or "company" not in instance.diff or not instance.is_person:
        return
    old, new = instance.diff["company"]
    rows = Interaction._base_manager.filter(contact=instance.pk).order_by("pk")
    name = instance.company.name if instance.company is not None else ""
    write_rows([Write(entry, tuple(_changes(entry, instance, old, new, name))) for entry in rows])


def _changes(entry: Interaction, person: Contact, old: int | None, new: int | None, name: str) -> list[FieldChange]:
    if old is not None:
        wanted: dict[str, Any] = {"contact": old, "company": old}
    else:
        wanted = {"company": new, "company_name": name}
    held = {"contact": entry.contact_id, "company": entry.company_id, "company_name": entry.company_name}
    return [FieldChange(field, held[field], value) for field, value in wanted.items() if held[field] != value]
