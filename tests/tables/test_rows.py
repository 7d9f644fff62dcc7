"""Rows and counters come back exactly, and have one encoding."""

from __future__ import annotations

from math import copysign, isnan
from struct import pack

import pytest
from hypothesis import given

from helios_ref.tables.rows import (
    RowError,
    codec,
    decode_counters,
    encode_counters,
)
from helios_ref.types import Value, type_named
from tests.tables.samples import VALUES, rows, schema_of, value


def exact(value: Value, name: str) -> tuple[str | None, bool]:
    """Return what tells two values apart, scale and sign of zero included."""
    negative = isinstance(value, float) and not isnan(value) and copysign(1.0, value) < 0
    return type_named(name).shown(value), negative


@given(rows)
def test_a_row_comes_back_exactly(sample: tuple[list[str], tuple[Value, ...]]) -> None:
    """MOD-023, MOD-024. Checked or not, and the bytes are those that were written."""
    names, values = sample
    schema = schema_of(names)
    row = codec(schema.columns)
    data = row.encode(values)
    for back in (row.decode(data), *map(row.values, row.checked([data]))):
        assert list(map(exact, back, names)) == list(map(exact, values, names))
        assert row.encode(back) == data


def longer(data: bytes) -> list[bytes]:
    """Return the longer forms of one MessagePack object, and the other forms of a NaN."""
    head, body = data[0], data[1:]
    size = len(body)
    match head:
        case _ if head < 0x80:
            forms = [bytes((prefix,)) + head.to_bytes(width) for prefix, width in WIDER]
            return [*forms, b"\xca" + pack(">f", head), b"\xcb" + pack(">d", head)]
        case _ if head >= 0xE0:
            number = head - 256
            widths = ((0xD0, 1), (0xD1, 2), (0xD2, 4), (0xD3, 8))
            return [bytes((at,)) + number.to_bytes(width, signed=True) for at, width in widths]
        case 0xC4:
            return [b"\xc5\0" + body, b"\xc6\0\0\0" + body]
        case 0xCA:
            return [b"\xca\xff\xc0\0\0", b"\xca\x7f\xc0\0\1"]
        case 0xCB:
            return [b"\xcb\xff\xf8" + bytes(6), b"\xcb\x7f\xf8" + bytes(5) + b"\1"]
        case _:
            assert 0xA0 <= head < 0xC0, data
            return [b"\xd9" + bytes((size,)) + body, b"\xda\0" + bytes((size,)) + body]


WIDER = ((0xCC, 1), (0xCD, 2), (0xCE, 4), (0xCF, 8), (0xD0, 1), (0xD1, 2), (0xD2, 4), (0xD3, 8))

SHORT = [
    ("integer", "1"),
    ("integer", "-1"),
    ("text", "Widget"),
    ("numeric", "9.99"),
    ("bytea", "ab"),
    ("real", "NaN"),
    ("double precision", "NaN"),
    ("date", "1970-01-02"),
]


@pytest.mark.parametrize(("name", "text"), SHORT)
def test_only_the_shortest_form_is_read(name: str, text: str) -> None:
    """MOD-020, MOD-024. Integers, strings, byte strings and NaNs that say the same, longer."""
    row = codec(schema_of([name]).columns)
    data = row.encode([value(text, name)])
    assert data[0] == 0x91
    forms = longer(data[1:])
    assert forms
    for form in forms:
        with pytest.raises(RowError):
            row.checked([b"\x91" + form])
    for array in (b"\xdc\x00\x01", b"\xdd\x00\x00\x00\x01"):
        with pytest.raises(RowError):
            row.checked([array + data[1:]])
    for rest in (data + b"\xc0", data[:-1], b""):
        with pytest.raises(RowError):
            row.checked([rest])


FOREIGN = {
    "smallint": ["cd8000", "d1ff7f00", "d2ffff7fff", "c3", "a131", "cb3ff0000000000000"],
    "integer": ["ce80000000", "d2ffffffff00"],
    "bigint": ["cf8000000000000000"],
    "numeric": [
        *("a0", "a22d30", "a3302e", "a22e35", "a3303100", "a3" + b"1e2".hex(), "a2" + b"01".hex()),
        *("a3" + b"nan".hex(), "a4" + b"-0.0".hex(), "a2" + b"+1".hex(), "a2" + b"1\n".hex()),
        *("01", "a3" + b"1_0".hex(), "a2" + "٣".encode().hex()),
    ],
    "numeric(5,2)": ["a131", "a3" + b"1.5".hex(), "a5" + b"1.500".hex(), "a7" + b"1000.00".hex()],
    "numeric(3,5)": ["a130", "a7" + b"0.01000".hex(), "a8" + b"Infinity".hex()],
    "numeric(3,-2)": ["a3" + b"150".hex(), "a6" + b"100000".hex(), "a4" + b"0.00".hex()],
    "real": ["cb3ff0000000000000", "01", "cb7fefffffffffffff"],
    "double precision": ["ca3f800000", "01"],
    "text": ["a161"[:2], "a1ff", "a100", "a3eda080", "c40161", "01"],
    "character varying(2)": ["a3616263"],
    "boolean": ["00", "01"],
    "date": ["ce002cc0a1", "d2fff506c5", "a3313233"],
    "timestamp": ["cf0384440ccc736000", "d3ff23400100d43fff"],
    "bytea": ["a161", "c5000161"],
    "uuid": ["c40f" + "00" * 15, "c411" + "00" * 17, "b0" + "61" * 16],
    "json": ["a0", "a27b5d", "a3220022"],
}


@pytest.mark.parametrize(
    ("name", "data"), [(name, data) for name, cases in FOREIGN.items() for data in cases]
)
def test_a_value_outside_its_type_is_refused(name: str, data: str) -> None:
    """MOD-023, MOD-027. Another type, another form, or beyond a limit."""
    with pytest.raises(RowError):
        codec(schema_of([name]).columns).checked([b"\x91" + bytes.fromhex(data)])


def test_the_limits_of_dates_are_where_the_refusals_begin() -> None:
    """MOD-027. One step nearer, and the values above are read."""
    first_day, last_day = "d2fff506c6", "ce002cc0a0"
    row = codec(schema_of(["date"]).columns)
    read = row.checked([bytes.fromhex("91" + day) for day in (first_day, last_day)])
    days = [row.values(packed) for packed in read]
    assert [str(day) for (day,) in days] == ["0001-01-01", "9999-12-31"]


def test_a_row_has_one_value_for_each_column() -> None:
    """MOD-023. No more and no fewer, and an array it is."""
    row = codec(schema_of(["integer", "text"]).columns)
    for data in ("91 01", "93 01 a161 c0", "a161", "c0", "82 01 a161 02 a161"):
        with pytest.raises(RowError):
            row.checked([bytes.fromhex(data)])


def test_counters_come_back_and_have_one_encoding() -> None:
    """MOD-020, MOD-022, MOD-040. From 1 to 2^63 - 1."""
    assert decode_counters(encode_counters(4, [1, 2**63 - 1])) == (4, 1, 2**63 - 1)
    for data in ("90", "9100", "91ff", "91cc04", "91cf8000000000000000", "04", "9104c0", "91c0"):
        with pytest.raises(RowError):
            decode_counters(bytes.fromhex(data))


def test_every_type_has_samples() -> None:
    """MOD-023. The tests above rest on them."""
    assert {name.partition("(")[0] for name in VALUES} == {
        *("smallint", "integer", "bigint", "serial", "bigserial", "numeric", "real"),
        *("double precision", "text", "character varying", "boolean", "date", "timestamp"),
        *("bytea", "uuid", "json"),
    }
