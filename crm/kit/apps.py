"""The kit: what every room stands on. No tables."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_save


class KitConfig(AppConfig):
    """Registers the text functions that SQLite lacks, and the notes that records take of themselves."""

    name = "crm.kit"
    label = "kit"

    def ready(self) -> None:
        from crm.kit.models import note_saved
        from crm.kit.search import teach_sqlite

        post_save.connect(note_saved, dispatch_uid="kit.note_saved")
        connection_created.connect(teach_sqlite, dispatch_uid="kit.teach_sqlite")
