"""The command `describe_links`: which fields contacts share with customers, vendors and bank accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from contacts.links import documentation
from contacts.links.kinds import all_kinds
from crm.kit.commands import OperationsCommand, WrongUse
from crm.kit.refusal import Refused
from crm.kit.report import JSON, Outcome
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.core.management.base import CommandParser

MARKDOWN = "markdown"
GAP = "  "


class Command(OperationsCommand):
    """The table, or the file that holds it."""

    help = (
        "Show the fields that linked records share, block by block, and which way each may travel: as\n"
        "declared in the models and narrowed by the field policies in force. --check and --write keep the\n"
        "table in a README up to date; they show the declaration only and need no database.\n"
        "--check ends with exit code 1 where the table is not what the declaration says."
    )
    examples = """
  the table in force, with captions in Italian
    manage.py describe_links --language it
  for programs
    manage.py describe_links --format json
  in CI, and to renew the table
    manage.py describe_links --check README.md
    manage.py describe_links --write README.md
"""
    formats = ("text", MARKDOWN, JSON)
    writes = False

    def columns_for(self, options: dict[str, Any]) -> tuple[str, ...]:
        """One column for each kind."""
        return ("block", "caption", "column", *(kind.name for kind in all_kinds()))

    def options(self, parser: CommandParser) -> None:
        """Whether to show the table or to look after a file."""
        parser.add_argument("--declared", action="store_true", help="as declared in the models, without field policies")
        file = parser.add_mutually_exclusive_group()
        markers = f"between {documentation.OPENING} and {documentation.CLOSING}"
        file.add_argument("--check", type=Path, metavar="FILE", help=f"is the table {markers} up to date?")
        file.add_argument("--write", type=Path, metavar="FILE", help=f"renew the table {markers}")

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Check, write or show."""
        check, write = options["check"], options["write"]
        if check:
            is_good = _on_file(documentation.is_up_to_date, check, options["language"])
            said = _("%(file)s is up to date.") if is_good else _("The table in %(file)s is out of date; see --write.")
            return Outcome(said % {"file": check.name}, left=not is_good)
        if write:
            changed = _on_file(documentation.write_table, write, options["language"])
            said = _("%(file)s was renewed.") if changed else _("%(file)s is up to date.")
            return Outcome(said % {"file": write.name})
        return self._show(options)

    def _show(self, options: dict[str, Any]) -> Outcome:
        fields = documentation.shared_fields(None if options["declared"] else rules_in_force())
        rows = [documentation.cells(field) for field in fields]
        lines = _piped if options["format"] == MARKDOWN else _aligned
        heading, rule, *said = lines([documentation.heading(), *rows])
        self.report.say(heading)
        self.report.say(rule)
        for field, line in zip(fields, said, strict=True):
            known = {"block": field.block, "caption": field.caption, "column": field.column}
            self.report.row(line, **known, **field.directions)
        self.report.say()
        self.report.say(documentation.legend())
        counts = {kind.name: sum(kind.name in field.directions for field in fields) for kind in all_kinds()}
        return Outcome(documentation.total(fields), counts)


def _on_file(act: Callable[[Path, str], bool], path: Path, language: str | None) -> bool:
    """Files are in English unless another language was asked for, whatever language this installation has."""
    with translation.override(language or "en"):
        table = documentation.markdown(documentation.shared_fields())
    try:
        return act(path, table)
    except Refused as refusal:
        raise WrongUse(f"{path.name}: {refusal.sentence}") from refusal
    except OSError as error:
        said = _("%(file)s cannot be used: %(reason)s.")
        raise WrongUse(said % {"file": path, "reason": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise WrongUse(_("%(file)s is no text in UTF-8.") % {"file": path}) from error


def _piped(rows: Sequence[Sequence[str]]) -> list[str]:
    with_rule = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return [f"| {' | '.join(row)} |" for row in with_rule]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    plain = [[cell.strip("`") for cell in row] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*plain, strict=True)]
    with_rule = [plain[0], ["-" * width for width in widths], *plain[1:]]
    return [GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in with_rule]
