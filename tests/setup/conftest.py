"""Browsers for the pages of settings."""

from __future__ import annotations

from tests.screens.conftest import anna, bo, cleo, dario

__all__ = ["anna", "bo", "cleo", "dario"]
