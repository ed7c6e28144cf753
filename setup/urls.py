"""Addresses of the setup room."""

from django.urls import path

from crm.kit.screens.registry import paths
from setup import screens, series_screens, trade_screens
from setup.assisted import views as assisted

urlpatterns = [
    path("", screens.index, name="settings"),
    path("assisted/", assisted.AssistedList.as_view(), name="assisted"),
    path("assisted/go/<slug:name>/", assisted.Go.as_view(), name="assisted-go"),
    path("assisted/series/", assisted.UsualSeries.as_view(), name="assisted-series"),
    path("assisted/relations/", assisted.UsualRelations.as_view(), name="assisted-relations"),
    *paths(
        screens.MarketingSetupScreens(),
        series_screens.NumberSeriesScreens(),
        screens.SalutationFormulaScreens(),
        screens.PostCodeScreens(),
        *screens.code_lists(),
        *trade_screens.screens(),
    ),
]
