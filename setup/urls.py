"""Addresses of the setup room."""

from django.urls import path

from crm.kit.screens.registry import paths
from setup import screens

urlpatterns = [
    path("", screens.index, name="settings"),
    path("marketing/", screens.marketing, name="marketingsetup-list"),
    *paths(
        screens.MarketingSetupScreens(),
        screens.NumberSeriesScreens(),
        screens.SalutationFormulaScreens(),
        screens.PostCodeScreens(),
        *screens.code_lists(),
    ),
]
