"""
DuckDB: `COPY FROM DATABASE`, and differences by `EXCEPT ALL`.

A full backup is a database file that COPY FROM DATABASE filled. DuckDB has no incremental backups;
the driver keeps in a database file the statements by which the schemas differ, and of each table
the rows that went and the rows that came.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from conformance.kit import KitDriver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.kit import Cell, Table

    class Connection(Protocol):
        """What is used of a connection, or of another one to the same database."""

        description: Sequence[tuple[object, ...]]

        def execute(self, query: str) -> Connection:
            """Run one statement."""

        def fetchall(self) -> list[tuple[Any, ...]]:
            """Return the rows of the last one."""

        def cursor(self) -> Connection:
            """Return another connection."""

        def close(self) -> None:
            """End it."""


DUCKDB = import_module("duckdb")

DECIMAL: Final = re.compile(r"\bDECIMAL\b(?!\s*\()", re.IGNORECASE)
"""A DECIMAL that keeps every digit, which DuckDB rounds to three."""

OBJECTS: Final = """
SELECT 'TABLE', table_name, table_name, sql FROM duckdb_tables() WHERE database_name = '{0}'
UNION ALL
SELECT 'INDEX', index_name, table_name, sql FROM duckdb_indexes() WHERE database_name = '{0}'
"""


@dataclass(frozen=True, slots=True)
class Database:
    """A file, the connection that holds it, and one more for each session."""

    file: Path
    connection: Connection
    sessions: dict[str, Connection] = field(default_factory=dict)


class Duckdb:
    """What the kit asks of an engine."""

    name = "DuckDB"
    version = DUCKDB.__version__
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill", "truncate")
    supplied = ("differences", "dialect")
    refusals = (DUCKDB.Error,)

    def begin(self, folder: Path) -> Database:
        """Return an empty database."""
        file = folder / "live.duckdb"
        return Database(file, DUCKDB.connect(str(file)))

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; what it changes is counted by DuckDB, and not told."""
        if session not in database.sessions:
            database.sessions[session] = database.connection.cursor()
        written = DECIMAL.sub("DECIMAL(18, 2)", statement)
        (parsed,) = DUCKDB.extract_statements(written)
        answer = database.sessions[session].execute(written)
        if parsed.expected_result_type != [DUCKDB.ExpectedResultType.QUERY_RESULT]:
            return [], []
        columns = [str(name) for name, *_ in answer.description]
        return columns, [[text(cell) for cell in row] for row in answer.fetchall()]

    def full(self, database: Database, file: Path) -> None:
        """Copy the database into a file."""
        with attached(database.connection, file, "backup") as connection:
            connection.execute("COPY FROM DATABASE live TO backup")

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write what differs from what the chain restores to."""
        with tempfile.TemporaryDirectory(prefix="helios-kit-") as folder:
            before = self.restored(chain, Path(folder))
            statements = schema_changes(objects(database.connection), objects(before.connection))
            for statement in statements:
                before.connection.execute(statement)
            self.discard(before)
            with (
                attached(database.connection, file, "backup") as connection,
                attached(database.connection, before.file, "before"),
            ):
                write_changes(connection, statements)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Copy the full into a new database, and apply what differs."""
        database = self.begin(folder)
        full, *incrementals = chain
        try:
            with attached(database.connection, full, "backup", "READ_ONLY") as connection:
                connection.execute("COPY FROM DATABASE backup TO live")
            for file in incrementals:
                with attached(database.connection, file, "backup", "READ_ONLY") as connection:
                    apply_changes(connection)
        except BaseException:
            self.discard(database)
            raise
        return database

    def copy(self, database: Database, folder: Path) -> Database:
        """Copy the database into another."""
        copy = folder / "live.duckdb"
        self.full(database, copy)
        return Database(copy, DUCKDB.connect(str(copy)))

    def discard(self, database: Database) -> None:
        """End every connection."""
        for connection in (*database.sessions.values(), database.connection):
            connection.close()


def driver() -> KitDriver[Database]:
    """Return the driver of the target `duckdb`."""
    return KitDriver(Duckdb())


@contextmanager
def attached(
    connection: Connection, file: Path, name: str, options: str = "READ_WRITE"
) -> Iterator[Connection]:
    """Yield a connection that no session has, with another database file beside `live`."""
    quoted = str(file).replace("'", "''")
    with closing(connection.cursor()) as other:
        other.execute(f"ATTACH '{quoted}' AS {name} ({options})")
        try:
            yield other
        finally:
            other.execute(f"DETACH {name}")


def objects(connection: Connection) -> list[tuple[str, ...]]:
    """Return kind, name, table and statement of what is in a database."""
    return connection.cursor().execute(OBJECTS.format("live")).fetchall()


def schema_changes(now: list[tuple[str, ...]], before: list[tuple[str, ...]]) -> list[str]:
    """Return the statements that turn one schema into another; indexes go with their tables."""
    changed = {name for kind, name, *_ in set(before) - set(now) if kind == "TABLE"}
    kept = {one for one in before if one in now and one[2] not in changed}
    gone = [one for one in before if one not in kept]
    drops = [f'DROP {kind} "{name}"' for kind, name, *_ in reversed(gone)]
    return [*drops, *(sql for *_, sql in (one for one in now if one not in kept))]


def write_changes(connection: Connection, statements: list[str]) -> None:
    """Fill a backup with statements, and with the rows that went and came, table by table."""
    connection.execute("BEGIN")  # all of it of one moment, whatever other sessions write
    connection.execute("CREATE TABLE backup.statements (n INT, sql TEXT)")
    for number, statement in enumerate(statements):
        quoted = statement.replace("'", "''")
        connection.execute(f"INSERT INTO backup.statements VALUES ({number}, '{quoted}')")  # noqa: S608
    for kind, name, *_ in objects(connection):
        if kind == "TABLE":
            for change, one, other in (("went", "before", "live"), ("came", "live", "before")):
                connection.execute(
                    f'CREATE TABLE backup."{change} {name}" AS '
                    f'FROM {one}."{name}" EXCEPT ALL FROM {other}."{name}"'
                )
    connection.execute("COMMIT")


def apply_changes(connection: Connection) -> None:
    """Give a database the schema and the rows that a backup has written down."""
    read = connection.execute("SELECT sql FROM backup.statements ORDER BY n").fetchall()
    for (statement,) in read:
        connection.execute(statement)
    for kind, name, *_ in objects(connection):
        if kind == "TABLE":
            connection.execute(
                f'CREATE TEMP TABLE now AS (FROM live."{name}" EXCEPT ALL '
                f'FROM backup."went {name}") UNION ALL FROM backup."came {name}"'
            )
            # Two transactions: a key that went and came again would collide within one.
            connection.execute(f'DELETE FROM live."{name}"')  # noqa: S608 - a name that DuckDB gave
            connection.execute(f'INSERT INTO live."{name}" FROM now')
            connection.execute("DROP TABLE now")


def text(value: object) -> Cell:
    """Return a value as PostgreSQL prints it, as far as the cases ask."""
    if isinstance(value, bool):
        return "t" if value else "f"
    return None if value is None else str(value)
