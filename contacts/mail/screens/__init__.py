"""The pages of the mail room."""

from contacts.mail.screens.letters import register, screens

__all__ = ["register", "screens"]
