"""The spokes: customers, vendors and bank accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Registers the three kinds of partner that a contact can be linked to, and which of their values are masked."""

    name = "partners"
    label = "partners"
    verbose_name = _("Customers, Vendors and Bank Accounts")

    def ready(self) -> None:
        from contacts.models import Contact
        from crm.kit.deletion import register_rule
        from partners import cues, first_steps, link_kinds, list_views, screens
        from partners.deletion import primary_contact_of

        link_kinds.register()
        register_rule(Contact, primary_contact_of)
        screens.register()
        list_views.register()
        cues.register()
        first_steps.register()
