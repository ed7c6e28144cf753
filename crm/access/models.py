"""Failed attempts to sign in. (Django tells only apps with this module that it has migrated.)"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSignIn(models.Model):
    """How often somebody failed to sign in under a name, whether it is a user's or not; nothing is recorded of it."""

    name = models.CharField(_("User name"), max_length=150, primary_key=True)
    failures = models.PositiveIntegerField(_("Failures"), default=0)
    last = models.DateTimeField(_("Last attempt"))
    until = models.DateTimeField(_("Waits until"), null=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
