"""The pages of the mail room."""

from contacts.mail.screens import failing, letters, resending
from contacts.mail.screens.letters import screens

__all__ = ["register", "screens"]


def register() -> None:
    """E-mails are written from cards, shown there, and sent once more."""
    letters.register()
    resending.register()
    failing.register()
