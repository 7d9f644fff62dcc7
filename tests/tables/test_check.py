"""A well-formed state is let through, and any fault in one is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import msgspec
import pytest

from helios_ref.storage.layer import TOMBSTONE, Cell, Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.storage.transaction import Transaction
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.define_tables import create_table
from helios_ref.tables.described import Finding
from helios_ref.tables.keys import counter_key, entries_prefix, schema_key
from helios_ref.tables.read_tables import find, names, scan
from helios_ref.tables.schema import CheckConstraint, encode_schema
from helios_ref.tables.write_rows import counters, place
from tests.tables.samples import MIXED, PRODUCTS, row_key, sample_state
from tests.tables.whole_state import check_state

if TYPE_CHECKING:
    from collections.abc import Callable

State = dict[bytes, bytes]
Entries = dict[bytes, Cell]

SCHEMA, COUNTER = schema_key("products"), counter_key("products")
ROW: Final = row_key("products", 2)
INDEX: Final = entries_prefix("products", "products_pkey") + bytes.fromhex("018000000000000002")
MIXED_SCHEMA, MIXED_COUNTER = schema_key(MIXED.name), counter_key(MIXED.name)
TWO: Final = entries_prefix(MIXED.name, "two") + bytes.fromhex("01bff8000000000000")
"""The key of 1.5, without the row id."""


def packed(*values: object) -> bytes:
    """Return an array as MessagePack."""
    return msgspec.msgpack.encode(values)


def found(state: State) -> Finding | None:
    """Return what is found wrong with a state."""
    try:
        check_state(Layer(dict(state)))
    except Finding as finding:
        return finding
    return None


def found_in_file(entries: Entries) -> Finding | None:
    """Return what is found wrong with a file's entries."""
    ordered = dict(sorted(entries.items()))
    try:
        check_entries(described_tables(ordered), ordered)
    except Finding as finding:
        return finding
    return None


def test_a_well_formed_state_is_let_through() -> None:
    """MOD-050, HLD-044. So is the state without anything."""
    assert found(dict(sample_state())) is None
    assert found_in_file(dict(sample_state())) is None
    assert found({}) is None
    assert found_in_file({}) is None


@pytest.mark.parametrize("key", [key for key, _ in sample_state()])
def test_no_key_can_be_missing(key: bytes) -> None:
    """MOD-050. Both sample tables have an index, so every key is needed."""
    state = dict(sample_state())
    del state[key]
    assert found(state) is not None


def written_again(state: State) -> State:
    """Return what the engine writes for the tables, rows and counters that it reads there."""
    reader = Snapshot((Layer(dict(state)),))
    writer = Transaction(Snapshot())
    for name in names(reader):
        table = find(reader, name)
        assert table is not None
        create_table(writer, table)
        for row_id, row in scan(reader, table):
            place(writer, table, row_id, row)
        writer.put(table.plan.counter_key, counters(reader, table).encoded())
    return dict(writer.range(b"", None))


@pytest.mark.parametrize("key", [key for key, _ in sample_state()])
def test_what_is_let_through_is_what_the_engine_writes(key: bytes) -> None:
    """MOD-020, MOD-021, MOD-022, MOD-023, MOD-025, MOD-050. Bytes changed, values cut, longer."""
    state = dict(sample_state())
    data = state[key]
    others = {data[:-1], data + b"\0", b"\xc0", b""}
    for at, byte in enumerate(data):
        others |= {data[:at] + bytes((new,)) + data[at + 1 :] for new in (0, byte ^ 1, byte ^ 64)}
    for other in others - {data}:
        changed = {**state, key: other}
        assert found(changed) is not None or written_again(changed) == changed
        if key.startswith(b"index:"):
            assert found(changed) is not None


