"""The demo company: invented firms and people to try the product with. No tables."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Brings the command ``load_demo``."""

    name = "crm.demo"
    label = "demo"
    verbose_name = _("Demo Company")
