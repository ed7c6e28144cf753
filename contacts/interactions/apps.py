"""The interactions room."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class InteractionsConfig(AppConfig):
    """Stands above the contacts; documents and mail write to its log."""

    name = "contacts.interactions"
    label = "interactions"
    verbose_name = pgettext_lazy("section", "Interactions")

    def ready(self) -> None:
        from contacts.interactions import (
            deletion,
            first_steps,
            list_views,
            moving,
            overview,
            screens,
            timeline,
        )

        deletion.connect()
        moving.connect()
        screens.register()
        overview.register()
        timeline.register()
        first_steps.register()
        list_views.register()
