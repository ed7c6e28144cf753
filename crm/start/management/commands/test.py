"""The command `test`: the whole suite on SQLite and on a real PostgreSQL."""

import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser

from crm.kit.commands import SpokenCommand
from crm.start import suite, translations


class Command(SpokenCommand):
    """Run pytest twice; every argument that is not ours is pytest's."""

    help = (
        "Run the tests with pytest: on SQLite, then on a real PostgreSQL that is made for the occasion and "
        "thrown away. Arguments of pytest are handed on: `test -k links -x`, `test tests/setup`. Ends with a "
        "summary of both; exit code 1 when either is red, also when no PostgreSQL could be had."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the one option that is ours."""
        parser.add_argument("--only", choices=suite.DATABASES, help="run on this database alone")

    def run_from_argv(self, argv: list[str]) -> None:
        """Run with the arguments of the command line, of which pytest gets those unknown here."""
        parser = self.create_parser(argv[0], argv[1])
        known, handed_on = parser.parse_known_args(argv[2:])
        sys.exit(0 if self._is_green(handed_on, known.only) else 1)

    def handle(self, *arguments: str, only: str | None = None, **_options: Any) -> None:
        """The same from Python: `call_command("test", "-x")`; CommandError when red."""
        if not self._is_green(list(arguments), only):
            raise CommandError("The tests are red.")

    def _is_green(self, arguments: list[str], only: str | None) -> bool:
        translations.compile_stale(translations.catalogues())
        return suite.run(arguments, [only] if only else suite.DATABASES, self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
