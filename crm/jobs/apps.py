"""Work that goes on in the background."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Does large work in pieces, through the worker that sends the e-mails; the bell says when it is done."""

    name = "crm.jobs"
    label = "jobs"
    verbose_name = _("Background work")

    def ready(self) -> None:
        from crm.jobs import cues

        cues.register()
