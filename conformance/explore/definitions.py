"""CREATE, ALTER, DROP and TRUNCATE: how they are written, and what they do (SQL-080 to SQL-092)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from conformance.explore.draft import Draft
from conformance.explore.schema import (
    NAMES,
    ModelCheck,
    ModelColumn,
    ModelIndex,
    ModelSchema,
    check_name,
    key_name,
)
from conformance.explore.tables import ModelTable, RefusedError, UnsaidError
from conformance.explore.values import CHECKS, EXPRESSIONS, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conformance.explore import operations as op
    from conformance.explore.operations import NewColumn
    from conformance.explore.rows import Change

RULES = ("", "", "key", "unique", "not null", "default", "computed", "check")
"""What the programs ask of a column."""

DEPENDENT = "DEPENDENT_OBJECTS"
CONTRADICTION = "INVALID_TABLE_DEFINITION"

UNINDEXED = frozenset({"json"})
"""Types without an order (MOD-014)."""


def creation(name: str, columns: Sequence[NewColumn], *, together: bool) -> tuple[str, ModelTable]:
    """Return a CREATE TABLE, and the table that it makes."""
    schema, written = ModelSchema(()), list[str]()
    for place, asked in enumerate(columns[: len(NAMES)]):
        column = ModelColumn(NAMES[place], asked.kind, not_null=asked.kind == "serial")
        text, schema = _defined(name, schema, column, asked.rule)
        written.append(text)
    pair = tuple(column.name for column in schema.columns[:2])
    if together and len(pair) > 1 and not UNINDEXED & {one.kind for one in schema.columns[:2]}:
        index = ModelIndex(key_name(name, pair, "unique"), "unique", pair)
        schema = replace(schema, indexes=(*schema.indexes, index))
        written.append(f"UNIQUE ({', '.join(pair)})")
    counters = dict.fromkeys(schema.serials, 1)
    return f"CREATE TABLE {name} ({', '.join(written)})", ModelTable(schema, next_serials=counters)


def alteration(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Return a statement that changes what a table demands, and what it makes of the table."""
    return _ALTERATIONS[asked.verb](name, table, asked)


def _defined(
    table: str, schema: ModelSchema, column: ModelColumn, rule: str
) -> tuple[str, ModelSchema]:
    """Return a column as it is written, and the schema with it."""
    text, indexes, checks = f"{column.name} {column.kind.upper()}", schema.indexes, schema.checks
    indexed = column.kind not in UNINDEXED
    if rule == "key" and indexed and all(index.kind != "primary" for index in indexes):
        column, text = replace(column, not_null=True), f"{text} PRIMARY KEY"
        indexes = (*indexes, _own_key(table, column, "primary"))
    elif rule in {"key", "unique"} and indexed:
        text = f"{text} UNIQUE"
        indexes = (*indexes, _own_key(table, column, "unique"))
    elif rule == "not null":
        column, text = replace(column, not_null=True), f"{text} NOT NULL"
    elif rule == "check" and column.kind in CHECKS:
        check = ModelCheck(check_name(table, column.name), column.name, column.kind)
        text, checks = f"{text} {check.definition}", (*checks, check)
    elif rule in {"default", "computed"} and column.kind != "serial":
        value = EXPRESSIONS.get(column.kind) if rule == "computed" else literal(column.kind, 0)
        if value is not None:
            column, text = replace(column, default=value), f"{text} DEFAULT {value.sql}"
    return text, ModelSchema((*schema.columns, column), indexes, checks)


def _own_key(table: str, column: ModelColumn, kind: str) -> ModelIndex:
    """Return the key that stands at a column."""
    return ModelIndex(key_name(table, (column.name,), kind), kind, (column.name,))


