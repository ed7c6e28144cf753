"""Tests that do not touch the database run once, in the SQLite pass."""

import pytest
from django.db import connection


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The PostgreSQL pass leaves out what is marked `once` and reports it as deselected."""
    if connection.vendor != "postgresql":
        return
    away = [item for item in items if item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if item not in away]
