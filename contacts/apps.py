"""The hub: contacts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    """Tells the deletion plan what leaves with a contact and what stays, and the cards what to show."""

    name = "contacts"
    label = "contacts"
    verbose_name = _("Contacts")

    def ready(self) -> None:
        from contacts import cues, list_views, screens, vcards
        from contacts.deletion import people_of
        from contacts.models import Contact
        from contacts.sharing import SharingRecord
        from crm.history import marks
        from crm.kit.deletion import register_rule

        register_rule(Contact, people_of)
        screens.register()
        marks.register_on(SharingRecord)
        list_views.register()
        cues.register()
        vcards.register()
