"""What the entries of one file can say, whatever the state was before (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables import integrity
from helios_ref.tables.index_key_check import is_possible, pointed
from helios_ref.tables.keys import IndexKey, counter_key, entries_prefix, rows_prefix

_packed: Final = msgspec.msgpack.Encoder().encode
_CLAUSE: Final = "HLD-044"


def check_entries(items: Iterable[tuple[bytes, Cell]]) -> None:
    """Raise a Finding unless the entries of one file, in key order, can stand there (HLD-044)."""
    file = integrity.Sorted(items)
    covered = 0
    tables: set[str] = set()
    for table, schema in integrity.schemas(file):
        tables.add(table)
        counters = file.get(counter_key(table))
        if isinstance(schema, Mark):
            covered += 2 + _check_dropped(table, counters, file)
        else:
            covered += 2 + _check_table(integrity.described(table, schema, counters), file)
    if covered < len(file.keys):
        stray = next(key for key in file.keys if integrity.parsed_key(key).table not in tables)
        reason = "the file does not say what became of the schema of the key's table"
        raise integrity.Finding(stray, reason, _CLAUSE)


def _check_dropped(table: str, counters: Cell, file: integrity.Sorted) -> int:
    """Refuse anything but tombstones of a table whose schema is one; return how many there are."""
    if counters is not TOMBSTONE:
        reason = "the table's schema is a tombstone, and its counters are not"
        raise integrity.Finding(counter_key(table), reason, _CLAUSE)
    count = 0
    for prefix in (rows_prefix(table), entries_prefix(table)):
        for key, cell in file.under(prefix):
            count += 1
            integrity.parsed_key(key)
            if cell is not TOMBSTONE:
                raise integrity.Finding(
                    key, "a value of a table whose schema is a tombstone", _CLAUSE
                )
    return count


def _check_table(found: integrity.Described, file: integrity.Sorted) -> int:
    """Check the rows and index keys of a table with a schema; return how many there are."""
    plan = found.table.plan
    rows = file.under(plan.rows)
    derived: dict[bytes, bytes] = {}
    for key, cell in rows:
        if isinstance(cell, Mark):
            integrity.parsed_key(key)
            continue
        row_id = integrity.row_id_of(found, key)
        values = plan.codec.values(integrity.cells_of(found, key, cell), plan.turns)
        for entries in plan.entries:
            derived[entries.key(values, row_id)] = _packed(row_id)
    keys = file.under(entries_prefix(found.table.name))
    for key, cell in keys:
        if isinstance(cell, Mark):
            integrity.parsed_key(key)
        elif derived.get(key) != cell:
            check_index_key(found, key, cell)
    return len(rows) + len(keys)


def check_index_key(found: integrity.Described, key: bytes, data: bytes) -> None:
    """Refuse an index key that no row under the schema and counters could have (HLD-044)."""
    place = integrity.parsed_key(key)
    assert isinstance(place, IndexKey)
    index = next((one for one in found.table.schema.indexes if one.name == place.index), None)
    if index is None:
        raise integrity.Finding(key, "the table has no such index", _CLAUSE)
    row_id = pointed(data)
    if row_id is None or not 1 <= row_id < found.next_row:
        reason = "the value of an index key is a row id below the table's next"
        raise integrity.Finding(key, reason, "MOD-025")
    if not is_possible(found.table.schema, index, place.values, row_id):
        raise integrity.Finding(key, "no row that fits the schema has this index key", _CLAUSE)
