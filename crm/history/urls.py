"""Addresses of the history."""

from django.urls import path

from crm.history.taking_back import UndoScreen

urlpatterns = [path("undo/<uuid:change_set>/", UndoScreen.as_view(), name="undo")]
