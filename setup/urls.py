"""Addresses of the setup room."""

from django.urls import path

from crm.kit.screens.registry import paths
from setup import screens, trade_screens

urlpatterns = [
    path("", screens.index, name="settings"),
    *paths(
        screens.MarketingSetupScreens(),
        screens.NumberSeriesScreens(),
        screens.SalutationFormulaScreens(),
        screens.PostCodeScreens(),
        *screens.code_lists(),
        *trade_screens.screens(),
    ),
]
