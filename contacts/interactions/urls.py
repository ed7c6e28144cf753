"""Addresses of the interactions room."""

from contacts.interactions.screens import screens
from crm.kit.screens.registry import paths

urlpatterns = paths(*screens())
