"""Addresses of the history."""

from django.urls import path

from crm.history.change_sets import ChangeSetExport, ChangeSetScreen
from crm.history.log import LogExport, LogScreen
from crm.history.origins import OriginScreen
from crm.history.taking_back import UndoScreen

urlpatterns = [
    path("", LogScreen.as_view(), name="change-log"),
    path("export/", LogExport.as_view(), name="change-log-export"),
    path("undo/<uuid:change_set>/", UndoScreen.as_view(), name="undo"),
    path("origin/<str:model>/<path:key>/<slug:field>/", OriginScreen.as_view(), name="origin"),
    path("<uuid:change_set>/", ChangeSetScreen.as_view(), name="change-set"),
    path("<uuid:change_set>/export/", ChangeSetExport.as_view(), name="change-set-export"),
]
