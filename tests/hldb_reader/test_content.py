"""Entries in canonical form that no state has (HLD-026, HLD-028, HLD-044, MOD-010 to MOD-040)."""

import pytest

from conformance.hldb_reader import Entry, Refused, read, write

from .build import (
    FULL,
    INCREMENTAL,
    full_file,
    integer_key,
    lone_incremental,
    pack,
    products,
    schema,
    short,
    table,
)

STATE = products((1, "Widget", "9.99"))
LONG = "n" * 64


def clause_of(data: bytes) -> str:
    with pytest.raises(Refused, match="CORRUPT_BACKUP") as caught:
        read(data)
    assert caught.value.block == 1
    read(data, level=1)
    return caught.value.clause


@pytest.mark.parametrize(
    ("clause", "key"),
    [
        ("MOD-010", b"x"),
        ("MOD-010", b"meta:backup:bk_1"),
        ("MOD-010", b"meta:"),
        ("MOD-040", b"meta:table:"),
        ("MOD-040", b"counter:"),
        ("MOD-040", b"counter"),
        ("MOD-011", b"counter:a:b"),
        ("MOD-011", b"counter:a%3ab"),
        ("MOD-011", b"counter:a%"),
        ("MOD-011", b"counter:\xff"),
        ("MOD-011", b"counter:a\0"),
        ("MOD-040", b"counter:" + LONG.encode()),
        ("MOD-012", b"data:products"),
        ("MOD-012", b"data:products:1"),
        ("MOD-012", b"data:products:000000000000000A"),
        ("MOD-012", b"data:products:00000000000000001"),
        ("MOD-040", b"data:products:0000000000000000"),
        ("MOD-040", b"data:products:8000000000000000"),
        ("HLD-044", b"data:products:0000000000000002"),
        ("HLD-044", b"data:others:0000000000000001"),
        ("MOD-010", b"index:products"),
        ("MOD-010", b"index:products:products_pkey:"),
        ("MOD-014", b"index:products:products_pkey:\0"),
        ("MOD-040", b"index:products::\1"),
        ("HLD-044", b"index:products:other:" + integer_key(1)),
        ("HLD-044", b"index:products:products_pkey:\2" + b"0" * 15 + b"1"),
        ("MOD-013", b"index:products:products_pkey:" + integer_key(2) + b"0" * 15 + b"1"),
        ("MOD-014", b"index:products:products_pkey:" + integer_key(2**31)),
        ("MOD-014", b"index:products:products_pkey:\1\x80"),
    ],
    ids=short,
)
def test_keys_are_of_the_forms_of_the_model(clause: str, key: bytes) -> None:
    value = b"\1" if key.startswith(b"index") else pack((1, None, None))
    assert clause_of(full_file(STATE | {key: value})) == clause
    assert clause_of(lone_incremental(STATE | {key: value})) == clause


@pytest.mark.parametrize(
    ("clause", "key", "value"),
    [
        ("MOD-020", b"counter:products", b"\x91\xcc\2"),
        ("MOD-020", b"counter:products", b"\x91\2\0"),
        ("MOD-022", b"counter:products", b"\2"),
        ("MOD-022", b"counter:products", b"\x92\2\2"),
        ("MOD-022", b"counter:products", b"\x91\xc3"),
        ("MOD-040", b"counter:products", b"\x91\0"),
        ("MOD-040", b"counter:products", pack((2**63,))),
        ("HLD-044", b"counter:products", b"\x91\1"),
        ("MOD-023", b"data:products:0000000000000001", pack((1, None))),
        ("MOD-023", b"data:products:0000000000000001", pack((1, 2, None))),
        ("MOD-023", b"data:products:0000000000000001", pack((1, None, "-0.0"))),
        ("MOD-050", b"data:products:0000000000000001", pack((None, None, None))),
        ("MOD-025", b"index:products:products_pkey:" + integer_key(1), b"\xa11"),
        ("MOD-040", b"index:products:products_pkey:" + integer_key(1), b"\0"),
        ("HLD-044", b"index:products:products_pkey:" + integer_key(1), b"\2"),
    ],
    ids=short,
)
def test_values_are_those_of_the_model(clause: str, key: bytes, value: bytes) -> None:
    assert clause_of(full_file(STATE | {key: value})) == clause


ID: tuple[str, str, bool, None] = ("id", "integer", True, None)


