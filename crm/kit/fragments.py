"""Text that is found by any fragment of it, however many rows there are (performance goals 8 and 8b).

PostgreSQL has a trigram index on the column. SQLite has a table of trigrams beside, which triggers keep; where it
is missing, and for what a trigram cannot find, the rows are read through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections, transaction
from django.db.models import GeneratedField, TextField
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup

if TYPE_CHECKING:
    from django.apps import AppConfig
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

FRAGMENT = 3
"""Letters of the shortest fragment that an index of trigrams finds."""

COLUMN = "search"
OLDEST = (3, 34)
"""SQLite knows trigrams since then."""

Sql = tuple[str, Any]


@TextField.register_lookup
@GeneratedField.register_lookup
class Holds(Lookup[Any]):
    """The text contains every one of some fragments."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Each fragment is compared; the index helps where there is one."""
        return self._compared(compiler, connection, self.rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> Sql:
        """Rows that the table of trigrams knows."""
        quick = [_phrase(one) for one in self._beginnings() or self.rhs if len(one) >= FRAGMENT]
        target: Any = self.lhs.target if isinstance(self.lhs, Col) else None
        table = target.model._meta.db_table if target is not None and target.name == COLUMN else ""
        if not quick or table not in known_to(connection):
            return self._compared(compiler, connection, self.rhs)
        quoted = connection.ops.quote_name
        key = f"{quoted(self.lhs.alias)}.{quoted(target.model._meta.pk.column)}"
        beside = quoted(name_of(table))
        sql = f"{key} IN (SELECT rowid FROM {beside} WHERE {beside} MATCH %s)"
        left = [one for one in self.rhs if len(one) < FRAGMENT] if not self._beginnings() else []
        if not left:
            return sql, [" AND ".join(quick)]
        others, params = self._compared(compiler, connection, left)
        return f"({sql} AND {others})", [" AND ".join(quick), *params]

    def _beginnings(self) -> list[str]:
        """What is looked for in place of fragments that are too short all of them."""
        return [] if any(len(one) >= FRAGMENT for one in self.rhs) else [f" {one}" for one in self.rhs]

    def _compared(self, compiler: Any, connection: Any, fragments: Any) -> Sql:
        column, given = self.process_lhs(compiler, connection)
        escape = " ESCAPE '\\'" if connection.vendor == "sqlite" else ""
        parts: list[str] = []
        params: list[Any] = []
        for one in fragments:
            bare = connection.ops.prep_for_like_query(one)
            patterns = [f"{bare}%", f"% {bare}%"] if self._beginnings() else [f"%{bare}%"]
            parts.append("(" + " OR ".join(f"{column} LIKE %s{escape}" for _ in patterns) + ")")
            params += [value for pattern in patterns for value in (*given, pattern)]
        return f"({' AND '.join(parts)})", params


def _phrase(fragment: str) -> str:
    return '"' + fragment.replace('"', '""') + '"'


def name_of(table: str) -> str:
    """The table of trigrams beside ``table``."""
    return f"{table}_fragments"


def known_to(connection: Any) -> frozenset[str]:
    """The tables of an SQLite database that have trigrams beside them; looked up once for each connection."""
    known: frozenset[str] | None = getattr(connection, "crm_fragments", None)
    if known is None:
        connection.ensure_connection()
        with connection.wrap_database_errors:
            tables = connection.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ending = name_of("")
        known = frozenset(name.removesuffix(ending) for (name,) in tables if name.endswith(ending))
        connection.crm_fragments = known
    return known


def forget(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A new connection looks up anew what there is."""
    connection.crm_fragments = None  # type: ignore[attr-defined]


def keep(sender: AppConfig, using: str = "default", **_: Any) -> None:
    """After migrations every table that can be searched has its trigrams, on an SQLite that knows them.

    A migration that alters a table makes it anew, and its triggers are gone: then the trigrams are made anew too.
    """
    connection: Any = connections[using]
    if connection.vendor != "sqlite" or not _knows_trigrams(connection):
        return
    for model in sender.get_models():
        if any(field.name == COLUMN and field.generated for field in model._meta.local_concrete_fields):
            _keep_beside(connection, model)
    connection.crm_fragments = None


def _knows_trigrams(connection: Any) -> bool:
    if connection.get_database_version() < OLDEST:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'")
        return bool(cursor.fetchone()[0])


def _keep_beside(connection: Any, model: type[Model]) -> None:
    table, key = model._meta.db_table, str(model._meta.pk.column)
    beside, quoted = name_of(table), connection.ops.quote_name
    known = "SELECT name FROM sqlite_master WHERE tbl_name = %s OR name = %s"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(known, [table, beside])
        found = {name for (name,) in cursor.fetchall()}
        triggers = {f"{beside}_{deed}": sql for deed, sql in _triggers(quoted(beside), key).items()}
        if table not in found or found >= {beside, *triggers}:
            return
        cursor.execute(f"DROP TABLE IF EXISTS {quoted(beside)}")
        options = "content='', columnsize=0, tokenize='trigram case_sensitive 1'"
        cursor.execute(f"CREATE VIRTUAL TABLE {quoted(beside)} USING fts5({COLUMN}, {options})")
        cursor.execute(
            f"INSERT INTO {quoted(beside)}(rowid, {COLUMN}) SELECT {quoted(key)}, ' ' || {COLUMN} FROM {quoted(table)}"
        )
        for name, sql in triggers.items():
            event, deed = sql
            cursor.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
            cursor.execute(f"CREATE TRIGGER {quoted(name)} {event.format(table=quoted(table))} BEGIN {deed} END")


def _triggers(beside: str, key: str) -> dict[str, tuple[str, str]]:
    """When each trigger acts, and what it does. The blank in front lets a first word be found as one."""
    added = f"INSERT INTO {beside}(rowid, {COLUMN}) VALUES (new.\"{key}\", ' ' || new.{COLUMN});"
    gone = f"INSERT INTO {beside}({beside}, rowid, {COLUMN}) VALUES ('delete', old.\"{key}\", ' ' || old.{COLUMN});"
    return {
        "insert": ("AFTER INSERT ON {table}", added),
        "delete": ("AFTER DELETE ON {table}", gone),
        "update": (
            f'AFTER UPDATE ON {{table}} WHEN old.{COLUMN} IS NOT new.{COLUMN} OR old."{key}" <> new."{key}"',
            f"{gone} {added}",
        ),
    }
