"""Commands as operations run them, in this process: exit code, what was said and what was complained of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """What ``--format json`` said."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its rows."""
        rows: list[dict[str, Any]] = self.document["rows"]
        return rows


def run(*words: object) -> Ran:
    """The command with its arguments; an error is what it ends with, not an exception."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err)
    except CommandError as error:
        return Ran(error.returncode, out.getvalue(), f"{err.getvalue()}{error}")
    return Ran(0, out.getvalue(), err.getvalue())


def results(*words: object) -> dict[str, str]:
    """By partner number, the result column of a command that was asked for JSON."""
    return {row["partner"]: row["result"] for row in run(*words, "--format", "json").rows}
