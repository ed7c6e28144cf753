"""Makes `.venv` from the hash-locked requirements and starts the program again inside it.

Standard library only, because this runs before anything is installed.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from crm.install import InstallError, prepare, python_of

REQUIREMENTS = {"quickstart": "requirements.txt", "test": "requirements-dev.txt"}


def enter(manage: Path, arguments: list[str]) -> None:
    """Return when this interpreter can run the command; otherwise be replaced by one that can, or exit.

    `quickstart` and `test` are for a private machine; they make or refresh `.venv` and run nowhere else.
    Other commands install nothing and borrow `.venv` when this interpreter has no Django of its own.
    """
    root = manage.parent
    command = arguments[0] if arguments else ""
    try:
        stays = _made_ready(root, command) if command in REQUIREMENTS else _has_django(root)
    except InstallError as problem:
        sys.exit(f"{command or 'manage.py'}: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    if not stays:
        _start_again(python_of(root), [str(manage), *arguments])


def _made_ready(root: Path, command: str) -> bool:
    """True when this interpreter is the one in `.venv` and nothing had to be installed."""
    os.environ.setdefault("CRM_LOCAL", "on")
    changed = prepare(root, REQUIREMENTS[command])
    return _inside(root) and not changed


def _has_django(root: Path) -> bool:
    """True when this interpreter can go on, False when that of `.venv` should; InstallError when neither."""
    here = importlib.util.find_spec("django") is not None
    if _inside(root) or not python_of(root).exists():
        if not here:
            raise InstallError("Django is missing; `python3 manage.py quickstart` installs it.")
        return True
    in_other_virtualenv = sys.prefix != sys.base_prefix
    return here and in_other_virtualenv


def _inside(root: Path) -> bool:
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def _start_again(python: Path, arguments: list[str]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(python), *arguments]
    if os.name == "nt":
        # Windows has no exec: the shell would take the prompt back while the program still runs.
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)
