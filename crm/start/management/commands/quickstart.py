"""The command `quickstart`: from a fresh checkout to a running program."""

import os
import secrets
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError

from crm.health import unapplied_migrations
from crm.install import alone
from crm.kit.commands import SpokenCommand
from crm.start import serve, translations

ADMINISTRATOR = "admin"


def port_number(text: str) -> int:
    """A port that needs no special rights to be named, 1 to 65535."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise ArgumentTypeError(f"{text!r} is not a port; ports are whole numbers from 1 to 65535")
    return int(text)


def contact_count(text: str) -> int:
    """How many contacts to generate, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a size; it is a whole number of contacts, at least 1")
    return int(text)


class Command(SpokenCommand):
    """Database, translations, demo company, administrator, server; each only as far as it is missing."""

    help = (
        "Prepare and start the CRM on this machine: bring the database up to date, compile the translations, "
        "load the demo company if the database is empty, make the administrator `admin`, serve. A second run "
        "changes nothing and serves at once. Uses an SQLite file unless DATABASE_URL names another database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options; each has a default that suits a first try."""
        parser.add_argument("--port", type=port_number, default=8000, help="where to serve; 8000 if not given")
        parser.add_argument(
            "--admin-password",
            metavar="TEXT",
            help="password of a new administrator; or set CRM_ADMIN_PASSWORD; else one is made and shown",
        )
        parser.add_argument(
            "--size", type=contact_count, metavar="N", help="load N generated contacts besides the demo company"
        )
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, then stop")

    def handle(self, **options: Any) -> None:
        """Do what is missing, then serve."""
        if not options["no_serve"]:
            serve.insist_on_free(options["port"])
        try:
            with alone(settings.VAR / "quickstart.lock"):
                self._prepare(options["admin_password"], options["size"])
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}".strip()) from error
        if options["no_serve"]:
            self._say("Ready. `python3 manage.py quickstart` serves it.")
            return
        self._say(f"Open {serve.address(options['port'])} and sign in as {ADMINISTRATOR}.")
        serve.serve(options["port"])

    def _prepare(self, password: str | None, size: int | None) -> None:
        if translations.compile_stale(translations.catalogues()):
            self._say("Compiled the translations")
        waiting = unapplied_migrations()
        if waiting:
            self._say(f"Bringing the database up to date ({waiting} migrations)")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo", if_empty=True, stdout=self.stdout, **({"size": size} if size else {}))
        self._ensure_administrator(password or os.environ.get("CRM_ADMIN_PASSWORD"))

    def _ensure_administrator(self, given: str | None) -> None:
        """A superuser `admin` exists; one that existed before is left as it is, with its password."""
        users = get_user_model()._default_manager
        if users.filter(username=ADMINISTRATOR).exists():
            self._say(f"The administrator `{ADMINISTRATOR}` exists; its password is unchanged.")
            return
        password = given or secrets.token_urlsafe(12)
        get_user_model().objects.create_superuser(ADMINISTRATOR, "", password)
        if given:
            self._say(f"Made the administrator `{ADMINISTRATOR}` with the given password.")
        else:
            self._say(f"Made the administrator `{ADMINISTRATOR}`; its password, shown this once: {password}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
