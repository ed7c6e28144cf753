"""The command `makemessages`, in place of Django's, which wants the system's gettext."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from crm.kit.commands import SpokenCommand
from crm.start import extraction, merging, proofreading


class Command(SpokenCommand):
    """Bring the catalogues in line with the sources, or say whether they are."""

    help = (
        "Collect what is to be translated into the catalogues (.po): translations are kept, new entries are empty, "
        "entries that nothing says any longer go. Needs Babel, and no gettext. With --check nothing is written; "
        "exit code 1 when something would be, or when a translation is missing, fuzzy or has other placeholders."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the one option."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if work is left")

    def handle(self, *, check: bool = False, **_options: Any) -> None:
        """One line for each catalogue, and one for each entry that is not right."""
        try:
            found = extraction.messages()
        except extraction.BabelMissing as error:
            raise CommandError(str(error)) from error
        left = 0
        for language, path in merging.wanted().items():
            catalogue = merging.merged(path, language, found)
            file = path.relative_to(settings.BASE_DIR).as_posix()
            stale = not merging.is_up_to_date(path, catalogue)
            if stale and not check:
                merging.write(path, catalogue)
            state = ("would change" if check else "renewed") if stale else "is up to date"
            self.stdout.write(f"{file} {state}: {len(catalogue)} entries")
            faults = proofreading.faults(catalogue)
            for fault in faults:
                self.stdout.write(f"  {fault}")
            left += len(faults) + (stale and check)
        if check and left:
            raise CommandError("The translations are not complete; `manage.py makemessages` renews the catalogues.")
