"""Addresses of the mail room."""

from contacts.mail.screens import screens
from crm.kit.screens.registry import paths

urlpatterns = paths(*screens())
