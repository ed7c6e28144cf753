"""Records of which there is one: setups, and what is said of our own company."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.kit import deletion
from crm.kit.bulk import ensure_row
from crm.kit.models import Record
from crm.kit.prepared import Given, Prepared
from crm.kit.refusal import Refused
from crm.kit.unit import once, unit

if TYPE_CHECKING:
    from django.apps import AppConfig
    from django.apps.registry import Apps


class SingleRecord(Record):
    """The only row of its table. It cannot be doubled or deleted.

    Every `migrate` makes it with its defaults; where it is missing all the same, whoever reads it does.
    """

    SINGLE: ClassVar[int] = 1
    always_there: ClassVar[bool] = True

    read_along: ClassVar[tuple[str, ...]] = ()
    """What is read with it, by the names of its foreign keys."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return capfirst(str(self._meta.verbose_name))

    @classmethod
    def current(cls) -> Self:
        """The one row, with what is read along. One query a unit of work."""
        return once(cls._meta.label_lower, cls._read)

    @classmethod
    def _read(cls) -> Self:
        found: list[Self] = _asked(cls)(pk=cls.SINGLE)
        if not found:
            ensure_row(cls, cls.SINGLE)
            found = _asked(cls)(pk=cls.SINGLE)
        return found[0]

    def save(self, **options: Any) -> None:
        """The single row holds this. Raises Refused for a second one."""
        adding = self._state.adding
        try:
            with unit(savepoint=adding):
                super().save(**options)
        except IntegrityError as error:
            if not adding:
                raise
            sentence = _("%(setup)s is there already. Change what is there.")
            raise Refused(sentence % {"setup": self}, record=self) from error

    def derive(self) -> None:
        """It has the key of the single row."""
        super().derive()
        self.pk = self.SINGLE

    def delete(
        self, using: str | None = None, keep_parents: bool = False, *, also: frozenset[str] = frozenset()
    ) -> tuple[int, dict[str, int]]:
        """Refused: it is needed as long as the product is. Raises DeletionRefused."""
        obstacle = deletion.Obstacle(_("%(setup)s cannot be deleted; change it instead.") % {"setup": self}, 1)
        raise deletion.DeletionRefused(deletion.DeletionPlan(self, refused=(obstacle,)))


@cache
def _asked(model: type[SingleRecord]) -> Prepared[Any]:
    rows = model._base_manager.order_by().filter(pk=Given("pk"))
    return Prepared(lambda: rows.select_related(*model.read_along) if model.read_along else rows)


def only_one(name: str) -> models.CheckConstraint:
    """The constraint of a single record: no other key."""
    return models.CheckConstraint(condition=models.Q(pk=SingleRecord.SINGLE), name=name)


def establish(sender: AppConfig, *, apps: Apps = installed, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """The single rows of an app are there as soon as their tables are. Runs after every `migrate`, with its models."""
    for model in sender.get_models():
        if issubclass(model, SingleRecord):
            with suppress(LookupError):
                ensure_row(apps.get_model(model._meta.label), model.SINGLE, using)
