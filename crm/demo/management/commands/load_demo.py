"""The command `load_demo`: from an empty database to the demo company."""

from __future__ import annotations

from argparse import ArgumentTypeError
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import Error
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.demo import company
from crm.kit.commands import Formatter, SpokenCommand, Unfinished, WrongUse
from crm.kit.refusal import Refused
from crm.kit.report import Progress

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

LARGEST = 5_000_000
EXAMPLES = """examples:
  the demo company, in an empty database
    manage.py load_demo
  the same, with payment terms, countries and other codes in Italian
    manage.py load_demo --language it
  whatever is there already, as quickstart does it
    manage.py load_demo --if-empty
  100,000 contacts more, with their partners and links
    manage.py load_demo --size 100000

exit codes:
  0  loaded, or not empty and --if-empty was given
  1  it could not be finished: nothing was loaded
  2  wrong use, or the database is not empty: nothing was done
"""


def contact_count(text: str) -> int:
    """How many contacts to generate, from 1 to ``LARGEST``."""
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST:
        raise ArgumentTypeError(f"{text!r} is not a size; it is a whole number from 1 to {LARGEST:,}")
    return int(text)


class Command(SpokenCommand):
    """Loads all or nothing: an interrupted run leaves the database as empty as it was."""

    help = (
        "Load the demo company into an empty database: invented firms and people in Italy, Spain, the United "
        "Kingdom and Ireland, customers, vendors and bank accounts linked to them, reference lists, number "
        "series, templates and Marketing Setup, quotes and orders in every state, interactions of the last year. "
        "Every run in a language loads the same rows. Codes and settings that are there already stay as they are; "
        "with a contact or a partner in the database nothing is loaded."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser whose help ends with examples and exit codes."""
        return super().create_parser(prog_name, subcommand, formatter_class=Formatter, epilog=EXAMPLES, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare how much to load, and what to do with a database that is not empty."""
        parser.add_argument(
            "--size",
            type=contact_count,
            metavar="N",
            help="add N generated contacts, six of ten of them companies, with partners and links",
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            help="language of what codes stand for; that of the installation (CRM_LANGUAGE) if not given",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, successfully, where the database is not empty",
        )

    def handle(self, *, language: str | None = None, **options: Any) -> None:
        """Load in the language asked for, unless there is something already."""
        with translation.override(language or translation.get_language()):
            self._load(options["size"], options["if_empty"])

    def _load(self, size: int | None, if_empty: bool) -> None:
        progress = Progress(self.stderr)
        try:
            if not company.is_empty():
                self._decline(if_empty)
                return
            loaded = company.load(size=size, progress=lambda done, of: progress.show(done, of, _("contacts")))
        except Refused as refusal:
            raise Unfinished(refusal.sentence) from refusal
        except Error as error:
            sentence = _("The database refused (is it up to date? `manage.py migrate`): %(reason)s")
            raise Unfinished(sentence % {"reason": " ".join(str(error).split())}) from error
        except KeyboardInterrupt as stop:
            raise Unfinished(_("Interrupted. Nothing was loaded.")) from stop
        finally:
            progress.clear()
        self.stdout.write(_sentence(loaded))

    def _decline(self, if_empty: bool) -> None:
        if not if_empty:
            raise WrongUse(
                _("The database is not empty: it has contacts or partners. The demo company was not loaded.")
            )
        self.stdout.write(_("The database is not empty; the demo company was not loaded."))


def _sentence(loaded: company.Summary) -> str:
    counts = asdict(loaded)
    counted = {
        "companies": ngettext("%(count)s company", "%(count)s companies", loaded.companies),
        "people": ngettext("%(count)s person", "%(count)s people", loaded.people),
        "customers": ngettext("%(count)s customer", "%(count)s customers", loaded.customers),
        "vendors": ngettext("%(count)s vendor", "%(count)s vendors", loaded.vendors),
        "bank_accounts": ngettext("%(count)s bank account", "%(count)s bank accounts", loaded.bank_accounts),
        "links": ngettext("%(count)s link", "%(count)s links", loaded.links),
    }
    sentence = _(
        "Loaded %(companies)s and %(people)s, %(customers)s, %(vendors)s and %(bank_accounts)s, with %(links)s."
    )
    return sentence % {name: text % {"count": counts[name]} for name, text in counted.items()}
