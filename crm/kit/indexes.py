"""Migration operations for what only PostgreSQL has."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class TrigramIndex(Operation):
    """Any fragment of a search column is found at once: a trigram index on PostgreSQL; `fragments` keeps SQLite's."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, column: str = "search") -> None:
        self.table = table
        self.column = column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration file says of this operation."""
        return self.__class__.__name__, [self.table, self.column], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is there."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                f'CREATE INDEX "{self._name}" ON "{self.table}" USING gin ("{self.column}" gin_trgm_ops)'
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is gone; the extension stays, others may use it."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP INDEX IF EXISTS "{self._name}"')

    def describe(self) -> str:
        """What the operation does, for Django's own messages."""
        return f"Index the fragments of {self.column} in {self.table}"

    @property
    def _name(self) -> str:
        return f"{self.table}_{self.column}_trigrams"


class PartsInOrder(Operation):
    """The rows with one value of a column are read in their order: an index on PostgreSQL.

    SQLite goes without: it would take such an index for every order, and sort all of those rows to show the first.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, column: str, order: tuple[str, ...] = ("sort_name", "id")) -> None:
        self.table = table
        self.column = column
        self.order = tuple(order)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration file says of this operation."""
        return self.__class__.__name__, [self.table, self.column, self.order], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is there."""
        if schema_editor.connection.vendor == "postgresql":
            columns = ", ".join(f'"{one}"' for one in (self.column, *self.order))
            schema_editor.execute(f'CREATE INDEX "{self._name}" ON "{self.table}" ({columns})')

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is gone."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP INDEX IF EXISTS "{self._name}"')

    def describe(self) -> str:
        """What the operation does, for Django's own messages."""
        return f"Index the order of {self.table} by {self.column}"

    @property
    def _name(self) -> str:
        return f"{self.table}_{self.column}_in_order"
