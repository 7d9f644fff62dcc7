"""The worked cases of the chapters, byte for byte."""

import struct

import pytest

from conformance.hldb_reader import Float, Value, checksum, read
from conformance.hldb_reader.columns import parse_type
from conformance.hldb_reader.index_encode import encode_value
from conformance.hldb_reader.keys import Form, Key, escape, parse_key, schema_key
from conformance.hldb_reader.schema import Column, Index, decode_counters, decode_row, decode_schema

from .build import PRODUCTS_SCHEMA, WIDGET, full_file, pack, products, short


def float8(number: float) -> Float:
    return Float(struct.pack(">d", number))


@pytest.mark.parametrize(
    ("kind", "value", "encoded"),
    [
        ("integer", 1, "01 8000000000000001"),
        ("integer", -1, "01 7fffffffffffffff"),
        ("double precision", float8(1.0), "01 bff0000000000000"),
        ("double precision", float8(-1.0), "01 400fffffffffffff"),
        ("text", "ab", "01 6162 00"),
        ("numeric", "9.99", "01 03 80000001 393939 00"),
        ("numeric", "9.990", "01 03 80000001 393939 00"),
        ("numeric", "0.00", "01 02"),
        ("numeric", "-120", "01 01 7ffffffc cecd ff"),
        ("integer", None, "02"),
    ],
    ids=short,
)
def test_index_values_are_encoded_as_mod_014_shows(kind: str, value: Value, encoded: str) -> None:
    assert encode_value(value, parse_type(kind)) == bytes.fromhex(encoded)


def test_names_and_row_ids_are_written_as_mod_011_and_mod_012_show() -> None:
    assert schema_key("50%: new") == b"meta:table:50%25%3A new"
    assert parse_key(b"meta:table:50%25%3A new") == Key(Form.SCHEMA, "50%: new")
    key = parse_key(b"data:products:000000000000001a")
    assert key == Key(Form.ROW, "products", row_id=26)
    assert escape("a%3A:") == b"a%253A%3A"


def test_the_schema_of_mod_021_is_read() -> None:
    schema = decode_schema(PRODUCTS_SCHEMA)
    assert schema.columns == (
        Column("id", parse_type("integer"), not_null=True, default=None),
        Column("name", parse_type("text"), not_null=False, default=None),
        Column("price", parse_type("numeric"), not_null=False, default=None),
    )
    assert schema.indexes == (Index("products_pkey", "primary", (0,)),)
    assert schema.checks == ()


def test_the_counters_of_mod_022_and_the_row_of_mod_023_are_read() -> None:
    schema = decode_schema(PRODUCTS_SCHEMA)
    assert decode_counters(b"\x91\x04", schema) == (4,)
    assert decode_row(WIDGET, schema) == (1, "Widget", "9.99")
    assert pack((1, "Widget", "9.99")) == WIDGET


def test_a_file_has_the_layout_of_chapter_03() -> None:
    data = full_file(products((1, "Widget", "9.99")))
    file = read(data)
    assert data[:24] == bytes.fromhex(
        "89484c44420d0a1a 0100 0000 00000000 00000000 5400 01 04"  # 80 + 4 bytes of header
    )
    assert data[80:92] == b"mainHBLK\0\1\1\0"
    assert data[file.trailer.index_offset :][:8] == b"HIDX\1\0\0\0"
    assert data[-168:-160] == b"HTRL\1\0\0\0"
    assert data[-8:] == bytes.fromhex("1a0a0d42444c4889")
    assert file.tables[0].rows[0].values == (1, "Widget", "9.99")


def test_the_checksum_is_a_sum_of_products() -> None:
    check = 0xCBF43926  # the crc32 of 123456789, as every table of checksums lists it
    digits = b"123456789"
    assert checksum({}) == 0
    assert checksum({digits: b""}) == check + 1
    assert checksum({digits: digits, b"": b""}) == ((check + 1) ** 2 + 1) % 2**64


def test_an_empty_state_has_the_shortest_file_there_is() -> None:
    header = read(full_file({})).header
    assert len(full_file({})) == 256 + len(header.branch)
