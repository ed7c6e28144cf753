"""The command `screenshots`: pictures of the main pages, to look at."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from crm.kit.commands import SpokenCommand, WrongUse
from crm.start import photographs


class Command(SpokenCommand):
    """A folder of pictures, and a page to look through them."""

    help = (
        "Take pictures of the main pages at 1366x768, 1920x1080 and 390x844, light and dark, in English, and at "
        "1366x768 in Italian and Spanish; index.html beside them shows all. They are of a demo company in a temporary "
        "database; yours is not touched. Needs Chromium and Playwright; exit code 2 without them."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", type=Path, help="where the pictures go; made if it is not there")

    def handle(self, *, folder: Path, **_options: Any) -> None:
        """Take them, saying how far it has come."""
        if folder.exists() and not folder.is_dir():
            raise WrongUse(f"{folder} is no folder.")
        try:
            number = photographs.take(folder.resolve(), self._say)
        except photographs.Missing as problem:
            raise WrongUse(str(problem)) from problem
        self._say(f"{number} pictures; look at {folder / 'index.html'}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
