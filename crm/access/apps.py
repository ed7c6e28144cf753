"""Access: who may do what, and how people get in."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Sees all rooms. Stands last among the apps, so that every permission exists when the roles get theirs."""

    name = "crm.access"
    label = "access"

    def ready(self) -> None:
        from crm.access.roles import establish

        post_migrate.connect(establish, sender=self, dispatch_uid="access.establish")
