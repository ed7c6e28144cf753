"""History: who changed what, when and why."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """Receives the notes of every unit of work, and shows them on the cards."""

    name = "crm.history"
    label = "history"
    verbose_name = _("History")

    def ready(self) -> None:
        from crm.history import log, offering, screens
        from crm.history.recorder import record
        from crm.history.undo_job import UndoChangeSet
        from crm.jobs import work
        from crm.kit.unit import register_recorder

        register_recorder(record)
        register_recorder(offering.witness)
        screens.register()
        log.register()
        work.register(UndoChangeSet())
