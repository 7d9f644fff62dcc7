"""Level 2: the entries of a file are those of the model (HLD-044)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate

from conformance.hldb_reader.index_decode import scan_key
from conformance.hldb_reader.keys import Form, Key, parse_key
from conformance.hldb_reader.records import Block, Entry, Row, Table
from conformance.hldb_reader.refusal import BreachError, corrupt
from conformance.hldb_reader.schema import (
    Schema,
    decode_counters,
    decode_row,
    decode_row_id,
    decode_schema,
)


@dataclass(slots=True)
class _Place:
    """Which entry is looked at, and so in which block (HLD-050)."""

    blocks: Sequence[Block]
    starts: list[int] = field(init=False)
    entry: int = 0

    def __post_init__(self) -> None:
        self.starts = list(accumulate((block.count for block in self.blocks), initial=0))

    @contextmanager
    def named(self) -> Iterator[None]:
        """A breach becomes a refusal that names the block."""
        try:
            yield
        except BreachError as breach:
            number = bisect_right(self.starts, self.entry)
            offset = self.blocks[number - 1].offset
            raise corrupt(offset, breach.clause, breach.reason, number) from None


@dataclass(slots=True)
class _Group:
    """The entries of one table, by their positions in the file."""

    schema: tuple[int, Entry] | None = None
    counters: tuple[int, Entry] | None = None
    rest: list[tuple[int, Key, bytes | None]] = field(default_factory=list)


def read_tables(entries: Sequence[Entry], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables that the file names, each restated or gone, with its rows (HLD-044)."""
    place = _Place(blocks)
    with place.named():
        groups = _grouped(entries, place)
        return tuple(_table(name, groups[name], place) for name in sorted(groups))


def _grouped(entries: Sequence[Entry], place: _Place) -> dict[str, _Group]:
    """The entries by table (MOD-010)."""
    groups: dict[str, _Group] = {}
    for place.entry, entry in enumerate(entries):
        key = parse_key(entry.key)
        group = groups.get(key.table) or groups.setdefault(key.table, _Group())
        if key.form is Form.SCHEMA:
            group.schema = (place.entry, entry)
        elif key.form is Form.COUNTERS:
            group.counters = (place.entry, entry)
        else:
            group.rest.append((place.entry, key, entry.value))
    return groups


def _table(name: str, group: _Group, place: _Place) -> Table:
    """One table: schema and counters first, then what depends on them."""
    if group.schema is None or group.counters is None:
        known = group.schema or group.counters
        place.entry = known[0] if known else group.rest[0][0]
        raise BreachError("HLD-044", f"table {name!r} without its schema and counters")
    place.entry, schema_entry = group.schema
    if schema_entry.value is None:
        return _gone(name, group, place)
    schema = decode_schema(schema_entry.value)
    place.entry, counters_entry = group.counters
    if counters_entry.value is None:
        raise BreachError("HLD-044", f"table {name!r} has a schema and no counters")
    counters = decode_counters(counters_entry.value, schema)
    rows: list[Row] = []
    for place.entry, key, value in group.rest:
        if key.form is Form.ROW:
            rows.append(Row(key.row_id, None if value is None else decode_row(value, schema)))
            check_row_id(key.row_id, counters, known=value is not None)
        elif value is not None:
            check_index_entry(key, decode_row_id(value), schema, counters)
    return Table(name, schema, counters, tuple(rows))


def _gone(name: str, group: _Group, place: _Place) -> Table:
    """A table that is gone: nothing but tombstones (HLD-044)."""
    values = [(at, value) for at, _, value in group.rest]
    if group.counters:
        values.append((group.counters[0], group.counters[1].value))
    for place.entry, value in values:
        if value is not None:
            raise BreachError("HLD-044", f"table {name!r} is gone and has a value")
    rows = (Row(key.row_id, None) for _, key, _ in group.rest if key.form is Form.ROW)
    return Table(name, None, None, tuple(rows))


def check_row_id(row_id: int, counters: tuple[int, ...], *, known: bool = True) -> None:
    """A row that exists has an id below the table's next (HLD-044, MOD-050)."""
    if known and row_id >= counters[0]:
        raise BreachError("HLD-044", f"row {row_id}, where the next is {counters[0]}")


def check_index_entry(key: Key, row_id: int, schema: Schema, counters: tuple[int, ...]) -> None:
    """An index key is possible under schema and counters (HLD-044, MOD-013, MOD-025)."""
    check_row_id(row_id, counters)
    index = next((index for index in schema.indexes if index.name == key.index), None)
    if index is None:
        raise BreachError("HLD-044", f"the table has no index {key.index!r}")
    ends_in = scan_key(key.values, schema, index)
    if ends_in not in {None, row_id}:
        raise BreachError("MOD-025", f"an index key of row {ends_in} with the value {row_id}")