def _added_column(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Return ADD COLUMN of a name that is new: each row gets the default."""
    kinds = ("integer", "text", "boolean", "numeric(10,2)", "timestamp")
    fresh, rule = table.schema.fresh, RULES[asked.value % len(RULES)]
    if fresh is None or rule == "key":
        raise UnsaidError
    column = ModelColumn(fresh, kinds[asked.column % len(kinds)])
    text, schema = _defined(name, table.schema, column, rule)
    default = schema.columns[-1].default
    rows = {
        row_id: (*row, None if default is None else default.cell)
        for row_id, row in table.rows.items()
    }
    return f"ALTER TABLE {name} ADD COLUMN {text}", partial(_checked, table, schema, rows)


def _dropped_column(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Return DROP COLUMN; indexes and CHECKs that name the column go with it (SQL-087)."""
    schema = table.schema
    if len(schema.columns) == 1:
        raise UnsaidError
    gone = schema.column(asked.column)
    place = schema.place(gone.name)
    left = ModelSchema(
        tuple(column for column in schema.columns if column != gone),
        tuple(index for index in schema.indexes if gone.name not in index.columns),
        tuple(check for check in schema.checks if check.column != gone.name),
    )
    rows = {row_id: (*row[:place], *row[place + 1 :]) for row_id, row in table.rows.items()}
    serials = {one: number for one, number in table.next_serials.items() if one != gone.name}
    after = ModelTable(left, rows, table.next_row, serials)
    return f"ALTER TABLE {name} DROP COLUMN {gone.name}", lambda: after


def _renamed_column(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Return RENAME COLUMN, which is refused where a CHECK names the column."""
    schema, fresh = table.schema, table.schema.fresh
    if fresh is None:
        raise UnsaidError
    was = schema.column(asked.column)
    serials = {fresh if one == was.name else one: n for one, n in table.next_serials.items()}

    def renamed() -> ModelTable:
        if any(check.column == was.name for check in schema.checks):
            raise RefusedError(DEPENDENT)
        indexes = tuple(
            replace(one, columns=tuple(fresh if name == was.name else name for name in one.columns))
            for one in schema.indexes
        )
        changed = schema.with_column(replace(was, name=fresh), was.name)
        return replace(table, schema=replace(changed, indexes=indexes), next_serials=serials)

    return f"ALTER TABLE {name} RENAME COLUMN {was.name} TO {fresh}", renamed


def _default_changed(name: str, table: ModelTable, asked: op.Alter) -> Change:
    column = table.schema.column(asked.column)
    value = literal(column.kind, asked.value)
    if column.kind == "serial" or value.code:
        raise UnsaidError
    after = table.schema.with_column(replace(column, default=value))
    text = f"ALTER TABLE {name} ALTER COLUMN {column.name} SET DEFAULT {value.sql}"
    return text, lambda: replace(table, schema=after)


def _default_dropped(name: str, table: ModelTable, asked: op.Alter) -> Change:
    column = table.schema.column(asked.column)
    after = table.schema.with_column(replace(column, default=None))
    text = f"ALTER TABLE {name} ALTER COLUMN {column.name} DROP DEFAULT"
    if column.kind == "serial":
        raise UnsaidError
    return text, lambda: replace(table, schema=after)


def _needed(name: str, table: ModelTable, asked: op.Alter) -> Change:
    column = table.schema.column(asked.column)
    schema = table.schema.with_column(replace(column, not_null=True))
    text = f"ALTER TABLE {name} ALTER COLUMN {column.name} SET NOT NULL"
    return text, partial(_checked, table, schema, table.rows)


def _spared(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Return DROP NOT NULL, which is refused for a column of the primary key."""
    column = table.schema.column(asked.column)
    keyed = any(
        index.kind == "primary" and column.name in index.columns for index in table.schema.indexes
    )

    def spared() -> ModelTable:
        if keyed:
            raise RefusedError(CONTRADICTION)
        return replace(table, schema=table.schema.with_column(replace(column, not_null=False)))

    return f"ALTER TABLE {name} ALTER COLUMN {column.name} DROP NOT NULL", spared


def _constrained(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Add a unique constraint, or an index, under a name of its own."""
    column = table.schema.column(asked.column)
    if column.kind in UNINDEXED:
        raise UnsaidError
    taken = {index.name for index in table.schema.indexes}
    own = next(f"k{number}" for number in range(99) if f"k{number}" not in taken)
    index = ModelIndex(own, "unique", (column.name,))
    schema = replace(table.schema, indexes=(*table.schema.indexes, index))
    text = f"ALTER TABLE {name} ADD CONSTRAINT {own} UNIQUE ({column.name})"
    return text, partial(_checked, table, schema, table.rows)


def _relieved(name: str, table: ModelTable, asked: op.Alter) -> Change:
    """Drop a unique constraint or a CHECK."""
    keys = [one.name for one in table.schema.indexes if one.kind == "unique"]
    named = [*keys, *(check.name for check in table.schema.checks)]
    if not named:
        raise UnsaidError
    gone = named[asked.column % len(named)]
    schema = replace(
        table.schema,
        indexes=tuple(one for one in table.schema.indexes if one.name != gone),
        checks=tuple(one for one in table.schema.checks if one.name != gone),
    )
    text = f'ALTER TABLE {name} DROP CONSTRAINT "{gone}"'
    return text, lambda: replace(table, schema=schema)


def _truncated(name: str, table: ModelTable, _: op.Alter) -> Change:
    return f"TRUNCATE {name}", lambda: replace(table, rows={})


def indexed(name: str, table: ModelTable, asked: op.Alter, own: str) -> Change:
    """Return a CREATE INDEX under a name that is free on the branch."""
    column = table.schema.column(asked.column)
    if column.kind in UNINDEXED:
        raise UnsaidError
    kind = "unique index" if asked.value % 2 else "index"
    schema = replace(
        table.schema, indexes=(*table.schema.indexes, ModelIndex(own, kind, (column.name,)))
    )
    text = f"CREATE {'UNIQUE ' * (asked.value % 2)}INDEX {own} ON {name} ({column.name})"
    return text, partial(_checked, table, schema, table.rows)


def without_index(table: ModelTable, own: str) -> ModelTable:
    """Return a table without one of its indexes."""
    left = tuple(one for one in table.schema.indexes if one.name != own)
    return replace(table, schema=replace(table.schema, indexes=left))


def _checked(table: ModelTable, schema: ModelSchema, rows: Mapping[int, object]) -> ModelTable:
    """Return a table of another shape, or what its rows break (SQL-085)."""
    draft = Draft(ModelTable(schema, {}, table.next_row, table.next_serials))
    for row_id, row in rows.items():
        draft.put(row_id, row)  # type: ignore[arg-type]  # rows of either shape
    return draft.done()


_ALTERATIONS: Mapping[str, Callable[[str, ModelTable, op.Alter], Change]] = {
    "add column": _added_column,
    "drop column": _dropped_column,
    "rename column": _renamed_column,
    "set default": _default_changed,
    "drop default": _default_dropped,
    "set not null": _needed,
    "drop not null": _spared,
    "add unique": _constrained,
    "drop constraint": _relieved,
    "truncate": _truncated,
}
