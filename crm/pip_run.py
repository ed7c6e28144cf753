"""One run of pip with its progress and, when it fails, the reason in one sentence; standard library only."""

import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

OPTIONS = (
    "--require-hashes",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar=off",
    "--retries=2",
)
STEP = re.compile(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)")
REASONS = (
    ("HASHES", "the hash of a downloaded package is not the locked one, so nothing was installed."),
    ("No space left", "the disk is full."),
    (
        r"from versions: none|Retrying|Connection|timed out|Timeout|name resolution|Proxy|SSLError",
        "the packages could not be downloaded. Check the network (and pip's proxy and index settings), "
        "then run the same command again.",
    ),
    (
        "No matching distribution",
        "the package index has no package for this Python version and machine.",
    ),
)


class PipError(Exception):
    """Nothing usable was installed; the text is a sentence for the person at the terminal."""


def install(python: Path, requirements: Path, say: Callable[[str], None]) -> None:
    """The environment of ``python`` holds exactly the locked versions that ``requirements`` names."""
    locked = re.findall(r"^[\w.-]+(?:\[[^]]*\])?==", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    say(f"Installing {len(locked)} packages from {requirements.name}")
    command = [*_pip(python), "install", *OPTIONS, "-r", str(requirements)]
    pipe, joined = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, stdout=pipe, stderr=joined, text=True, env=_surroundings()) as run:
        tail = _follow(run.stdout or (), len(locked), say)
    if run.returncode:
        raise PipError(_reason("".join(tail)))


def _follow(lines: Iterable[str], total: int, say: Callable[[str], None]) -> deque[str]:
    """The last lines of the run; a line of progress at every tenth package and before unpacking."""
    tail: deque[str] = deque(maxlen=60)
    seen = 0
    for line in lines:
        tail.append(line)
        if step := STEP.match(line):
            seen += 1
            if sys.stderr.isatty():
                sys.stderr.write(f"\r\033[K  {seen}/{total} {step[1]}")
                sys.stderr.flush()
            elif seen % 10 == 0:
                say(f"  {seen}/{total} {step[1]}")
        elif line.startswith("Installing collected packages"):
            say(f"{chr(13) if sys.stderr.isatty() else ''}  {seen}/{total} fetched, unpacking")
    return tail


def _reason(output: str) -> str:
    for pattern, sentence in REASONS:
        if re.search(pattern, output):
            return sentence
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return f"pip failed: {errors[-1].removeprefix('ERROR:').strip() if errors else output.strip()[-300:]}"


def _pip(python: Path) -> list[str]:
    """The beginning of a command that runs a pip on the environment of ``python``.

    The pip of the interpreter at hand, or of the one below it when a virtual environment is active; where a
    distribution ships none, the one that Python carries inside.
    """
    for candidate in (sys.executable, getattr(sys, "_base_executable", None), shutil.which("python3")):
        if candidate and _works([candidate, "-m", "pip", "--version"]):
            return [candidate, "-m", "pip", "--python", str(python)]
    if _works([str(python), "-m", "pip", "--version"]) or _works([str(python), "-m", "ensurepip"]):
        return [str(python), "-m", "pip"]
    raise PipError("pip is missing. Install it (Debian, Ubuntu: `apt install python3-pip`) and run this again.")


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _surroundings() -> dict[str, str]:
    """The environment for pip, without settings that would send packages elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX"}}
    return {**kept, "PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore", "PYTHONUNBUFFERED": "1"}
