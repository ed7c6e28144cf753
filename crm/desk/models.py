"""What belongs to one person: settings, the layout and the views of lists, and what was looked at last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.preferences import Density, MenuWidth, PageSize, Preferences, Theme


class Desk(models.Model):
    """The settings of one person; made when the first one differs from what is usual."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="desk")
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme.choices, default=Theme.AUTO)
    density = models.CharField(_("Density"), max_length=20, choices=Density.choices, default=Density.COMPACT)
    page_size = models.PositiveSmallIntegerField(_("Rows per page"), choices=PageSize.choices, default=PageSize.USUAL)
    single_keys = models.BooleanField(_("Single-key shortcuts"), default=False)
    menu = models.CharField(_("Menu"), max_length=10, choices=MenuWidth.choices, default=MenuWidth.AUTO)
    hides_facts = models.BooleanField(_("Hide fact boxes"), default=False)
    folded = models.JSONField(_("Folded sections"), default=list, blank=True)
    home = models.JSONField(_("Order of the home page"), default=list, blank=True)

    class Meta:
        verbose_name = _("Settings of a person")
        verbose_name_plural = _("Settings of people")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def of(cls, user: Any) -> Self:
        """The desk of ``user``, a new one where there was none; not saved yet."""
        return getattr(user, "desk", None) or cls(user=user)

    @classmethod
    def keep_home(cls, user: Any, names: Sequence[str]) -> None:
        """``user`` sees the home page in this order."""
        desk = cls.of(user)
        desk.home = list(names)
        desk.save()

    @property
    def preferences(self) -> Preferences:
        """As pages ask for it."""
        return Preferences(
            theme=self.theme,
            density=self.density,
            page_size=self.page_size,
            single_keys=self.single_keys,
            menu=self.menu,
            hides_facts=self.hides_facts,
            folded=frozenset(self.folded),
            home=tuple(self.home),
        )


class ListLayout(models.Model):
    """Which columns one person sees in a list, in which order and how wide; its model says what the list is called."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    columns = models.JSONField(default=list)
    widths = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("Layout of a list")
        verbose_name_plural = _("Layouts of lists")
        constraints = [models.UniqueConstraint(fields=["user", "model"], name="desk_one_layout_per_list")]

    def __str__(self) -> str:
        return f"{self.model} · {self.user_id}"


class ListView(models.Model):
    """A named state of a list: filters, order and columns; for its owner, or shared with everybody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    name = models.CharField(_("Name"), max_length=50)
    query = models.TextField(blank=True)
    columns = models.JSONField(default=list, blank=True)
    is_shared = models.BooleanField(_("Shared with everybody"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("View of a list")
        verbose_name_plural = _("Views of lists")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "model", "name"],
                name="desk_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            )
        ]
        indexes = [models.Index(fields=["model", "is_shared"], name="desk_shared_views")]

    def __str__(self) -> str:
        return self.name


class Seen(models.Model):
    """A record that somebody looked at, and when last."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    key = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Recently viewed record")
        verbose_name_plural = _("Recently viewed records")
        constraints = [models.UniqueConstraint(fields=["user", "model", "key"], name="desk_seen_once")]
        indexes = [models.Index(fields=["user", "-seen_at"], name="desk_seen_last")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
