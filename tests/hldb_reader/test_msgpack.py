"""The shortest form and no other (MOD-020)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.hldb_reader import Value
from conformance.hldb_reader.msgpack import Float, decode
from conformance.hldb_reader.refusal import BreachError

from .build import pack, short

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.binary(max_size=300),
    st.sampled_from([4, 8]).flatmap(lambda n: st.binary(min_size=n, max_size=n)).map(Float),
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=20).map(tuple), st.lists(
        st.lists(SCALARS, max_size=3).map(tuple), max_size=3
    ).map(tuple)
)  # fmt: skip
EDGES = [0, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1]
EDGES += [-1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63)]


@given(VALUES)
def test_what_was_packed_is_read_back(value: Value) -> None:
    assert decode(pack(value)) == value


@pytest.mark.parametrize("number", EDGES, ids=short)
def test_integers_at_the_edges_of_their_widths_are_read_back(number: int) -> None:
    assert decode(pack(number)) == number


@pytest.mark.parametrize("size", [0, 15, 16, 31, 32, 255, 256, 65535, 65536], ids=short)
def test_lengths_at_the_edges_of_their_heads_are_read_back(size: int) -> None:
    for value in ("x" * size, b"x" * size, (None,) * size):
        assert decode(pack(value)) == value


@given(st.binary(max_size=24))
def test_bytes_are_either_breached_or_the_only_encoding(raw: bytes) -> None:
    with suppress(BreachError):
        assert pack(decode(raw)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "c1",
        "cc7f",
        "cd00ff",
        "ce0000ffff",
        "cf00000000ffffffff",
        "d001",
        "d0e0",
        "d1ff80",
        "d2ffff8000",
        "d3ffffffff80000000",
        "d90161",
        "da000161",
        "db0000000161",
        "c5000161",
        "c60000000161",
        "dc0001c0",
        "dd00000001c0",
        "80",
        "c70101",
        "d40101",
        "a161c0",
        "a2c328",
        "a3eda080",
        "dbffffffff",
        "ddffffffff",
        "92c0",
        "9191919190",
        "cb00",
    ],
    ids=short,
)
def test_other_forms_and_kinds_are_breaches(raw: str) -> None:
    with pytest.raises(BreachError):
        decode(bytes.fromhex(raw))
