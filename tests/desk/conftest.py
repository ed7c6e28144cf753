"""Anna, Bo and Cleo with their browsers."""

from tests.screens.conftest import anna, bo, cleo, nordlys

__all__ = ["anna", "bo", "cleo", "nordlys"]
