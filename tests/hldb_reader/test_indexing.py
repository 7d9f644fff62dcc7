"""Index values sort as the values do, and are read back in one encoding only (MOD-014)."""

import struct
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.hldb_reader import Float, Value
from conformance.hldb_reader.columns import parse_type
from conformance.hldb_reader.index_decode import scan_key
from conformance.hldb_reader.index_encode import encode_value, index_values
from conformance.hldb_reader.refusal import BreachError
from conformance.hldb_reader.schema import Column, Index, Schema
from conformance.hldb_reader.value_bounds import fits

from .build import short

DECIMALS = st.decimals(allow_nan=False).map(lambda d: f"{d + 0:f}")
DECIMALS = DECIMALS.filter(lambda text: fits(text, parse_type("numeric")))
FLOATS = st.floats(allow_nan=False).map(lambda number: Float(struct.pack(">d", number)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
KINDS: dict[str, st.SearchStrategy[Value]] = {
    "smallint": st.integers(-(2**15), 2**15 - 1),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "date": st.integers(-719_162, 2_932_896),
    "numeric": DECIMALS,
    "real": st.floats(width=32, allow_nan=False).map(lambda n: Float(struct.pack(">f", n))),
    "double precision": FLOATS,
    "text": TEXTS,
    "boolean": st.booleans(),
    "bytea": st.binary(),
    "uuid": st.binary(min_size=16, max_size=16),
}


def order(value: Value, kind: str) -> Decimal | float | bytes | int:
    if isinstance(value, Float):
        return value.number
    if isinstance(value, str):
        return Decimal(value) if kind == "numeric" else value.encode()
    assert isinstance(value, bytes | int)
    return value


@pytest.mark.parametrize("kind", KINDS, ids=short)
@given(data=st.data())
def test_keys_compare_as_values_do(kind: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(KINDS[kind], min_size=2, max_size=8))
    values.sort(key=lambda value: order(value, kind))
    type_ = parse_type(kind)
    for left, right in pairwise(values):
        assert fits(left, type_)
        same = order(left, kind) == order(right, kind)
        assert (encode_value(left, type_) == encode_value(right, type_)) is same
        assert encode_value(left, type_) <= encode_value(right, type_)
        assert encode_value(right, type_) < encode_value(None, type_)


def schema_of(*kinds: str, not_null: bool = False) -> Schema:
    columns = [Column(f"c{at}", parse_type(k), not_null, None) for at, k in enumerate(kinds)]
    return Schema(tuple(columns), (), ())


@pytest.mark.parametrize("kind", ["unique", "index"], ids=short)
@given(data=st.data(), kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4))
def test_keys_are_read_back(kind: str, data: st.DataObject, kinds: list[str]) -> None:
    row = tuple(data.draw(st.one_of(st.none(), KINDS[name])) for name in kinds)
    index = Index("i", kind, tuple(range(len(kinds))))
    schema = schema_of(*kinds)
    found = scan_key(index_values(schema, index, row, 77), schema, index)
    assert found == (77 if kind == "index" or None in row else None)


NAN = "7ff8000000000000"


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        ("smallint", "8000000000007fff"),
        ("double precision", "fff8000000000000"),
        ("real", "fff8000000000000"),
        ("real", "bff0000000000000"),
        ("numeric", "02"),
        ("numeric(4,2)", "02"),
        ("numeric", "00"),
        ("numeric", "04"),
        ("numeric(4,2)", "05"),
        ("numeric", "03 80020000 39 00"),
        ("numeric(4,-2)", "03 80000006 393931 00"),
        ("numeric(4,2)", "03 80000002 39393939 00"),
        ("numeric(4,2)", "01 7ffffffd c6c6c6c6 ff"),
        ("numeric(2,4)", "03 7ffffffe 3931 00"),
        ("character varying(2)", "c3a4c3b6 00"),
        ("bytea", "00ff61 00"),
        ("bytea", "ff00ffff 00"),
    ],
    ids=short,
)
def test_possible_values_are_accepted(kind: str, good: str) -> None:
    index = Index("i", "unique", (0,))
    assert scan_key(b"\1" + bytes.fromhex(good), schema_of(kind), index) is None


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("smallint", "8000000000008000"),
        ("integer", "80000000"),
        ("boolean", "02"),
        ("boolean", ""),
        ("double precision", "7fffffffffffffff"),
        ("double precision", "fff8000000000001"),
        ("real", "bff0000000000001"),
        ("real", "ffe0000000000000"),
        ("numeric(4,2)", "00"),
        ("numeric(4,2)", "04"),
        ("numeric", "06"),
        ("numeric", "03 80020001 39 00"),
        ("numeric(4,-2)", "03 80000006 3939393931 00"),
        ("numeric", "0202"),
        ("numeric", "03 80000001 00"),
        ("numeric", "03 80000001 3930 00"),
        ("numeric", "03 80000001 3039 00"),
        ("numeric", "03 80000001 39"),
        ("numeric", "03 8000"),
        ("numeric", "01 7ffffffd c6"),
        ("numeric", "fc 7ffffffd c6 ff"),
        ("numeric(4,2)", "03 80000003 39 00"),
        ("numeric(4,2)", "03 80000000 393939 00"),
        ("character varying(2)", "616263 00"),
        ("text", "ff 00"),
        ("text", "00ff61 00"),
        ("text", "6100ff"),
        ("text", "61"),
        ("uuid", "00"),
        ("date", "80000000000000000000"),
    ],
    ids=short,
)
def test_impossible_values_are_breaches(kind: str, bad: str) -> None:
    index = Index("i", "unique", (0,))
    with pytest.raises(BreachError):
        scan_key(b"\1" + bytes.fromhex(bad), schema_of(kind), index)


def test_null_is_possible_where_the_column_allows_it() -> None:
    index = Index("i", "unique", (0,))
    encoded = b"\2" + b"%016x" % 5
    assert scan_key(encoded, schema_of("text"), index) == 5
    with pytest.raises(BreachError):
        scan_key(encoded, schema_of("text", not_null=True), index)
    with pytest.raises(BreachError):
        scan_key(b"\2", schema_of("text"), index)
