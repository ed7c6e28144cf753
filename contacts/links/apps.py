"""Links: contacts and their customers, vendors and bank accounts kept in step."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """Connects the receivers, checks that the declaration of shared fields holds, and marks shared fields on cards."""

    name = "contacts.links"
    label = "links"
    verbose_name = _("Links")

    def ready(self) -> None:
        from contacts.links import (
            checks,
            chips,
            creating_job,
            cues,
            first_steps,
            foresight,
            marks,
            offers,
            panels,
            policies,
            receivers,
            settling_job,
            telling,
            undoing,
        )
        from contacts.links.models import ContactBusinessRelation
        from crm.history import undo
        from crm.jobs import work
        from crm.kit import permissions

        checks.register()
        receivers.connect()
        marks.register()
        foresight.register()
        chips.register()
        policies.register()
        undo.register(undoing.Links())
        panels.register()
        panels.register_policies()
        telling.register()
        cues.register()
        first_steps.register()
        work.register(creating_job.CreateContacts())
        work.register(settling_job.SettleDifferences())
        permissions.register_deletion(ContactBusinessRelation, offers.to_end_of)
