"""Number series: where records get their numbers from."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class NumberingConfig(AppConfig):
    """Keeps the database sequences of lines that allow gaps in step with their lines."""

    name = "setup.numbering"
    label = "numbering"
    verbose_name = _("Numbering")

    def ready(self) -> None:
        from crm.kit.models import before_delete
        from setup.numbering import cues, receivers
        from setup.numbering.models import NumberSeriesLine

        post_save.connect(receivers.prepare_sequence, NumberSeriesLine, dispatch_uid="numbering.prepare_sequence")
        before_delete.connect(receivers.settle_before_delete, dispatch_uid="numbering.settle_before_delete")
        post_delete.connect(receivers.drop_sequence, NumberSeriesLine, dispatch_uid="numbering.drop_sequence")
        cues.register()
