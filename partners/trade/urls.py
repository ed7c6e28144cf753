"""Addresses of the trade room."""

from crm.kit.screens.registry import paths
from partners.trade.screens import documents, runs, service
from partners.trade.screens.catalogue import ItemScreens

urlpatterns = [*runs.urlpatterns, *paths(*documents.screens(), *service.screens(), ItemScreens())]
