"""Addresses of the contacts room."""

from contacts.screens import AlternativeAddressScreens, ContactScreens
from crm.kit.screens.registry import paths

urlpatterns = paths(AlternativeAddressScreens(), ContactScreens())
