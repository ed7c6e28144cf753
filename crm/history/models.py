"""Change: one row that was created, changed or deleted; append-only."""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.kit.context import Cause, Door
from crm.kit.models import Record
from crm.kit.values import owner_names


class Action(models.TextChoices):
    """What happened to the row."""

    CREATE = "create", _("Created")
    UPDATE = "update", _("Changed")
    DELETE = "delete", _("Deleted")


def end_key(label: str, pk: object) -> str:
    """How a record is written down that a row ties to another one."""
    return f"{label} {pk}"


def end_of(record: models.Model) -> str:
    """How ``record`` is written down; by its table, whatever kind of it this is."""
    return end_key(_table(type(record))._meta.label_lower, record.pk)


@cache
def is_end(model: type[models.Model]) -> bool:
    """There are rows that tie records of ``model`` to others, or that belong to them."""
    return any(
        one._meta.get_field(name).related_model is _table(model)
        for one in apps.get_models()
        if issubclass(one, Record)
        for name in one.ties or owner_names(one)
    )


def _table(model: type[models.Model]) -> type[models.Model]:
    return model._meta.concrete_model or model


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes, spoken of as people do."""

    def of(self, record: models.Model) -> Self:
        """What happened to ``record``, oldest first."""
        return self.filter(model=record._meta.label_lower, object_id=str(record.pk)).order_by("pk")

    def about(self, record: models.Model) -> Self:
        """What happened to ``record``, to the rows that tie it to others and to those that are part of it.

        The newest first.
        """
        own = models.Q(model=record._meta.label_lower, object_id=str(record.pk))
        if is_end(type(record)):
            end = end_of(record)
            own |= models.Q(one_end=end) | models.Q(other_end=end)
        return self.filter(own).order_by("-pk")

    def in_set(self, change_set: object) -> Self:
        """What one gesture changed, in the order in which it did."""
        return self.filter(change_set=change_set).order_by("pk")


class Change(models.Model):
    """One row of one record in one gesture: who, when, through which door, why, and old → new of what changed (H1).

    ``one_end`` and ``other_end`` are the records that the row ties together, as ``contacts.contact 7``; of a row that
    is part of a record, ``one_end`` is that.
    ``diff`` maps column → [old, new] as the database holds them; a created row has old ``None``, a deleted one new
    ``None``.
    """

    at = models.DateTimeField(_("Date"), default=timezone.now)
    change_set = models.UUIDField(_("Change Set"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Changed by")
    )
    actor_name = models.CharField(_("Changed by"), max_length=150, blank=True)
    door = models.CharField(_("Door"), max_length=10, choices=Door.choices)
    cause = models.CharField(_("Cause"), max_length=15, choices=Cause.choices)
    origin = models.CharField(_("Origin"), max_length=200, blank=True)
    reverts = models.UUIDField(_("Undoes"), null=True)
    action = models.CharField(_("Action"), max_length=6, choices=Action.choices)
    model = models.CharField(_("Type"), max_length=50)
    object_id = models.CharField(max_length=40)
    title = models.CharField(_("Record"), max_length=200)
    one_end = models.CharField(max_length=100, null=True, editable=False)  # noqa: DJ001  # null keeps the index small
    other_end = models.CharField(max_length=100, null=True, editable=False)  # noqa: DJ001
    diff = models.JSONField(_("Changes"), encoder=DjangoJSONEncoder)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("Change")
        verbose_name_plural = _("Change Log")
        indexes = (
            models.Index(fields=("model", "object_id", "-id"), name="change_of_record"),
            models.Index(fields=("-at",), name="change_by_time"),
            models.Index(fields=("reverts",), condition=models.Q(reverts__isnull=False), name="change_that_undoes"),
            *(
                models.Index(
                    fields=(end, "-id"), condition=models.Q(**{f"{end}__isnull": False}), name=f"change_of_{end}"
                )
                for end in ("one_end", "other_end")
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.title}"

    @property
    def record_model(self) -> type[models.Model]:
        """The model of the changed record. Raises LookupError where it no longer exists."""
        return apps.get_model(self.model)

    def label_of(self, name: str) -> Any:
        """The caption of column ``name`` in the language of the reader."""
        return self.record_model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
