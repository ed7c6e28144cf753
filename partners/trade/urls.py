"""Addresses of the trade room."""

from crm.kit.screens.registry import paths
from partners.trade.screens import documents
from partners.trade.screens.catalogue import ItemScreens

urlpatterns = paths(*documents.screens(), ItemScreens())
