"""Creating, dropping, emptying and changing tables (01-model)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helios_ref.errors import ProgramLimitError
from helios_ref.storage.limits import MAX_VALUE
from helios_ref.tables.keys import entries_prefix, under
from helios_ref.tables.read_tables import Row, scan
from helios_ref.tables.schema import encode_schema
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Counters, Writer, counters, place, point, require
from helios_ref.types import Value

Rewrite = Callable[[Row, Counters], Sequence["Value"]]
"""Turns a row into one of the new schema, and may draw serials for it."""


def create_table(writer: Writer, table: Table) -> None:
    """Write the schema and the first counters of a new table (MOD-021, MOD-022)."""
    _describe(writer, table)
    first = Counters(table, 1, dict.fromkeys(table.plan.serials, 1))
    writer.put(table.plan.counter_key, first.encoded())


def _describe(writer: Writer, table: Table) -> None:
    data = encode_schema(table.schema)
    if len(data) > MAX_VALUE:
        raise ProgramLimitError("a schema", len(data), MAX_VALUE)
    writer.put(table.plan.schema_key, data)


def truncate(writer: Writer, table: Table) -> None:
    """Remove every row and index key of a table (MOD-033)."""
    _clear(writer, table.plan.rows)
    _clear(writer, entries_prefix(table.name))


def _clear(writer: Writer, prefix: bytes) -> None:
    for key, _ in writer.range(*under(prefix)):
        writer.delete(key)


def drop_table(writer: Writer, table: Table) -> None:
    """Remove every key of a table (MOD-033)."""
    truncate(writer, table)
    writer.delete(table.plan.schema_key)
    writer.delete(table.plan.counter_key)


def replace_schema(
    writer: Writer, table: Table, new: Table, rewrite: Rewrite | None = None
) -> None:
    """
    Make `table` into `new`: its schema, its name, its rows under their ids, its index keys.

    MOD-034. `rewrite` turns each row into one of the new schema and may draw serials; None where no
    column came, went or changed its type. With `rewrite`, serial counters follow their columns by
    name, and new ones begin at 1. NOT NULL and unique are checked of every row.
    """
    if rewrite is None and new.name == table.name:
        _reindex(writer, table, new)
        _describe(writer, new)
        return
    rows = list(scan(writer, table))
    drawn = _carried(counters(writer, table), new)
    drop_table(writer, table)
    _describe(writer, new)
    for row_id, row in rows:
        place(writer, new, row_id, rewrite(row, drawn) if rewrite else row)
    writer.put(new.plan.counter_key, drawn.encoded())


def _carried(old: Counters, new: Table) -> Counters:
    """Return the counters of the changed table; serials follow their columns by name."""
    columns = old.table.schema.columns
    known = {columns[i].name: value for i, value in old.serials.items()}
    serials = {i: known.get(new.schema.columns[i].name, 1) for i in new.plan.serials}
    return Counters(new, old.row, serials)


def _reindex(writer: Writer, table: Table, new: Table) -> None:
    """Remove the index keys that went, write those that came, and check NOT NULL."""
    old = {
        entries.prefix: (entries.index.columns, entries.unique) for entries in table.plan.entries
    }
    kept = {entries.prefix: (entries.index.columns, entries.unique) for entries in new.plan.entries}
    for prefix, shape in old.items():
        if kept.get(prefix) != shape:
            _clear(writer, prefix)
    added = [
        entries for entries in new.plan.entries if old.get(entries.prefix) != kept[entries.prefix]
    ]
    strict = [i for i in new.plan.not_null if i not in table.plan.not_null]
    if not added and not strict:
        return
    for row_id, row in scan(writer, table):
        require(new, row, strict)
        for entries in added:
            point(writer, new, entries, (row_id, row))
