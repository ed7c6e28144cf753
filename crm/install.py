"""The virtual environment `.venv` and what is installed in it; standard library only.

A stamp beside the packages says which requirements they came from, so that a ready environment costs one
short look. A mark stands there while packages are being installed: found by a later run, it means that the
installing process was killed, and the environment is made anew.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

from crm import pip_run

PROBE = (
    "import sys, importlib.util as u; sys.stdout.write(f'{sys.version_info[:2]} {u.find_spec(\"django\") is not None}')"
)


class InstallError(Exception):
    """The environment could not be made; the text is a sentence for the person at the terminal."""


def prepare(root: Path, requirements: str) -> bool:
    """`.venv` holds what the file ``requirements`` names; True when something was installed for that.

    Two runs at once wait for each other. Raises InstallError; what is half-made is repaired by the next run.
    """
    if _fits(root, requirements):
        return False
    try:
        with alone(root / "var" / "install.lock"):
            if not _fits(root, requirements):
                _make(root)
                _fill(root, requirements)
    except OSError as error:
        raise InstallError(f"`.venv` could not be made: {error.strerror or error} ({error.filename}).") from error
    return True


def python_of(root: Path) -> Path:
    """Where the interpreter of `.venv` is, whether it exists or not."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make(root: Path) -> None:
    """`.venv` has a working interpreter; packages of a finished installation are kept."""
    if _probe(root) and not _mark(root).exists():
        return
    _say("Making the virtual environment .venv")
    venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(root / ".venv")


def _fill(root: Path, requirements: str) -> None:
    _mark(root).touch()
    try:
        pip_run.install(python_of(root), root / requirements, _say)
    except pip_run.PipError as problem:
        _mark(root).unlink()
        raise InstallError(str(problem)) from problem
    for file in {requirements, "requirements.txt"}:
        _stamp(root, file).write_text(_state(root, file), encoding="utf-8")
    _mark(root).unlink()


def _fits(root: Path, requirements: str) -> bool:
    stamp = _stamp(root, requirements)
    if _mark(root).exists() or not stamp.exists():
        return False
    return stamp.read_text(encoding="utf-8") == _state(root, requirements)


def _state(root: Path, requirements: str) -> str:
    """What a stamp holds: the requirements, the version of the interpreter, and whether Django is there."""
    return f"{hashlib.sha256((root / requirements).read_bytes()).hexdigest()} {_probe(root)}"


def _probe(root: Path) -> str:
    """What the interpreter of `.venv` says of itself; empty when there is none that works."""
    with contextlib.suppress(OSError):
        command = [str(python_of(root)), "-P", "-c", PROBE]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return ""


def _stamp(root: Path, requirements: str) -> Path:
    return root / ".venv" / f"installed-{requirements}"


def _mark(root: Path) -> Path:
    return root / ".venv" / "installing"


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """No other run is in such a block with the same ``file``; the lock of a killed process is lifted."""
    if os.name == "nt":
        yield
        return
    import fcntl

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another run is doing the same; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
