"""A file in lines for people."""

import struct
from dataclasses import replace

from conformance.hldb_reader import Float, describe, read

from .build import FULL, full_file, lone_incremental, pack, products, schema


def test_every_field_stands_at_its_offset() -> None:
    data = full_file(products((1, "Widget", "9.99")))
    lines = describe(read(data))
    at = 0
    for line in lines[:-3]:
        assert data[int(line[:10]) :]
        if line[21] != " ":  # the parts of a block stand below it, indented
            assert int(line[:10]) == at
            at += int(line[10:19])
    assert at == len(data)
    primary = "primary 'products_pkey' ('id')"
    assert lines[-3:] == [
        f"table 'products': 'id' integer NOT NULL; 'name' text; 'price' numeric; {primary}",
        "  counters 2",
        "  row 1: (1, 'Widget', '9.99')",
    ]


def test_tombstones_defaults_checks_and_values_are_shown() -> None:
    raw = schema(
        [("r", "double precision", False, "1 + 1"), ("b", "bytea", False, None)],
        [],
        [("t_check", "r > 0")],
    )
    row = pack((Float(struct.pack(">d", 0.5)), b"\1\2"))
    lines = describe(
        read(
            lone_incremental(
                {
                    b"counter:gone": None,
                    b"counter:t": b"\x91\4",
                    b"data:gone:0000000000000001": None,
                    b"data:t:0000000000000001": row,
                    b"data:t:0000000000000002": None,
                    b"data:t:0000000000000003": pack((None, None)),
                    b"meta:table:gone": None,
                    b"meta:table:t": raw,
                }
            )
        )
    )
    assert lines[-7:] == [
        "table 'gone': gone",
        "  row 1: gone",
        "table 't': 'r' double precision DEFAULT '1 + 1'; 'b' bytea; check 't_check' 'r > 0'",
        "  counters 4",
        "  row 1: (0.5, x'0102')",
        "  row 2: gone",
        "  row 3: (NULL, NULL)",
    ]


def test_below_level_2_there_are_sections_only() -> None:
    data = full_file(products((1, "Widget", "9.99")))
    lines = describe(read(data))
    assert describe(read(data, level=0)) == lines[:14] + lines[25:-3]
    assert [line.split()[-1] for line in lines[16:22]] == ["1", "1", "0", "4", "0", "0"]


def test_an_extension_and_its_features_are_shown() -> None:
    header = replace(FULL, optional=4, extension=b"\1\2")
    lines = describe(read(full_file({}, header)))
    assert lines[4].endswith("0x00000004")
    assert lines[13].split() == ["84", "2", "extension", "0102"]
