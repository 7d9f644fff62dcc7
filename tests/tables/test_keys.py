"""Keys: four forms, and nothing else is a key."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.tables.keys import (
    CounterKey,
    IndexKey,
    KeyFormError,
    RowKey,
    SchemaKey,
    column_keyer,
    counter_key,
    entries_prefix,
    keyer,
    parse_key,
    rows_prefix,
    schema_key,
    under,
)
from helios_ref.tables.schema import Column, Index, IndexKind, Schema
from helios_ref.types import Value, canonical, key_encoding
from tests.tables.samples import row_key

names = st.text("a:%é3A25", min_size=1, max_size=6)
row_ids = st.sampled_from([1, 26, 2**63 - 1])


@given(names, names, row_ids)
def test_a_key_is_read_as_it_was_written(table: str, index: str, row_id: int) -> None:
    """MOD-010, MOD-011, MOD-012. Names full of what has to be escaped."""
    assert parse_key(schema_key(table)) == SchemaKey(table)
    assert parse_key(counter_key(table)) == CounterKey(table)
    assert parse_key(row_key(table, row_id)) == RowKey(table, row_id)
    key = entries_prefix(table, index) + b"\x01:\x02"
    assert parse_key(key) == IndexKey(table, index, b"\x01:\x02")


@given(names, names, row_ids)
def test_a_range_holds_one_table(table: str, other: str, row_id: int) -> None:
    """MOD-010. Kills: a table named like the beginning of another."""
    start, stop = under(rows_prefix(table))
    assert (start <= row_key(other, row_id) < stop) == (other == table)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"data",
        b"data:",
        b"data:t",
        b"data:t:",
        b"data:t:1",
        b"data::0000000000000001",
        b"data:t:000000000000001",
        b"data:t:00000000000000001",
        b"data:t:000000000000001A",
        b"data:t:000000000000001g",
        b"data:t:0000000000000000",
        b"data:t:8000000000000000",
        b"data:t:u:0000000000000001",
        b"index:t",
        b"index:t:i",
        b"index:t:i:",
        b"index::i:\x02",
        b"index:t::\x02",
        b"counter:",
        b"counter:a:b",
        b"meta:table:",
        b"meta:table:a:b",
        b"meta:backup:bk_1",
        b"meta:table:%",
        b"meta:table:%2",
        b"meta:table:%3a",
        b"meta:table:%41",
        b"meta:table:\xff",
        b"meta:table:\xed\xa0\x80",
        b"meta:table:a\0",
        b"meta:table:" + b"a" * 64,
        b"Data:t:0000000000000001",
    ],
)
def test_a_key_of_no_form_is_refused(key: bytes) -> None:
    """MOD-010, MOD-011, MOD-012, MOD-040. One fault each."""
    with pytest.raises(KeyFormError):
        parse_key(key)


def test_a_name_of_the_greatest_length_is_read() -> None:
    """MOD-040. 63 bytes, however long they are when escaped."""
    assert parse_key(schema_key(":" * 63)) == SchemaKey(":" * 63)


KINDS = [(kind, columns) for kind in IndexKind for columns in ((0,), (1,), (0, 1), (2,), (2, 1))]
numbers = st.none() | st.integers(-(2**31), 2**31 - 1)
mixed_rows = st.lists(st.tuples(numbers, numbers, st.none() | st.text("aé", max_size=2)))


@pytest.mark.parametrize(("kind", "columns"), KINDS)
@given(mixed_rows)
def test_many_rows_have_the_keys_of_each(
    kind: IndexKind, columns: tuple[int, ...], rows: list[tuple[Value, ...]]
) -> None:
    """MOD-013, MOD-014. Integers of a unique index are encoded all at once."""
    types = ("integer", "integer", "text")
    schema = Schema(tuple(Column(f"c{at}", canonical(name)) for at, name in enumerate(types)))
    index, ids = Index("i", kind, columns), range(1, len(rows) + 1)
    one, many = keyer("t", index, schema), column_keyer("t", index, schema)
    assert many(rows, ids) == [one(row, row_id) for row, row_id in zip(rows, ids, strict=True)]


def test_integers_of_a_unique_index_are_encoded_at_once() -> None:
    """MOD-014. None by itself, unless one is NULL."""
    schema = Schema((Column("id", canonical("integer")),))
    many = column_keyer("t", Index("i", IndexKind.UNIQUE, (0,)), schema)
    with patch.object(key_encoding, "NUMBER") as slow:
        assert many([(1,), (-2,)], [1, 2]) == [
            b"index:t:i:\x01\x80" + bytes(6) + b"\x01",
            many([(-2,)], [2])[0],
        ]
    assert not slow.pack.called
