"""The trade room: catalogue and documents."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class TradeConfig(AppConfig):
    """Stands above the partners: they know nothing of documents."""

    name = "partners.trade"
    label = "trade"
    verbose_name = pgettext_lazy("section", "Documents")

    def ready(self) -> None:
        from contacts.links import heirs as links_heirs
        from crm.history import undo
        from partners.trade import charts, cues, deletion, due, heirs, receivers, timeline, undoing
        from partners.trade.screens import documents, mailing, on_cards, post, service

        receivers.connect()
        deletion.connect()
        documents.register()
        service.register()
        mailing.register()
        post.register()
        on_cards.register()
        cues.register()
        charts.register()
        due.register()
        timeline.register()
        links_heirs.register(heirs.OpenQuotes())
        undo.register(undoing.Documents())
