"""Addresses of the interactions room."""

from django.urls import path

from contacts.interactions.models import Interaction
from contacts.interactions.screens import screens
from contacts.interactions.screens.creating import CreateScreen
from contacts.interactions.screens.lists import GoingScreen
from crm.kit.addresses import page_name
from crm.kit.screens.registry import paths

of_entries, *others = screens()

urlpatterns = [
    *paths(*others),  # first: the addresses of entries have no prefix
    path("new/", CreateScreen.as_view(screens=of_entries), name=page_name(Interaction, "new")),
    path("<path:key>/delete/", GoingScreen.as_view(screens=of_entries), name=page_name(Interaction, "delete")),
    *paths(of_entries),
]
"""New and delete stand in the place of those that every record has."""
