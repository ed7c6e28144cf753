"""The kit: what every room stands on. No tables."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save


class KitConfig(AppConfig):
    """Registers the text functions and fragments that SQLite lacks, the notes that records take, and single rows."""

    name = "crm.kit"
    label = "kit"

    def ready(self) -> None:
        from crm.kit import fragments
        from crm.kit.models import note_saved
        from crm.kit.search import teach_sqlite
        from crm.kit.single import establish

        post_save.connect(note_saved, dispatch_uid="kit.note_saved")
        post_migrate.connect(establish, dispatch_uid="kit.establish")
        connection_created.connect(teach_sqlite, dispatch_uid="kit.teach_sqlite")
        connection_created.connect(fragments.forget, dispatch_uid="kit.fragments.forget")
        post_migrate.connect(fragments.keep, dispatch_uid="kit.fragments.keep")