STATE_FAULTS: Final[dict[str, tuple[str, State]]] = {
    "key of no form": ("MOD-010", {b"x": b"\x01"}),
    "name that need not be escaped": ("MOD-010", {b"data:%41:0000000000000001": b"\x90"}),
    "row id in capitals": ("MOD-012", {b"data:products:000000000000000A": packed(9, None, None)}),
    "row id zero": ("MOD-012", {row_key("products", 0): packed(9, None, None)}),
    "row id not below the next": ("MOD-050", {row_key("products", 4): packed(9, None, None)}),
    "row of no table": ("MOD-050", {row_key("t", 1): packed(1)}),
    "index key of no table": ("MOD-050", {entries_prefix("t", "i") + b"\x02": b"\x01"}),
    "index key of no index": ("MOD-050", {entries_prefix("products", "i") + b"\x02": b"\x01"}),
    "counters of no table": ("MOD-050", {counter_key("t"): packed(1)}),
    "schema without counters": ("MOD-050", {schema_key("t"): b"\x93\x90\x90\x90"}),
    "index key of no row": ("MOD-050", {INDEX[:-1] + b"\x09": b"\x02"}),
    "index key of another row": ("MOD-050", {INDEX: b"\x01"}),
    "index key's value longer than needed": ("MOD-050", {INDEX: b"\xcc\x02"}),
    "row without its index key": ("MOD-050", {ROW: packed(7, None, None)}),
    "two rows of one primary key": ("MOD-050", {ROW: packed(1, None, None)}),
    "NULL in a primary key": ("MOD-050", {ROW: packed(None, None, None)}),
    "row with a value too few": ("MOD-023", {ROW: packed(2, None)}),
    "decimal in exponents": ("MOD-023", {ROW: packed(2, None, "1e2")}),
    "text with U+0000": ("MOD-023", {ROW: packed(2, "\0", None)}),
    "row longer than needed": ("MOD-020", {ROW: b"\x93\xcc\x02\xc0\xc0"}),
    "counters longer than needed": ("MOD-020", {COUNTER: b"\x91\xcc\x04"}),
    "counters of more serials than columns": ("MOD-022", {COUNTER: packed(4, 1)}),
    "counters of fewer serials than columns": ("MOD-022", {MIXED_COUNTER: packed(5)}),
    "counter below one": ("MOD-022", {MIXED_COUNTER: packed(5, 0)}),
    "next row id reached": ("MOD-050", {COUNTER: packed(3)}),
    "schema with a foreign type": (
        "MOD-023",
        {SCHEMA: packed([["id", "int4", True, None]], [], [])},
    ),
    "schema with two constraints of one name": (
        "MOD-021",
        {
            SCHEMA: encode_schema(
                replace(PRODUCTS.schema, checks=(CheckConstraint("products_pkey", "true"),))
            )
        },
    ),
    "schema longer than needed": ("MOD-020", {SCHEMA: b"\xdc\x00\x03\x90\x90\x90"}),
}


@pytest.mark.parametrize("name", STATE_FAULTS)
def test_a_fault_in_a_state_is_found(name: str) -> None:
    """MOD-050. With the clause that it breaks, at the key or one that hangs on it."""
    clause, changes = STATE_FAULTS[name]
    finding = found({**dict(sample_state()), **changes})
    assert finding is not None
    assert finding.clause == clause
    assert finding.reason


def incremental() -> Entries:
    """Return the entries of a file that changed a row, and deleted one, of each table."""
    state = dict(sample_state())
    kept = [key for key in state if b"2" in key or b"meta:" in key or b"counter:" in key]
    entries: Entries = {key: state[key] for key in kept}
    entries[row_key("products", 3)] = TOMBSTONE
    entries[INDEX[:-1] + b"\x03"] = TOMBSTONE
    entries[row_key(MIXED.name, 77)] = TOMBSTONE
    entries[entries_prefix(MIXED.name, "an index that was dropped") + b"?"] = TOMBSTONE
    entries[TWO + b"0000000000000004"] = b"\x04"
    return entries


def dropped() -> Entries:
    """Return the entries of a file of which the tutorial's table is gone."""
    keys = (SCHEMA, COUNTER, ROW, INDEX)
    return dict.fromkeys(keys, TOMBSTONE)


def test_the_entries_of_a_file_may_be_a_part_of_a_state() -> None:
    """HLD-044. Index keys without their rows, rows without their index keys, and tombstones."""
    assert found_in_file(incremental()) is None
    assert found_in_file(dropped()) is None


def without(*keys: bytes) -> Callable[[Entries], Entries]:
    """Return what leaves these keys out."""
    return lambda entries: {key: cell for key, cell in entries.items() if key not in keys}


