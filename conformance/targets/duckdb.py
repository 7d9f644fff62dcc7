"""
DuckDB: `COPY FROM DATABASE`, and differences by `EXCEPT ALL`.

A full backup is a database file that COPY FROM DATABASE filled. DuckDB has no incremental backups;
the driver keeps in a database file the statements by which the schemas differ, and of each table
the rows that went and the rows that came.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from conformance.kit import (
    KitDriver,
    SchemaObject,
    Sessions,
    as_text,
    decimals_as,
    discarded_on_failure,
    schema_changes,
    temporary_folder,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from conformance.kit import Connection, Table

DUCKDB = import_module("duckdb")

OBJECTS: Final = """
SELECT 'TABLE', table_name, table_name, sql FROM duckdb_tables() WHERE database_name = 'live'
UNION ALL
SELECT 'INDEX', index_name, table_name, sql FROM duckdb_indexes() WHERE database_name = 'live'
"""


@dataclass(frozen=True, slots=True)
class Database:
    """A file, the connection that holds it, and one more for each session."""

    file: Path
    connection: Connection
    sessions: Sessions[Connection]


class Duckdb:
    """What the kit asks of an engine."""

    name = "DuckDB"
    version = DUCKDB.__version__
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill", "truncate")
    supplied = ("differences", "dialect")
    refusals = (DUCKDB.Error,)

    def begin(self, folder: Path) -> Database:
        """Return an empty database."""
        return opened(folder / "live.duckdb")

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; what it changes is counted by DuckDB, and not told."""
        written = decimals_as("DECIMAL(18, 2)", statement)  # else three digits after the point
        (parsed,) = DUCKDB.extract_statements(written)
        answer = database.sessions[session].execute(written)
        if parsed.expected_result_type != [DUCKDB.ExpectedResultType.QUERY_RESULT]:
            return [], []
        return as_text([name for name, *_ in answer.description], answer.fetchall())

    def full(self, database: Database, file: Path) -> None:
        """Copy the database into a file."""
        with attached(database.connection, file, "backup") as connection:
            connection.execute("COPY FROM DATABASE live TO backup")

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write what differs from what the chain restores to."""
        with temporary_folder() as folder:
            before = self.restored(chain, folder)
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
        full, *incrementals = chain
        with discarded_on_failure(self, self.begin(folder)) as database:
            with attached(database.connection, full, "backup", "READ_ONLY") as connection:
                connection.execute("COPY FROM DATABASE backup TO live")
            for file in incrementals:
                with attached(database.connection, file, "backup", "READ_ONLY") as connection:
                    apply_changes(connection)
        return database

    def copy(self, database: Database, folder: Path) -> Database:
        """Copy the database into another."""
        copy = folder / "live.duckdb"
        self.full(database, copy)
        return opened(copy)

    def discard(self, database: Database) -> None:
        """End every connection."""
        database.sessions.close()
        database.connection.close()


def driver() -> KitDriver[Database]:
    """Return the driver of the target `duckdb`."""
    return KitDriver(Duckdb())


def opened(file: Path) -> Database:
    """Return the database of a file."""
    connection: Connection = DUCKDB.connect(str(file))
    return Database(file, connection, Sessions(connection.cursor))


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


def objects(connection: Connection) -> list[SchemaObject]:
    """Return what is in a database."""
    return [SchemaObject(*row) for row in connection.cursor().execute(OBJECTS).fetchall()]


def tables(connection: Connection) -> list[str]:
    """Return the names of its tables."""
    return [one.name for one in objects(connection) if one.kind == "TABLE"]


def write_changes(connection: Connection, statements: list[str]) -> None:
    """Fill a backup with statements, and with the rows that went and came, table by table."""
    connection.execute("BEGIN")  # all of it of one moment, whatever other sessions write
    connection.execute("CREATE TABLE backup.statements (n INT, sql TEXT)")
    for number, statement in enumerate(statements):
        quoted = statement.replace("'", "''")
        connection.execute(f"INSERT INTO backup.statements VALUES ({number}, '{quoted}')")  # noqa: S608
    for name in tables(connection):
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
    for name in tables(connection):
        connection.execute(
            f'CREATE TEMP TABLE now AS (FROM live."{name}" EXCEPT ALL '
            f'FROM backup."went {name}") UNION ALL FROM backup."came {name}"'
        )
        # Two transactions: a key that went and came again would collide within one.
        connection.execute(f'DELETE FROM live."{name}"')  # noqa: S608 - a name that DuckDB gave
        connection.execute(f'INSERT INTO live."{name}" FROM now')
        connection.execute("DROP TABLE now")
