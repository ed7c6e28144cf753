"""Typed readers of environment variables; nonsense stops the program with a sentence.

A variable that is set but blank counts as not set, because compose files and unit files leave blanks behind.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
SOCKET = re.compile(r"unix:/.+|fd://\d+|(?:[\w.-]*|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})")


def text(name: str, default: str, *, choices: Collection[str] = ()) -> str:
    """The value with outer blanks removed, one of ``choices`` when there are any."""
    value = _given(name)
    if value is None:
        return default
    if choices and value not in choices:
        raise _nonsense(name, value, "one of " + ", ".join(sorted(choices)))
    return value


def flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; in any case of letters."""
    value = _given(name)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise _nonsense(name, value, "on or off (also 1/0, true/false, yes/no)")


def integer(name: str, default: int, *, lowest: int, highest: int) -> int:
    """A whole number between ``lowest`` and ``highest``, both included."""
    value = _given(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise _nonsense(name, value, f"a whole number from {lowest} to {highest}") from error
    if not lowest <= number <= highest:
        raise _nonsense(name, value, f"a whole number from {lowest} to {highest}")
    return number


def listing(name: str, default: Collection[str] = ()) -> list[str]:
    """The values between commas, without outer blanks; empty places are dropped."""
    value = _given(name)
    if value is None:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def addresses(name: str, default: str) -> list[str]:
    """Where a server listens: one or more of host:port, unix:/path and fd://number, between commas."""
    chosen = text(name, default).split(",")
    for address in chosen:
        found = SOCKET.fullmatch(address.strip())
        if found is None or int(found["port"] or 0) > 65_535:
            raise _nonsense(name, text(name, default), "host:port, such as 127.0.0.1:8000, or unix:/path/of/a/socket")
    return [address.strip() for address in chosen]


def path(name: str, default: Path) -> Path:
    """An absolute path; a relative one would depend on where the program was started."""
    value = _given(name)
    if value is None:
        return default
    chosen = Path(value).expanduser()
    if not chosen.is_absolute():
        raise _nonsense(name, value, "an absolute path")
    return chosen


def time_zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError) as error:
        raise _nonsense(name, value, "the name of a time zone, such as Europe/Rome") from error
    return value


def secret(name: str) -> str | None:
    """The value of ``NAME``, or the content of the file that ``NAME_FILE`` names; None when neither is set.

    The value itself never appears in an error.
    """
    value, file = _given(name), _given(f"{name}_FILE")
    if value is not None and file is not None:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one of them.")
    if file is None:
        return value
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _nonsense(f"{name}_FILE", file, "a readable text file") from error
    if not content:
        raise _nonsense(f"{name}_FILE", file, "a file that is not empty")
    return content


def production_secret(name: str, given: str | None, kept: Path | None) -> str:
    """``given``, or the secret kept in the file ``kept``; ImproperlyConfigured when there is neither."""
    if given is not None:
        return given
    if kept is not None:
        return kept_secret(kept)
    raise ImproperlyConfigured(
        f"{name} is not set. Production needs it: a long random text, or {name}_FILE naming a file with it; "
        "on a private machine run `python3 manage.py quickstart` once, or set CRM_LOCAL=on."
    )


def kept_secret(file: Path) -> str:
    """The secret kept in ``file``, which is made with mode 600 when it is missing.

    Of several processes that start at once, one makes the file and all read the same value.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(64))
        try:
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
        finally:
            draft.unlink()
    return file.read_text(encoding="utf-8").strip()


def _given(name: str) -> str | None:
    return os.environ.get(name, "").strip() or None


def _nonsense(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}; it must be {wanted}.")
