"""The lock files install the same packages everywhere and give away nothing of the machine they came from."""

import re
from pathlib import Path

import pytest

from tests.start.programs import ROOT

pytestmark = pytest.mark.once

LOCKS = sorted(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_option(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()

    assert not [line for line in lines if "://" in line or line.startswith("-") or "file:" in line]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())

    assert len(packages) > 10
    assert all(re.match(r"[\w.-]+(\[[^]]+\])?==\S+", package) for package in packages)
    assert all("--hash=sha256:" in package for package in packages)


def test_what_runs_is_what_was_tested() -> None:
    runtime, dev = (_pins(ROOT / name) for name in ("requirements.txt", "requirements-dev.txt"))

    assert runtime.items() <= dev.items()


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[^]]+\])?==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
