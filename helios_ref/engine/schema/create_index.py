"""CREATE INDEX and DROP INDEX (SQL-089)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from helios_ref.engine.changes.write_target import target
from helios_ref.engine.schema.table_schema import with_index
from helios_ref.engine.view import View
from helios_ref.errors import DuplicateTableError, UndefinedObjectError
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.define_tables import replace_schema
from helios_ref.tables.keys import SCHEMAS, parse_key, under
from helios_ref.tables.read_tables import Reader, find, names
from helios_ref.tables.schema import IndexKind
from helios_ref.tables.table import Table, opened
from helios_ref.tables.write_rows import Writer

DROPPABLE: Final = frozenset({IndexKind.INDEX, IndexKind.UNIQUE_INDEX})
"""Indexes that are no constraints."""


def owner(reader: Reader, index: str) -> Table | None:
    """Return the table that CREATE INDEX gave an index of this name, or None."""
    spelled = index.encode()  # as it stands in the schema, if it does: most tables are not decoded
    for key, schema in reader.range(*under(SCHEMAS)):
        if spelled in schema:
            table = opened(parse_key(key).table, schema)
            if index in droppable(table):
                return table
    return None


def droppable(table: Table) -> list[str]:
    """Return the names of the indexes of a table that are no constraints."""
    return [index.name for index in table.schema.indexes if index.kind in DROPPABLE]


def creating_index(statement: s.CreateIndex, writer: Writer, view: View) -> Reply:
    """Create an index; its name is the only one on the branch (SQL-089)."""
    table = target(view, statement.table)
    kind = IndexKind.UNIQUE_INDEX if statement.unique else IndexKind.INDEX
    other = None if statement.name is None else owner(writer, statement.name)
    if other is not None and statement.if_not_exists:  # SQL-092
        return Reply(notices=(f'index "{statement.name}" already exists, skipping',))
    new = with_index(table, statement.name, kind, statement.columns)
    name = new.schema.indexes[-1].name
    other = owner(writer, name)
    if other is not None:
        raise DuplicateTableError(name)
    replace_schema(writer, table, new)
    return Reply()


def dropping_index(statement: s.DropIndex, writer: Writer) -> Reply:
    """Drop an index that CREATE INDEX made (SQL-089)."""
    name = statement.index
    table = owner(writer, name)
    if table is None:
        if statement.if_exists:  # SQL-092
            return Reply(notices=(f'index "{name}" does not exist, skipping',))
        tables = [find(writer, table) for table in names(writer)]
        known = [index for table in tables if table is not None for index in droppable(table)]
        raise UndefinedObjectError("index", name).unless_meant(name, known)
    indexes = tuple(
        index for index in table.schema.indexes if index.name != name or index.kind not in DROPPABLE
    )
    replace_schema(writer, table, Table(table.name, replace(table.schema, indexes=indexes)))
    return Reply()
