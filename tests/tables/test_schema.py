"""Schemas come back, have one encoding, and contradict nothing."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.tables.schema import (
    CheckConstraint,
    Column,
    Index,
    IndexKind,
    Schema,
    SchemaError,
    constraint_name,
    decode_schema,
    encode_schema,
)
from helios_ref.types import type_named
from tests.tables.samples import MIXED, PRODUCTS, VALUES

few = st.sampled_from(["a", "b", "c d", "é", "%:"])


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Return a small schema without contradictions."""
    names = draw(st.lists(few, unique=True, min_size=1, max_size=3))
    columns = tuple(
        Column(
            name,
            type_named(draw(st.sampled_from([one for one in VALUES if one != "json"]))),
            draw(st.booleans()),
            draw(st.none() | few),
        )
        for name in names
    )
    constraints = draw(st.lists(few, unique=True, max_size=3))
    positions = st.permutations(range(len(columns))).map(tuple)
    kinds = st.sampled_from([kind for kind in IndexKind if kind is not IndexKind.PRIMARY])
    indexes = tuple(Index(name, draw(kinds), draw(positions)) for name in constraints[1:])
    return Schema(
        columns, indexes, tuple(CheckConstraint(name, draw(few)) for name in constraints[:1])
    )


@given(schemas())
def test_a_schema_comes_back(schema: Schema) -> None:
    """MOD-021. Names with anything in them."""
    assert decode_schema(encode_schema(schema)) == schema


TEXT, JSON = type_named("text"), type_named("json")
A, B = Column("a", TEXT, not_null=True), Column("b", TEXT)


@pytest.mark.parametrize(
    "schema",
    [
        Schema((A, A)),
        Schema((replace(A, name=""),)),
        Schema((replace(A, name="é" * 32),)),
        Schema((replace(A, name="a\0"),)),
        Schema((replace(A, default="'\0'"),)),
        Schema((A,), checks=(CheckConstraint("c", "a\0"),)),
        Schema((A,), (Index("i", IndexKind.INDEX, ()),)),
        Schema((A,), (Index("i", IndexKind.INDEX, (1,)),)),
        Schema((A,), (Index("i", IndexKind.INDEX, (-1,)),)),
        Schema((A,), (Index("i", IndexKind.INDEX, (0, 0)),)),
        Schema((A,), (Index("i", IndexKind.INDEX, (0,)), Index("i", IndexKind.INDEX, (0,)))),
        Schema((A,), (Index("i", IndexKind.INDEX, (0,)),), (CheckConstraint("i", "true"),)),
        Schema((A,), (Index("i", IndexKind.PRIMARY, (0,)), Index("j", IndexKind.PRIMARY, (0,)))),
        Schema((B,), (Index("i", IndexKind.PRIMARY, (0,)),)),
        Schema((Column("j", JSON),), (Index("i", IndexKind.INDEX, (0,)),)),
        Schema(tuple(Column(f"c{i}", TEXT) for i in range(1601))),
    ],
)
def test_a_schema_that_contradicts_itself_is_refused(schema: Schema) -> None:
    """MOD-021, MOD-040. One fault each."""
    with pytest.raises(SchemaError):
        decode_schema(encode_schema(schema))


def test_a_schema_at_its_limits_is_read() -> None:
    """MOD-040. 1,600 columns, and a name of 63 bytes."""
    schema = Schema(tuple(Column(f"{i}".rjust(63), TEXT) for i in range(1600)))
    assert decode_schema(encode_schema(schema)) == schema


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93\x90\x90",
        b"\x92\x90\x90",
        b"\x93\x90\x90\x90\xc0",
        b"\xdc\x00\x03\x90\x90\x90",
        b"\x94\x90\x90\x90\x90",
        msgspec.msgpack.encode([[["a", "int", False, None]], [], []]),
        msgspec.msgpack.encode([[["a", "numeric(3)", False, None]], [], []]),
        msgspec.msgpack.encode([[["a", "text", 0, None]], [], []]),
        msgspec.msgpack.encode([[["a", "text", False]], [], []]),
        msgspec.msgpack.encode([[["a", "text", False, 1]], [], []]),
        msgspec.msgpack.encode([[["a", "text", False, None]], [["i", "key", [0]]], []]),
        msgspec.msgpack.encode([[["a", "text", False, None]], [["i", "index", 0]], []]),
        msgspec.msgpack.encode([[], [], [["c"]]]),
        b"\x93\x91\x94\xd9\x01a\xa4text\xc2\xc0\x90\x90",
        b"\x93\x91\x94\xa1\xff\xa4text\xc2\xc0\x90\x90",
    ],
)
def test_bytes_that_are_no_schema_are_refused(data: bytes) -> None:
    """MOD-020, MOD-021. Other objects, and longer forms of the same."""
    with pytest.raises(SchemaError):
        decode_schema(data)


def test_the_sample_tables_are_possible() -> None:
    """MOD-021. The tests of this room rest on them."""
    for table in (PRODUCTS, MIXED):
        assert decode_schema(encode_schema(table.schema)) == table.schema


@pytest.mark.parametrize(
    ("table", "columns", "suffix", "taken", "name"),
    [
        ("products", [], "pkey", [], "products_pkey"),
        ("t", ["a"], "key", [], "t_a_key"),
        ("t", ["a", "b"], "key", [], "t_a_b_key"),
        ("t", ["a"], "check", [], "t_a_check"),
        ("t", [], "check", ["t_check"], "t_check1"),
        ("t", ["a", "b"], "idx", ["t_a_b_idx", "t_a_b_idx1"], "t_a_b_idx2"),
        ("t" * 63, [], "pkey", [], "t" * 58 + "_pkey"),
        ("t" * 63, [], "pkey", ["t" * 58 + "_pkey"], "t" * 57 + "_pkey1"),
        ("t" * 63, ["c" * 63], "key", [], "t" * 29 + "_" + "c" * 29 + "_key"),
        (
            "t" * 63,
            ["c" * 63],
            "key",
            ["t" * 29 + "_" + "c" * 29 + "_key"],
            "t" * 29 + "_" + "c" * 28 + "_key1",
        ),
        ("t" * 63, ["c" * 5], "key", [], "t" * 53 + "_ccccc_key"),
        ("t" * 5, ["c" * 63], "key", [], "ttttt_" + "c" * 53 + "_key"),
        ("é" * 31, [], "pkey", [], "é" * 29 + "_pkey"),
        ("é" * 31, ["é" * 31], "idx", [], "é" * 14 + "_" + "é" * 14 + "_idx"),
    ],
)
def test_a_constraint_is_named_as_postgresql_would(
    table: str, columns: list[str], suffix: str, taken: list[str], name: str
) -> None:
    """MOD-021. Every row was run there."""
    assert constraint_name(table, columns, suffix, taken) == name
