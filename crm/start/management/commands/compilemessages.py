"""The command `compilemessages`, in place of Django's, which wants the system's gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from crm.start import translations


class Command(BaseCommand):
    """Compile what is stale."""

    help = "Compile the translations (.po) whose compiled form (.mo) is missing or older. Needs no gettext."
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """One line for each catalogue that was compiled, and one when none had to be."""
        done = translations.compile_stale(translations.catalogues())
        for source in done:
            self.stdout.write(f"compiled {source}")
        if not done:
            self.stdout.write("Translations are up to date.")
