"""What the entries of one file can say, one entry at a time: for files of any length (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables import integrity
from helios_ref.tables.check_file import check_index_key
from helios_ref.tables.keys import IndexKey, RowKey, counter_key

_CLAUSE = "HLD-044"

Tables = dict[str, integrity.Described | None]
"""The tables of a file by name; None for one that it drops."""


def described_tables(items: Iterable[tuple[bytes, Cell]]) -> Tables:
    """Return what a file's schemas and counters, in key order, say of its tables (HLD-044)."""
    beside = integrity.Sorted(items)
    tables: Tables = {}
    for table, schema in integrity.schemas(beside):
        counters = beside.get(counter_key(table))
        if not isinstance(schema, Mark):
            tables[table] = integrity.described(table, schema, counters)
        elif counters is TOMBSTONE:
            tables[table] = None
        else:
            reason = "the table's schema is a tombstone, and its counters are not"
            raise integrity.Finding(counter_key(table), reason, _CLAUSE)
    return tables


def check_entry(tables: Mapping[str, integrity.Described | None], key: bytes, cell: Cell) -> None:
    """Raise a Finding unless an entry can stand in the file that has these tables (HLD-044)."""
    place = integrity.parsed_key(key)
    if place.table not in tables:
        reason = "the file does not say what became of the schema of the key's table"
        raise integrity.Finding(key, reason, _CLAUSE)
    if isinstance(cell, Mark):
        return
    found = tables[place.table]
    if found is None:
        raise integrity.Finding(key, "a value of a table whose schema is a tombstone", _CLAUSE)
    match place:
        case RowKey():
            integrity.row_id_of(found, key)
            integrity.cells_of(found, key, cell)
        case IndexKey():
            check_index_key(found, key, cell)
        case _:  # schemas and counters were read to describe the tables
            return
