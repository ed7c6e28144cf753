"""Causes and origins of changes in words."""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.kit.context import Cause, Door


def sentence(change: Change) -> str:
    """What happened and why, without who and when: ``Updated from contact CT00001``."""
    origin = origin_in_words(change.origin)
    if origin and (text := _by_origin(change, origin)):
        return text
    if change.cause != Cause.TYPED:
        return str(Cause(change.cause).label)
    return {
        Action.CREATE: _("Created"),
        Action.UPDATE: _("Changed"),
        Action.DELETE: _("Deleted"),
    }[Action(change.action)]


def door_in_words(change: Change) -> str:
    """Through which door the change came; blank for the forms of the house, which is the usual one."""
    return "" if change.door == Door.FORM else str(Door(change.door).label)


def origin_in_words(origin: str) -> str:
    """``contacts.contact CT00001`` as ``Contact CT00001``; anything else as it is."""
    label, _space, rest = origin.partition(" ")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return origin
    return f"{model._meta.verbose_name} {rest}"


def _by_origin(change: Change, origin: str) -> str:
    sentences = {
        Cause.SYNCHRONIZED: _("Updated from %(origin)s"),
        Cause.INHERITED: _("Inherited from %(origin)s"),
        Cause.LINKED: _("Taken over from %(origin)s when it was linked"),
        Cause.CREATED: _("Created from %(origin)s"),
        Cause.DELETED: _("Followed the deletion of %(origin)s"),
        Cause.REPAIRED: _("Repaired from %(origin)s"),
        Cause.MERGED: _("Merged with %(origin)s"),
    }
    text = sentences.get(Cause(change.cause), "")
    return text % {"origin": origin} if text else ""
