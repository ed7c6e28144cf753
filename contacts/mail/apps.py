"""The mail room."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class MailConfig(AppConfig):
    """Stands above the log, which it writes to; documents send with it."""

    name = "contacts.mail"
    label = "mail"
    verbose_name = pgettext_lazy("page", "E-mails")

    def ready(self) -> None:
        from contacts.mail import cues, first_steps, screens, undoing
        from contacts.mail.deletion import letters_stay, only_what_waits
        from contacts.mail.models import Message
        from contacts.models import Contact
        from crm.history import undo
        from crm.kit.deletion import register_rule

        register_rule(Contact, letters_stay)
        register_rule(Message, only_what_waits)
        undo.register(undoing.Letters())
        screens.register()
        cues.register()
        first_steps.register()
