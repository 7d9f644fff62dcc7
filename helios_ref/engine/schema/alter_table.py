"""ALTER TABLE (SQL-085 to SQL-088)."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from helios_ref import errors
from helios_ref.engine.changes.defaults_and_checks import (
    checked_default,
    conditions,
    default,
    verify,
)
from helios_ref.engine.changes.write_target import positions, target
from helios_ref.engine.expressions.column_refs import mentioned
from helios_ref.engine.schema.create_index import DROPPABLE
from helios_ref.engine.schema.table_schema import (
    constraints_of,
    distinct,
    merged,
    with_columns,
    with_constraints,
)
from helios_ref.engine.view import View
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.catalog_records import BACKUPS
from helios_ref.tables.define_tables import Rewrite, replace_schema
from helios_ref.tables.names import checked_name
from helios_ref.tables.read_tables import Row, find, scan
from helios_ref.tables.schema import Column, Schema
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Counters, Writer


def altering(  # noqa: C901  # one case for each alteration
    statement: s.AlterTable, writer: Writer, view: View, given: Row
) -> Reply:
    """Change a table, or nothing where it is missing and may be (SQL-085)."""
    name = statement.table
    if statement.if_exists and name != BACKUPS and find(writer, name) is None:
        return Reply(notices=(f'relation "{name}" does not exist, skipping',))
    table = target(view, name)
    match statement.alteration:
        case s.AddColumn(if_not_exists, definition):
            if if_not_exists and definition.name in column_names(table):  # SQL-092
                return Reply(notices=(f'column "{definition.name}" already exists, skipping',))
            add_column(writer, table, definition, given)
        case s.DropColumn(if_exists, column):
            if if_exists and column not in column_names(table):
                return Reply(notices=(f'column "{column}" does not exist, skipping',))
            drop_column(writer, table, column)
        case s.AddConstraint(constraint):
            install(writer, table, with_constraints(table, [constraint]), given)
        case s.DropConstraint(if_exists, constraint):
            return drop_constraint(writer, table, constraint, if_exists=if_exists)
        case s.RenameTable(new):
            rename_table(writer, table, new)
        case s.RenameColumn(column, new):
            rename_column(writer, table, column, new)
        case s.AlterDefault(column, value):
            alter_default(writer, table, column, None if value is None else value.text)
        case s.AlterNull(column, not_null):
            alter_null(writer, table, column, not_null=not_null)
        case _:
            assert_never(statement.alteration)
    return Reply()


def column_names(table: Table) -> list[str]:
    """Return the names of the columns of a table."""
    return [column.name for column in table.schema.columns]


def install(
    writer: Writer, old: Table, new: Table, given: Row, rewrite: Rewrite | None = None
) -> None:
    """Make one table of another, and verify the CHECKs that came (SQL-085)."""
    replace_schema(writer, old, new, rewrite)
    known = {check.name for check in old.schema.checks}
    added = tuple(check for check in conditions(new) if check.name not in known)
    if added:
        for _, row in scan(writer, new):
            verify(new, added, row, given)


def add_column(writer: Writer, table: Table, definition: s.ColumnDefinition, given: Row) -> None:
    """Add a column, whose value in every row is its default (MOD-034, SQL-086)."""
    constraints = merged(constraints_of(definition))
    new = with_constraints(with_columns(table, [definition]), constraints)
    place = len(table.schema.columns)
    value = default(new.schema.columns[place])

    def rewrite(row: Row, counters: Counters) -> Row:
        return (*row, counters.next_serial(place) if value is None else value((), given))

    install(writer, table, new, given, rewrite)


def drop_column(writer: Writer, table: Table, column: str) -> None:
    """Remove a column, and every index and CHECK that names it (MOD-034, SQL-087)."""
    (gone,) = positions(table, [column])
    schema = table.schema
    kept = [place for place in range(len(schema.columns)) if place != gone]
    indexes = tuple(
        replace(index, columns=tuple(kept.index(place) for place in index.columns))
        for index in schema.indexes
        if gone not in index.columns
    )
    checks = tuple(
        check
        for check in schema.checks
        if column not in {mention.name for mention in mentioned(check.expression)}
    )
    columns = tuple(schema.columns[place] for place in kept)
    new = Table(table.name, Schema(columns, indexes, checks))
    replace_schema(writer, table, new, lambda row, _counters: tuple([row[i] for i in kept]))


def drop_constraint(writer: Writer, table: Table, name: str, *, if_exists: bool) -> Reply:
    """Remove a key or a CHECK (SQL-088)."""
    schema = table.schema
    indexes = tuple(i for i in schema.indexes if i.name != name or i.kind in DROPPABLE)
    checks = tuple(check for check in schema.checks if check.name != name)
    new = Table(table.name, replace(schema, indexes=indexes, checks=checks))
    if new == table:
        if if_exists:
            return Reply(notices=(f'constraint "{name}" does not exist, skipping',))
        keys = [index.name for index in schema.indexes if index.kind not in DROPPABLE]
        known = [*keys, *(check.name for check in schema.checks)]
        raise errors.UndefinedObjectError("constraint", name).unless_meant(name, known)
    replace_schema(writer, table, new)
    return Reply()


def rename_table(writer: Writer, table: Table, name: str) -> None:
    """Give a table another name; its indexes and constraints keep theirs (MOD-034)."""
    if name == BACKUPS:
        raise errors.ReservedNameError(name)
    if find(writer, checked_name(name)) is not None:
        raise errors.DuplicateTableError(name)
    for check in table.schema.checks:
        if any(mention.table is not None for mention in mentioned(check.expression)):
            raise errors.DependentObjectsError(f'the name of table "{table.name}"', check.name)
    replace_schema(writer, table, Table(name, table.schema))


def rename_column(writer: Writer, table: Table, column: str, name: str) -> None:
    """Give a column another name, unless a CHECK names it (SQL-087)."""
    (place,) = positions(table, [column])
    distinct([*column_names(table), checked_name(name)])
    for check in table.schema.checks:
        if column in {mention.name for mention in mentioned(check.expression)}:
            raise errors.DependentObjectsError(f'the name of column "{column}"', check.name)
    replace_schema(
        writer, table, with_column(table, place, replace(table.schema.columns[place], name=name))
    )


def alter_default(writer: Writer, table: Table, column: str, value: str | None) -> None:
    """Give a column a default, or none (SQL-076)."""
    (place,) = positions(table, [column])
    changed = checked_default(replace(table.schema.columns[place], default=value))
    replace_schema(writer, table, with_column(table, place, changed))


def alter_null(writer: Writer, table: Table, column: str, *, not_null: bool) -> None:
    """Let a column be NULL, or not; in a primary key it cannot be."""
    (place,) = positions(table, [column])
    primary = any(index.primary and place in index.columns for index in table.schema.indexes)
    if primary and not not_null:
        raise errors.InvalidTableDefinitionError(
            table.name, f'column "{column}" is in the primary key'
        )
    changed = replace(table.schema.columns[place], not_null=not_null)
    replace_schema(writer, table, with_column(table, place, changed))


def with_column(table: Table, place: int, column: Column) -> Table:
    """Return a table with another column in the place of one."""
    columns = (*table.schema.columns[:place], column, *table.schema.columns[place + 1 :])
    return Table(table.name, replace(table.schema, columns=columns))
