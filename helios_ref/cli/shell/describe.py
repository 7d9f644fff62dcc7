"""What the shell tells of tables and backups without a statement (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from helios_ref.cli.output.grid import Cells, Grid, aligned
from helios_ref.cli.output.text import counted
from helios_ref.cli.output.tree import in_tree
from helios_ref.cli.shell.spelling import spelled
from helios_ref.errors import UndefinedTableError
from helios_ref.session import Session
from helios_ref.tables.catalog_records import BACKUPS, Record, backup_id, records
from helios_ref.tables.read_tables import Reader, find, names
from helios_ref.tables.schema import IndexKind, Schema

KINDS: Final = {
    IndexKind.PRIMARY: "primary key",
    IndexKind.UNIQUE: "unique",
    IndexKind.UNIQUE_INDEX: "unique index",
    IndexKind.INDEX: "index",
}
"""What an index is called."""

HEADS: Final = ("backup", "taken, in UTC", "keys", "bytes")
RIGHT: Final = (False, False, True, True)
SHORTEST: Final = 12
"""A path is cut off at its beginning, and has so many characters left at least."""


def table_list(session: Session) -> Iterator[str]:
    """Yield a line for each table of the session's branch, with its columns (OPS-084)."""
    rows = list(_tables(session.reader))
    if rows:
        yield from aligned(["table", "columns"], [False, False], rows)
    else:
        kept = r"; \l lists the backups" if session.database.catalog else ""
        yield f"there is no table on branch {session.branch}{kept}"


def _tables(reader: Reader) -> Iterator[Cells]:
    for name in names(reader):
        table = find(reader, name)
        assert table is not None
        columns = ", ".join(spelled(column.name) for column in table.schema.columns)
        yield [spelled(name), columns]


def table_lines(session: Session, name: str) -> Iterator[str]:
    """Yield the columns, keys, indexes and checks of a table (OPS-084)."""
    table = find(session.reader, name)
    if table is None:
        known = [BACKUPS, *names(session.reader)]
        raise UndefinedTableError(name, session.branch).unless_meant(name, known)
    heads = ["column", "type", "not null", "default"]
    rows = [
        [column.name, column.type.name, "yes" if column.not_null else "", column.default or ""]
        for column in table.schema.columns
    ]
    yield from aligned(heads, [False] * len(heads), rows)
    yield from _constraints(table.schema)


def _constraints(schema: Schema) -> Iterator[str]:
    for index in schema.indexes:
        columns = ", ".join(schema.columns[place].name for place in index.columns)
        yield f"{KINDS[index.kind]} {index.name} ({columns})"
    for check in schema.checks:
        yield f"check {check.name} ({check.expression})"


def backup_tree(catalog: Mapping[bytes, bytes], width: int) -> Iterator[str]:
    """Yield a line for each backup, each incremental below its parent (OPS-084)."""
    known = {record.number: record for record in records(catalog)}
    ordered = list(_in_order(known))
    rows = [_row(mark, record) for mark, record in ordered]
    grid = Grid(HEADS, RIGHT)
    for row in rows:
        grid.fit(row)
    room = max(SHORTEST, width - grid.width - 3)
    paths = [record.path for _, record in ordered]
    cut = [path if len(path) <= room else f"…{path[1 - room :]}" for path in paths]
    yield from aligned(
        [*HEADS, "path"],
        [*RIGHT, False],
        [[*row, path] for row, path in zip(rows, cut, strict=True)],
    )
    yield f"({counted(len(rows), 'backup')})"
    for record in known.values():
        if record.parent is not None and record.parent not in known:
            parent = backup_id(record.parent)
            yield f"{record.backup_id} has a parent that is not known here: {parent}"


def _row(mark: str, record: Record) -> list[str]:
    taken = f"{datetime.fromtimestamp(record.timestamp, UTC):%Y-%m-%d %H:%M}"
    name = mark + record.backup_id
    return [name, taken, str(record.key_count), str(record.size_bytes)]


def _in_order(known: Mapping[int, Record]) -> Iterator[tuple[str, Record]]:
    """Yield backups with a mark, parents before children."""
    children: dict[int | None, list[Record]] = {}
    for record in known.values():
        parent = record.parent if record.parent in known else None
        children.setdefault(parent, []).append(record)
    return in_tree(children.get(None, []), lambda record: children.get(record.number, []))
