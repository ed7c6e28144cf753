"""Narrowing of what is shared, per kind and field (decisions S5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.models import Record

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:
    CharField = models.CharField


class Direction(models.TextChoices):
    """Which way a shared field travels."""

    BOTH = "both", _("Both ways")
    TO_PARTNER = "to_partner", _("To the partner only")
    TO_CONTACT = "to_contact", _("To the contact only")
    NEVER = "never", _("Never")


Words = Callable[[], Iterable[tuple[str, str]]]
"""Names with what staff read for them."""


class NameField(CharField):
    """A name that a room above knows, and puts in words wherever it is shown; to the database it is plain text."""

    words: Words = staticmethod(tuple)

    @property
    def flatchoices(self) -> list[tuple[str, str]]:
        """The names there are, in the language of the reader."""
        return list(self.words())

    def deconstruct(self) -> Any:
        """As the plain text that it is: migrations need not know."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def said(self, name: str) -> str:
        """``name`` in words; itself where nobody knows it."""
        return dict(self.words()).get(name, name)


class FieldPolicy(Record):
    """One shared field of one kind that does not travel both ways. No row: both ways."""

    kind = NameField(_("Kind"), max_length=20)
    field = NameField(_("Shared Field"), max_length=40)
    direction = models.CharField(_("Direction"), max_length=12, choices=Direction.choices, default=Direction.NEVER)

    class Meta:
        ordering = ("kind", "field")
        verbose_name = _("Field Policy")
        verbose_name_plural = _("Field Policies")
        constraints = (models.UniqueConstraint(fields=("kind", "field"), name="one_policy_per_field"),)

    def __str__(self) -> str:
        kind, field = (self._named(name).said(getattr(self, name)) for name in ("kind", "field"))
        return f"{kind} · {field}: {self.get_direction_display()}"

    @classmethod
    def offer(cls, kinds: Words, fields: Words) -> None:
        """The kinds there are, and every field that one of them shares."""
        cls._named("kind").words, cls._named("field").words = kinds, fields

    @classmethod
    def _named(cls, name: str) -> NameField:
        found = cls._meta.get_field(name)
        assert isinstance(found, NameField)
        return found
