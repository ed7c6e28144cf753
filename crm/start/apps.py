"""The room that starts the house: quickstart, tests, translations."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    """No tables; commands only."""

    name = "crm.start"
    label = "start"
