"""Migration operations for indexes that only PostgreSQL has."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class PostgresIndex(Operation):
    """An index on PostgreSQL; other databases go without. Django's picture of the models does not change."""

    reversible = True
    reduces_to_sql = True
    suffix: str

    def __init__(self, table: str, column: str) -> None:
        self.table = table
        self.column = column

    @abstractmethod
    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """The index is there. Called on PostgreSQL only."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration file says of this operation."""
        return self.__class__.__name__, [self.table, self.column], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is there."""
        if schema_editor.connection.vendor == "postgresql":
            self.create(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The index is gone; an extension stays, others may use it."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP INDEX IF EXISTS "{self.name}"')

    @property
    def name(self) -> str:
        """What the index is called."""
        return f"{self.table}_{self.column}_{self.suffix}"


class TrigramIndex(PostgresIndex):
    """Any fragment of a search column is found at once: a trigram index on PostgreSQL; `fragments` keeps SQLite's."""

    suffix = "trigrams"

    def __init__(self, table: str, column: str = "search") -> None:
        super().__init__(table, column)

    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Of the fragments, with the extension that knows them."""
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(f'CREATE INDEX "{self.name}" ON "{self.table}" USING gin ("{self.column}" gin_trgm_ops)')

    def describe(self) -> str:
        """What the operation does, for Django's own messages."""
        return f"Index the fragments of {self.column} in {self.table}"


class PartsInOrder(PostgresIndex):
    """The rows with one value of a column are read in their order: an index on PostgreSQL.

    SQLite goes without: it would take such an index for every order, and sort all of those rows to show the first.
    """

    suffix = "in_order"

    def __init__(self, table: str, column: str, order: tuple[str, ...] = ("sort_name", "id")) -> None:
        super().__init__(table, column)
        self.order = tuple(order)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What the migration file says of this operation."""
        return self.__class__.__name__, [self.table, self.column, self.order], {}

    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Of the column, then of what the rows are ordered by."""
        columns = ", ".join(f'"{one}"' for one in (self.column, *self.order))
        schema_editor.execute(f'CREATE INDEX "{self.name}" ON "{self.table}" ({columns})')

    def describe(self) -> str:
        """What the operation does, for Django's own messages."""
        return f"Index the order of {self.table} by {self.column}"
