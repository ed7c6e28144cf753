"""A pytest plugin that writes what became of the tests to the file that CRM_TALLY names."""

import os
from collections import Counter
from pathlib import Path

import pytest

KINDS = ("failed", "error", "passed", "skipped", "xfailed", "xpassed")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The file holds a line such as "1 failed, 412 passed", and why tests were skipped."""
    counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in KINDS}
    text = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    left_out = "".join(f"; NOT TESTED ({count}): {reason}" for reason, count in reasons.items())
    Path(os.environ["CRM_TALLY"]).write_text(f"{text or 'no tests'}{left_out}", encoding="utf-8")
