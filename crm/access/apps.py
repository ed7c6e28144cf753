"""Access: who may do what, and how people get in."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccessConfig(AppConfig):
    """Sees all rooms. Stands last among the apps, so that every permission exists when the roles get theirs."""

    name = "crm.access"
    label = "access"

    def ready(self) -> None:
        from crm.access import first_steps
        from crm.access.roles import establish
        from crm.kit.navigation import Entry
        from setup.screens import offer

        post_migrate.connect(establish, sender=self, dispatch_uid="access.establish")
        offer(Entry(pgettext_lazy("navigation", "Settings"), _("Users"), "users", "auth.view_user", 93, "users"))
        first_steps.register()
