"""The log of the server tells what is broken, at length; what is refused, in a line."""

from __future__ import annotations

import logging

import pytest
from django.test import Client


def test_a_refusal_is_one_line_in_the_log(bo: Client, caplog: pytest.LogCaptureFixture) -> None:
    """H4: nothing is broken."""
    with caplog.at_level(logging.WARNING, "django.request"):
        assert bo.get("/contacts/new/").status_code == 403

    (line,) = [one for one in caplog.records if one.name == "django.request"]
    assert line.getMessage() == "Forbidden (Permission denied): /contacts/new/"
    assert line.exc_info is None


def test_what_breaks_is_told_with_its_traceback(
    bo: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever mends it needs to know where."""
    monkeypatch.setattr("crm.home.views.charts_for", lambda user: 1 / 0)
    bo.raise_request_exception = False

    with caplog.at_level(logging.ERROR, "django.request"):
        assert bo.get("/").status_code == 500

    (line,) = [one for one in caplog.records if one.name == "django.request"]
    assert line.exc_info is not None and isinstance(line.exc_info[1], ZeroDivisionError)