def given(changes: Entries) -> Callable[[Entries], Entries]:
    """Return what sets these cells."""
    return lambda entries: {**entries, **changes}


ONE: Final = entries_prefix(MIXED.name, "one")
FILE_FAULTS: Final[dict[str, tuple[str, Callable[[Entries], Entries]]]] = {
    "key of no form": ("MOD-010", given({b"data:t:1": TOMBSTONE})),
    "deleted key of no form": ("MOD-010", given({b"data:products:1": TOMBSTONE})),
    "deleted index key of no form": ("MOD-010", given({b"index:products:i:": TOMBSTONE})),
    "no schema": ("HLD-044", without(SCHEMA)),
    "no counters": ("MOD-050", without(COUNTER)),
    "deleted counters alone": ("MOD-050", given({COUNTER: TOMBSTONE})),
    "deleted schema alone": ("HLD-044", given({SCHEMA: TOMBSTONE})),
    "row of a deleted table": ("HLD-044", given({SCHEMA: TOMBSTONE, COUNTER: TOMBSTONE})),
    "row that does not fit": ("MOD-023", given({ROW: packed(2)})),
    "row id not below the next": ("MOD-050", given({COUNTER: packed(2)})),
    "index key of no index": (
        "HLD-044",
        given({entries_prefix("products", "i") + b"\x02": b"\x01"}),
    ),
    "index key of a row that cannot be": ("MOD-025", given({INDEX[:-1] + b"\x07": b"\x04"})),
    "index key's value in a longer form": ("MOD-025", given({INDEX[:-1] + b"\x07": b"\xcc\x01"})),
    "index key's value is no number": ("MOD-025", given({INDEX[:-1] + b"\x07": b"\xa0"})),
    "NULL in a primary key": ("HLD-044", given({INDEX[:-9] + b"\x02" + b"0" * 15 + b"1": b"\x01"})),
    "row id after a unique value": ("HLD-044", given({INDEX + b"0" * 15 + b"2": b"\x02"})),
    "no row id after a value that may repeat": ("HLD-044", given({TWO: b"\x01"})),
    "another row id than the value": ("HLD-044", given({TWO + b"0000000000000004": b"\x03"})),
    "integer beyond its type": ("HLD-044", given({INDEX[:-8] + b"\xff" * 8: b"\x01"})),
    "integer that ends early": ("HLD-044", given({INDEX[:-1]: b"\x01"})),
    "text beyond its length": (
        "HLD-044",
        given({ONE + b"\x01abc\0" + bytes.fromhex("0102"): b"\x01"}),
    ),
    "decimal beyond its scale": (
        "HLD-044",
        given({ONE + b"\x01a\0" + bytes.fromhex("0103 80000000 30303100"): b"\x01"}),
    ),
    "decimal beyond its precision": (
        "HLD-044",
        given({ONE + b"\x01a\0" + bytes.fromhex("0103 80000004 3100"): b"\x01"}),
    ),
    "double where a real should be": (
        "HLD-044",
        given({TWO[:-8] + bytes.fromhex("bff8000000000001") + b"0" * 15 + b"1": b"\x01"}),
    ),
    "real beyond all reals": (
        "HLD-044",
        given(
            {TWO[:-8] + bytes.fromhex("fff0000000000000")[:-1] + b"\1" + b"0" * 15 + b"1": b"\x01"}
        ),
    ),
}


@pytest.mark.parametrize("name", FILE_FAULTS)
def test_a_fault_in_a_file_is_found(name: str) -> None:
    """HLD-044. One fault each."""
    clause, change = FILE_FAULTS[name]
    finding = found_in_file(change(incremental()))
    assert finding is not None
    assert finding.clause == clause


def test_an_index_key_that_fits_is_let_through() -> None:
    """HLD-044. The faults above are faults, and not merely strangers."""
    state = dict(sample_state())
    of_indexes = {key: cell for key, cell in state.items() if key.startswith(b"index:")}
    others = {key: cell for key, cell in state.items() if key.startswith((b"meta:", b"counter:"))}
    assert found_in_file({**of_indexes, **others}) is None
