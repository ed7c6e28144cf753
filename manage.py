#!/usr/bin/env python3
"""Django's command line, which first makes sure of an interpreter that can run it.

The syntax of this file stays readable for old Pythons, so that they answer with a sentence.
"""

import os
import sys
from pathlib import Path

NEED_NO_SETTINGS = (["help"], ["--help"], ["-h"], ["version"], ["--version"])


def main() -> None:
    """Run one command; `quickstart` and `test` make or refresh `.venv` before they start."""
    if sys.version_info < (3, 11):
        found = ".".join(str(number) for number in sys.version_info[:3])
        sys.exit("This program needs Python 3.11 or newer; this is Python " + found + ".")
    from crm import bootstrap

    bootstrap.enter(Path(__file__).resolve(), sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    from importlib import import_module

    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        if sys.argv[1:2] not in ([], *NEED_NO_SETTINGS) and not any(word.startswith("--settings") for word in sys.argv):
            # Django's own makemessages and others would otherwise go ahead without ours.
            import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        if settings.configured:
            raise
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
