"""Many keys looked at together are let through exactly when each by itself is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helios_ref.storage.layer import TOMBSTONE, Cell, Layer
from helios_ref.tables import described, index_keys
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.described import Finding
from helios_ref.tables.keys import counter_key, entries_prefix, schema_key
from helios_ref.tables.rows import RowCodec
from helios_ref.tables.schema import Column, Index, IndexKind, Schema
from helios_ref.tables.table import Table
from helios_ref.types import type_named
from tests.tables.samples import MIXED, begun, row_key, sample_state
from tests.tables.whole_state import check_state, check_whole

if TYPE_CHECKING:
    from collections.abc import Callable

Entries = dict[bytes, Cell]

SAMPLE: Final[Entries] = dict(sample_state())
PKEY: Final = entries_prefix("products", "products_pkey")
TWO: Final = entries_prefix(MIXED.name, "two")
KEYS: Final = [
    *sorted(SAMPLE),
    b"x",
    row_key("products", 9),
    row_key("products", 3)[:-1],
    row_key("products", 10).upper().replace(b"DATA:PRODUCTS", b"data:products"),
    row_key("products", 2**63),
    row_key("gone", 1),
    PKEY + b"\x01\x80",
    PKEY + bytes.fromhex("017fffffffffffffff"),
    PKEY + bytes.fromhex("010000000000000000"),
    PKEY + bytes.fromhex("01ffffffffffffffff"),
    PKEY + b"\xff",
    TWO + b"\x020000000000000002",
    schema_key("gone"),
]
CELLS: Final[list[Cell]] = [TOMBSTONE, b"", b"\x01", b"\x91\x04", b"\x93\x90\x90\x90"]

changes = st.dictionaries(
    st.sampled_from(KEYS), st.none() | st.sampled_from([*CELLS, *SAMPLE.values()]), max_size=4
)
"""Cells for some keys; None takes the entry away."""

halves = st.tuples(st.sampled_from(sorted(SAMPLE)), st.integers(0, 40), st.booleans())
"""A value of which so many bytes go to its neighbour's end, or to its neighbour's beginning."""


def found(check: Callable[[], None], at_once: int) -> tuple[object, ...]:
    """Return what is found when so many keys are looked at together."""
    with patch.object(described, "AT_ONCE", at_once):
        try:
            check()
        except Finding as finding:
            return finding.key, finding.reason, finding.clause
    return ()


def agreed(entries: Entries) -> tuple[object, ...]:
    """Return what is found of the entries of a file, by both ways the same."""
    ordered = dict(sorted(entries.items()))

    def whole() -> None:
        check_entries(described_tables(ordered), ordered)

    finding = found(whole, 512)
    assert finding == found(whole, 1)
    if TOMBSTONE not in ordered.values():
        as_state = found(lambda: check_whole(Layer(ordered)), 512)
        for at_once in (512, 1):
            assert as_state == found(lambda: check_state(Layer(ordered)), at_once)
            with patch.object(index_keys, "MOST", 2), patch.object(index_keys, "PIECE", 1):
                assert as_state == found(lambda: check_state(Layer(ordered), 3), at_once)
        assert as_state or not finding, "a well-formed state is no possible content of a file"
    return finding


@given(changes)
@example({})
@example(dict.fromkeys(SAMPLE, TOMBSTONE))
@example(dict.fromkeys([schema_key("products"), counter_key("products")], TOMBSTONE))
@example({schema_key("gone"): TOMBSTONE, counter_key("gone"): b"\x91\x01"})
@example({schema_key("gone"): TOMBSTONE, counter_key("gone"): TOMBSTONE, row_key("gone", 1): b"x"})
@example({row_key("products", 3)[:-1]: TOMBSTONE})
@example({row_key("products", 2**63): TOMBSTONE})
@example({PKEY + b"\xff": b"\x01"})
@example({row_key("products", 3)[:-16] + b"\xff": b"\x01"})
@example({PKEY + bytes.fromhex("017fffffffffffffff"): b"\x01"})
@example({PKEY + bytes.fromhex("010000000000000000"): b"\x01"})
def test_together_is_found_what_one_by_one_is(changes: dict[bytes, Cell | None]) -> None:
    """HLD-044, MOD-050. Whatever a few entries are replaced by: the same key, reason and clause."""
    changed = {**SAMPLE, **changes}
    agreed({key: cell for key, cell in changed.items() if cell is not None})


@given(halves)
def test_values_end_where_they_end(half: tuple[bytes, int, bool]) -> None:
    """MOD-020. Bytes of a row moved to the row after or before it make two rows that are wrong."""
    key, many, forward = half
    keys = sorted(SAMPLE)
    other = keys[(keys.index(key) + 1) % len(keys)]
    one, two = SAMPLE[key], SAMPLE[other]
    assert isinstance(one, bytes)
    assert isinstance(two, bytes)
    cut = min(many, len(one if forward else two))
    left = one[: len(one) - cut] if forward else one + two[:cut]
    right = one[len(one) - cut :] + two if forward else two[cut:]
    finding = agreed({**SAMPLE, key: left, other: right})
    assert finding or not cut or key.startswith(b"index:")


@pytest.mark.parametrize("key", sorted(SAMPLE))
def test_each_value_is_looked_at(key: bytes) -> None:
    """HLD-044. A byte more in any of them is found."""
    cell = SAMPLE[key]
    assert isinstance(cell, bytes)
    assert agreed({**SAMPLE, key: cell + b"\0"})


KINDS: Final = ("integer", "date", "timestamp")


def many(kind: str) -> Entries:
    """Return the state of a table of five thousand rows, with the values 1 to 5000 in an index."""
    schema = Schema(
        (Column("k", type_named(kind)), Column("t", type_named("text"))),
        (Index("u", IndexKind.UNIQUE, (0,)),),
    )
    unpack = type_named(kind).unpack or int
    rows = [(unpack(n), f"text {n}") for n in range(1, 5001)]
    return dict(begun((Table("many", schema), rows)).range(b"", None))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sound_is_never_looked_at_one_by_one(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-044. Five hundred at a time; of their index keys only the ends are decoded."""
    sizes: list[int] = []
    checked = RowCodec.checked

    def counted(self: RowCodec, data: list[bytes]) -> Any:  # noqa: ANN401  # what it returns
        sizes.append(len(data))
        return checked(self, data)

    state = many(kind)
    monkeypatch.setattr(RowCodec, "checked", counted)
    check_state(Layer(state))
    assert sizes == [512] * 9 + [392]
    sizes.clear()
    check_entries(described_tables(state), state)
    assert sizes == [512] * 9 + [392] + [2] * 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_one_wrong_among_thousands_is_named(kind: str, where: str) -> None:
    """HLD-050. A row and an index key, wherever they stand."""
    state = many(kind)
    for prefix in (b"data:many:", entries_prefix("many", "u")):
        keys = [key for key in state if key.startswith(prefix)]
        key = keys[{"first": 0, "middle": 2500, "last": -1}[where]]
        finding = agreed({**state, key: b"\xcc\x00"})
        assert finding[0] == key
