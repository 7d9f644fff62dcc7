"""Entries checked one at a time are let through exactly when all at once are."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helios_ref.storage.layer import TOMBSTONE, Cell
from helios_ref.tables.check_entry import check_entry, described_tables
from helios_ref.tables.check_file import check_entries
from helios_ref.tables.integrity import Finding
from helios_ref.tables.keys import COUNTERS, SCHEMAS, counter_key, schema_key
from tests.tables.samples import row_key, sample_state

Entries = dict[bytes, Cell]

SAMPLE: Final[Entries] = dict(sample_state())
KEYS: Final = [
    *sorted(SAMPLE),
    b"x",
    row_key("products", 9),
    row_key("gone", 1),
    schema_key("gone"),
]
CELLS: Final[list[Cell]] = [TOMBSTONE, b"", b"\x01", b"\x91\x04", b"\x93\x90\x90\x90"]

changes = st.dictionaries(
    st.sampled_from(KEYS), st.none() | st.sampled_from([*CELLS, *SAMPLE.values()]), max_size=4
)
"""Cells for some keys; None takes the entry away."""


def at_once(entries: list[tuple[bytes, Cell]]) -> bool:
    """Whether a file's entries are let through, all of them in memory."""
    try:
        check_entries(entries)
    except Finding:
        return False
    return True


def one_by_one(entries: list[tuple[bytes, Cell]]) -> bool:
    """Whether a file's entries are let through, its schemas and counters first."""
    try:
        tables = described_tables(
            [entry for entry in entries if entry[0].startswith((COUNTERS, SCHEMAS))]
        )
        for key, cell in entries:
            check_entry(tables, key, cell)
    except Finding:
        return False
    return True


@given(changes)
@example({})
@example(dict.fromkeys(SAMPLE, TOMBSTONE))
@example(dict.fromkeys([schema_key("products"), counter_key("products")], TOMBSTONE))
@example({schema_key("gone"): TOMBSTONE, counter_key("gone"): b"\x91\x01"})
@example({schema_key("gone"): TOMBSTONE, counter_key("gone"): TOMBSTONE, row_key("gone", 1): b"x"})
def test_one_by_one_finds_what_all_at_once_find(changes: dict[bytes, Cell | None]) -> None:
    """HLD-044. Whatever a few entries are replaced by."""
    changed = {**SAMPLE, **changes}
    entries = [(key, cell) for key, cell in sorted(changed.items()) if cell is not None]
    assert one_by_one(entries) == at_once(entries)


@pytest.mark.parametrize("key", sorted(SAMPLE))
def test_each_value_is_looked_at(key: bytes) -> None:
    """HLD-044. A byte more in any of them is found."""
    cell = SAMPLE[key]
    assert isinstance(cell, bytes)
    assert not one_by_one(sorted({**SAMPLE, key: cell + b"\0"}.items(), key=lambda entry: entry[0]))
