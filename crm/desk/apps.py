"""The desk: what each person set up for themselves."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Settings, views of lists, and what somebody looked at last."""

    name = "crm.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from crm.desk import arranging, exporting, seen
        from crm.desk.models import Desk
        from crm.jobs import work
        from crm.kit.arranging import register_arranger
        from crm.kit.overview import HomePanel, register_home_panel
        from crm.kit.preferences import register_keeper
        from crm.kit.recency import register_recency
        from crm.kit.screens.export import register_later

        register_recency(seen.keys_of)
        work.register(exporting.ExportList())
        register_later(exporting.begin)
        register_arranger(arranging.arrangement_of)
        register_keeper(Desk.keep_home)
        register_home_panel(HomePanel(_("Recently viewed"), "desk/viewed.html", seen.panel, 10))
