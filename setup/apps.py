"""The rules of the house: reference lists and marketing setup."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    """Keeps the revision of the synchronizing rules in step with what they are made of, and offers the settings."""

    name = "setup"
    label = "setup"
    verbose_name = _("Settings")

    def ready(self) -> None:
        from crm.history import undo
        from crm.kit.cards import Panel, Place, register_panel
        from crm.kit.models import Record
        from crm.kit.overview import register_home_panel
        from setup import screens, series_screens, undoing
        from setup.assisted import own, views
        from setup.models import FieldPolicy, MarketingSetup
        from setup.rules import renew_revision

        for model in (FieldPolicy, MarketingSetup):
            for signal in (post_save, post_delete):
                uid = f"setup.revision.{model.__name__}.{id(signal)}"
                signal.connect(renew_revision, sender=model, dispatch_uid=uid)
        undo.register(undoing.Settings())
        screens.register()
        series_screens.register()
        own.register()
        register_home_panel(views.HOME)
        register_panel(Record, Panel("", "setup/assisted_way.html", views.on_the_way, Place.TOP, 1))
