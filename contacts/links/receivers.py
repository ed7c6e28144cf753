"""Signal receivers: each a guard and a call."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from contacts.links import creating, engine, primary, summary
from contacts.links.circle import lock_hubs_of, lock_hubs_of_followers
from contacts.links.eligibility import check_plain
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, before_rename
from contacts.sharing import SharingRecord
from crm.kit.deletion import register_follower, register_rule
from crm.kit.models import before_delete, before_write


def lock_first(sender: type[Model], instance: Model, **_: Any) -> None:
    """Before a contact or partner is written, lock what will follow it."""
    if isinstance(instance, SharingRecord) and not engine.is_paused():
        engine.prepare(instance)
        primary.lock(instance)


def lock_hubs(sender: type[Model], instance: ContactBusinessRelation, **_: Any) -> None:
    """Before a relation comes, changes or goes, its contact is locked, and the one it belonged to.

    One that stands is compared anew with its row: who changes it holds its contact.
    """
    if engine.is_paused():
        return
    stored = instance.stored
    lock_hubs_of({instance.contact_id, *([stored.contact_id] if stored is not None else [])})
    fresh = ContactBusinessRelation._base_manager.filter(pk=instance.pk).first() if stored is not None else None
    if fresh is not None:
        instance.rebase(fresh)


def lock_before_rename(sender: type[Model], instance: Contact, **_: Any) -> None:
    """Before a person gets another name, lock the hubs of the partners that will follow it."""
    if not engine.is_paused():
        lock_hubs_of_followers(instance)


def keep_code_for_links(sender: type[Model], instance: ContactBusinessRelation, **_: Any) -> None:
    """A plain relation does not take a code of links."""
    check_plain(instance)


def lock_before_delete(sender: type[Model], instance: Model, **_: Any) -> None:
    """Before a contact or partner is deleted, lock its hub and the people there."""
    if isinstance(instance, SharingRecord):
        engine.lock_for_deletion(instance)
    elif isinstance(instance, ContactBusinessRelation):
        lock_hubs(sender, instance)


def propagate(sender: type[Model], instance: Model, created: bool, raw: bool, **_: Any) -> None:
    """What changed on a contact or partner reaches the other side."""
    if isinstance(instance, SharingRecord) and not (created or raw or engine.is_paused()):
        engine.propagate(instance)


def open_contact(sender: type[Model], instance: Model, created: bool, raw: bool, **_: Any) -> None:
    """A new partner gets its contact, if the setup says so."""
    if isinstance(instance, SharingRecord) and created and not (raw or engine.is_paused()):
        creating.open_contact(instance)


def settle_primary_contact(sender: type[Model], instance: Model, raw: bool, **_: Any) -> None:
    """Primary contact and contact name of a partner agree."""
    if isinstance(instance, SharingRecord) and not (raw or engine.is_paused()):
        primary.settle(instance)


def summarize_relation(sender: type[Model], instance: ContactBusinessRelation, **_: Any) -> None:
    """A relation came, changed or went: the contact and its people are summarized anew."""
    if not engine.is_paused():
        summary.refresh([instance.contact_id])


def summarize_contact(sender: type[Model], instance: Contact, created: bool, raw: bool, **_: Any) -> None:
    """A person came to a company or left one: its company's relations count or no longer do (H3)."""
    if not raw and (instance.company_id if created else "company" in instance.diff):
        summary.refresh([instance.pk])


def connect() -> None:
    """Every receiver is connected, once, in the order in which they must run."""
    before_write.connect(lock_first, dispatch_uid="links.lock_first")
    before_write.connect(keep_code_for_links, sender=ContactBusinessRelation, dispatch_uid="links.keep_code_for_links")
    before_write.connect(lock_hubs, sender=ContactBusinessRelation, dispatch_uid="links.lock_hubs")
    before_rename.connect(lock_before_rename, dispatch_uid="links.lock_before_rename")
    before_delete.connect(lock_before_delete, dispatch_uid="links.lock_before_delete")
    post_save.connect(open_contact, dispatch_uid="links.open_contact")
    post_save.connect(propagate, dispatch_uid="links.propagate")
    post_save.connect(settle_primary_contact, dispatch_uid="links.settle_primary_contact")
    post_save.connect(summarize_contact, sender=Contact, dispatch_uid="links.summarize_contact")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(summarize_relation, sender=ContactBusinessRelation, dispatch_uid=f"links.relation_{name}")
    register_rule(Contact, creating.partners_stay)
    register_follower(summary.after_deletion)


def connect_kinds() -> None:
    """The contacts of every registered kind of partner stay when a partner is deleted."""
    for kind in all_kinds():
        register_rule(kind.model, creating.contact_stays)