@pytest.mark.parametrize(
    ("clause", "raw"),
    [
        ("MOD-021", pack(((), ()))),
        ("MOD-021", pack("schema")),
        ("MOD-021", pack((("a",), (), ()))),
        ("MOD-021", pack(((("id", "integer", 1, None),), (), ()))),
        ("MOD-021", pack(((("id", "integer", True, 1),), (), ()))),
        ("MOD-023", schema([("id", "int", True, None)])),
        ("MOD-023", schema([("id", "numeric(5)", True, None)])),
        ("MOD-023", schema([("id", "numeric(5, 2)", True, None)])),
        ("MOD-023", schema([("id", "numeric(05,2)", True, None)])),
        ("MOD-023", schema([("id", "numeric(1001,2)", True, None)])),
        ("MOD-023", schema([("id", "numeric(5,-1001)", True, None)])),
        ("MOD-023", schema([("id", "numeric(5,-0)", True, None)])),
        ("MOD-023", schema([("id", "character varying(0)", True, None)])),
        ("MOD-023", schema([("id", "character varying(10485761)", True, None)])),
        ("MOD-023", schema([("id", "numeric(" + "9" * 5000 + ",0)", True, None)])),
        ("MOD-040", schema([(LONG, "integer", True, None)])),
        ("MOD-040", schema([("", "integer", True, None)])),
        ("MOD-040", schema([(f"c{at}", "integer", False, None) for at in range(1601)])),
        ("MOD-021", schema([ID, ID])),
        ("MOD-021", schema([ID], [("i", "Primary", (0,))])),
        ("MOD-021", schema([ID], [("i", "index", (1,))])),
        ("MOD-021", schema([ID], [("i", "index", (-1,))])),
        ("MOD-021", schema([ID], [("i", "index", ())])),
        ("MOD-021", schema([ID], [("i", "index", (0,)), ("i", "unique", (0,))])),
        ("MOD-021", schema([ID], [("i", "primary", (0,)), ("j", "primary", (0,))])),
        ("MOD-021", schema([("id", "integer", False, None)], [("i", "primary", (0,))])),
        ("MOD-014", schema([("id", "json", False, None)], [("i", "index", (0,))])),
        ("MOD-021", schema([ID], [], [("c", "id > 0"), ("c", "id > 1")])),
        ("MOD-040", schema([ID], [], [("", "id > 0")])),
        ("MOD-021", schema([ID], [("i", "index", (0,))], [("i", "id > 0")])),
        ("MOD-021", schema([ID], [("i", "index", (0, 0))])),
        ("MOD-021", schema([ID], [], [("c", "id > '\0'")])),
        ("MOD-021", schema([("id", "text", True, "'\0'")])),
        ("MOD-021", schema([("id\0", "text", True, None)])),
        ("MOD-020", pack(((((((),),),),), (), ()))),
    ],
    ids=short,
)
def test_schemas_are_those_of_the_model(clause: str, raw: bytes) -> None:
    assert clause_of(full_file({b"counter:t": b"\x91\1", b"meta:table:t": raw})) == clause


META, COUNTER, ROW = b"meta:table:products", b"counter:products", b"data:products:0000000000000001"


@pytest.mark.parametrize(
    "layer",
    [
        {META: STATE[META]},
        {COUNTER: STATE[COUNTER]},
        {ROW: None},
        {META: None},
        {META: STATE[META], COUNTER: None},
        {META: None, COUNTER: STATE[COUNTER]},
        {META: None, COUNTER: None, ROW: STATE[ROW]},
    ],
    ids=short,
)
def test_a_table_is_restated_or_gone(layer: dict[bytes, bytes | None]) -> None:
    assert clause_of(lone_incremental(layer)) == "HLD-044"


@pytest.mark.parametrize(
    "layer",
    [
        {META: None, COUNTER: None},
        {META: None, COUNTER: None, ROW: None},
        {META: STATE[META], COUNTER: STATE[COUNTER]},
        # The rows and indexes of a table that was dropped and made anew under its name.
        {META: STATE[META], COUNTER: b"\x91\1", ROW: None, b"index:products:old:\1x\0": None},
    ],
    ids=short,
)
def test_tombstones_speak_of_the_past(layer: dict[bytes, bytes | None]) -> None:
    assert len(read(lone_incremental(layer)).entries) == len(layer)


def test_a_full_holds_no_tombstone() -> None:
    entries = [Entry(COUNTER, None), Entry(META, None)]
    with pytest.raises(Refused, match="HLD-026"):
        read(write(FULL, entries, 0, 0))
    assert read(write(INCREMENTAL, entries, 0, 0)).trailer.tombstones == 2


@pytest.mark.parametrize("name", ["n", "n" * 63, "ä" * 31, "%:"], ids=short)
def test_the_shortest_and_the_longest_names_are_read(name: str) -> None:
    raw = name.encode().replace(b"%", b"%25").replace(b":", b"%3A")
    state = {
        b"counter:" + raw: pack((2**63 - 1,)),
        b"meta:table:" + raw: schema([(name, "integer", False, None)]),
        b"data:" + raw + b":7ffffffffffffffe": b"\x91\1",
    }
    table_read = read(full_file(state)).tables[0]
    assert (table_read.name, table_read.rows[0].row_id) == (name, 2**63 - 2)
    gone = dict.fromkeys(state) | {b"data:" + raw + b":7fffffffffffffff": None}
    assert read(lone_incremental(gone)).tables[0].rows[1].row_id == 2**63 - 1


def test_a_table_has_at_most_1600_columns() -> None:
    state = table("t", [(f"c{at}", "text", False, None) for at in range(1600)], [], (1,))
    found = read(full_file(state)).tables[0].schema
    assert found is not None
    assert len(found.columns) == 1600


def test_an_index_key_ends_in_the_row_id_that_is_its_value() -> None:
    state = table("t", [("c", "integer", False, None)], [("i", "index", (0,))], (3,))
    key = b"index:t:i:" + integer_key(5) + b"%016x" % 1
    assert len(read(full_file(state | {key: b"\1"})).entries) == 3
    assert clause_of(full_file(state | {key: b"\2"})) == "MOD-025"
    assert clause_of(full_file(state | {key[:-16]: b"\1"})) == "MOD-012"
    assert clause_of(full_file(state | {b"index:t:i:\1\x80": b"\1"})) == "MOD-014"
    assert clause_of(full_file(state | {b"index:t:i": b"\1"})) == "MOD-010"
