"""What the entries of one file can say, one entry at a time: for files of any length (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables.check_file import check_index_key
from helios_ref.tables.integrity import (
    Described,
    Finding,
    Sorted,
    cells_of,
    described,
    parsed_key,
    row_id_of,
    schemas,
)
from helios_ref.tables.keys import IndexKey, RowKey, counter_key

_CLAUSE = "HLD-044"

Tables = dict[str, Described | None]
"""The tables of a file by name; None for one that it drops."""


def described_tables(items: Iterable[tuple[bytes, Cell]]) -> Tables:
    """Return what a file's schemas and counters, in key order, say of its tables (HLD-044)."""
    beside = Sorted(items)
    tables: Tables = {}
    for table, schema in schemas(beside):
        counters = beside.get(counter_key(table))
        if not isinstance(schema, Mark):
            tables[table] = described(table, schema, counters)
        elif counters is TOMBSTONE:
            tables[table] = None
        else:
            reason = "the table's schema is a tombstone, and its counters are not"
            raise Finding(counter_key(table), reason, _CLAUSE)
    return tables


def check_entry(tables: Mapping[str, Described | None], key: bytes, cell: Cell) -> None:
    """Raise a Finding unless an entry can stand in the file that has these tables (HLD-044)."""
    place = parsed_key(key)
    if place.table not in tables:
        reason = "the file does not say what became of the schema of the key's table"
        raise Finding(key, reason, _CLAUSE)
    if isinstance(cell, Mark):
        return
    found = tables[place.table]
    if found is None:
        raise Finding(key, "a value of a table whose schema is a tombstone", _CLAUSE)
    match place:
        case RowKey():
            row_id_of(found, key)
            cells_of(found, key, cell)
        case IndexKey():
            check_index_key(found, key, cell)
        case _:  # schemas and counters were read to describe the tables
            return
