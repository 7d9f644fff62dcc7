"""Values that no statement leaves behind (HLD-044, MOD-020 to MOD-040)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.vectors.damaged_keys import COUNTERS, FIRST, ROW, SCHEMA, cell_of, content, other
from tests.vectors.states import PRODUCTS, pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.vector import Invalid

WIDGET: Final = bytes.fromhex("93 01 a6 576964676574 a4 392e3939")
"""The worked row of MOD-023."""


def row_pointers() -> Iterator[Invalid]:
    """Yield index keys whose value is no row id (MOD-025)."""
    for name, about, value in (
        ("index-value-text", "The row id as a text.", b"\xa11"),
        ("index-value-0", "The row id 0.", b"\x00"),
        ("index-value-negative", "The row id -1.", b"\xff"),
        ("index-value-next", "The row id that is the table's next.", b"\x04"),
        ("index-value-in-two-bytes", "The row id 1 as uint 8.", b"\xcc\x01"),
        ("index-value-and-more", "A nil after the row id.", b"\x01\xc0"),
        ("index-value-in-an-array", "An array of the row id.", b"\x91\x01"),
        ("index-value-nil", "Nil.", b"\xc0"),
    ):
        clauses = ("MOD-025", "MOD-020", "HLD-044", "MOD-040", "MOD-050")
        yield other(name, about, clauses, {FIRST: value})


FORMS: Final = (
    ("negative-in-two-bytes", "-1 as int 8.", "integer", "d0 ff"),
    ("negative-in-three-bytes", "-128 as int 16.", "integer", "d1 ff80"),
    ("negative-in-five-bytes", "-32,768 as int 32.", "integer", "d2 ffff8000"),
    ("negative-in-nine-bytes", "-2^31 as int 64.", "bigint", "d3 ffffffff80000000"),
    ("integer-in-three-bytes", "255 as uint 16.", "integer", "cd 00ff"),
    ("integer-in-five-bytes", "65,535 as uint 32.", "integer", "ce 0000ffff"),
    ("integer-of-the-signed-family", "128 as int 16.", "integer", "d1 0080"),
    ("date-in-three-bytes", "Day 1 as uint 16.", "date", "cd 0001"),
    ("timestamp-in-nine-bytes", "Microsecond 1 as uint 64.", "timestamp", "cf 0000000000000001"),
    (
        "text-with-a-head-of-three-bytes",
        "A text of 32 bytes as str 16.",
        "text",
        "da 0020" + "78" * 32,
    ),
    (
        "text-with-a-head-of-five-bytes",
        "A text of 256 bytes as str 32.",
        "text",
        "db 00000100" + "78" * 256,
    ),
    ("decimal-with-a-longer-head", "1 as str 8.", "numeric", "d9 01 31"),
    ("json-with-a-longer-head", "The JSON text 1 as str 8.", "json", "d9 01 31"),
    ("bytes-with-a-head-of-three-bytes", "A BYTEA of one byte as bin 16.", "bytea", "c5 0001 00"),
    (
        "bytes-with-a-head-of-five-bytes",
        "A BYTEA of one byte as bin 32.",
        "bytea",
        "c6 00000001 00",
    ),
    ("uuid-with-a-longer-head", "A UUID as bin 16.", "uuid", "c5 0010" + "00" * 16),
    ("text-surrogate", "A text with half a surrogate pair.", "text", "a3 eda080"),
    ("text-overlong", "A text with / in two bytes.", "text", "a2 c0af"),
)
"""Values of one column in longer forms, and texts that are not UTF-8."""


def msgpack() -> Iterator[Invalid]:
    """Yield other encodings of the same objects (MOD-020)."""
    rest = WIDGET[2:]
    for name, about, value in (
        ("integer-in-two-bytes", "1 as uint 8.", b"\x93\xcc\x01" + rest),
        ("integer-in-nine-bytes", "1 as uint 64.", b"\x93\xcf" + bytes(7) + b"\x01" + rest),
        ("integer-signed", "1 as int 8.", b"\x93\xd0\x01" + rest),
        ("string-with-a-longer-head", "A short string as str 8.", b"\x93\x01\xd9\x06" + WIDGET[3:]),
        ("array-with-a-longer-head", "Three values as array 16.", b"\xdc\x00\x03" + WIDGET[1:]),
        ("array-with-the-longest-head", "As array 32.", b"\xdd\x00\x00\x00\x03" + WIDGET[1:]),
        ("byte-after-the-value", "A nil after the row.", WIDGET + b"\xc0"),
        ("value-cut-off", "A row without its last byte.", WIDGET[:-1]),
        ("value-empty", "No byte at all.", b""),
        ("value-reserved-byte", "The byte C1, which MessagePack never uses.", b"\xc1"),
        ("string-not-utf8", "A string with the byte FF.", WIDGET.replace(b"Widget", b"Wid\xffet")),
    ):
        yield other(name, about, ("MOD-020", "MOD-023"), {ROW: value})
    for name, about, kind, cell in FORMS:
        yield cell_of(name, about, ("MOD-020", "MOD-023"), kind, bytes.fromhex(cell))
    about = "A row as a map."
    yield other("row-as-a-map", about, ("MOD-020", "MOD-023"), {ROW: b"\x81\x01\x02"})


ROWS: Final = (
    ("row-too-short", "Two values of three.", ("MOD-023",), [1, "Widget"]),
    ("row-too-long", "Four values of three.", ("MOD-023",), [1, "Widget", "9.99", None]),
    ("integer-as-text", "An integer as a text.", ("MOD-023",), ["1", "Widget", "9.99"]),
    ("text-as-bytes", "A text as bytes.", ("MOD-023",), [1, b"Widget", "9.99"]),
    ("decimal-as-a-number", "A decimal as an integer.", ("MOD-023", "MOD-024"), [1, "Widget", 9]),
    (
        "decimal-minus-zero",
        "-0.0 with its sign.",
        ("MOD-024", "MOD-023", "MOD-027"),
        [1, "Widget", "-0.0"],
    ),
    ("decimal-exponent", "1e3.", ("MOD-024", "MOD-023", "MOD-027"), [1, "Widget", "1e3"]),
    (
        "decimal-without-a-zero",
        ".5 without its 0.",
        ("MOD-024", "MOD-023", "MOD-027"),
        [1, "W", ".5"],
    ),
    ("decimal-leading-zero", "09.99.", ("MOD-024", "MOD-023", "MOD-027"), [1, "W", "09.99"]),
    ("integer-too-great", "An INT of 2^31.", ("MOD-027", "MOD-023"), [2**31, "W", "1"]),
    ("text-with-nul", "A text with U+0000.", ("MOD-027", "MOD-023"), [1, "W\0", "1"]),
)
"""Rows of the tutorial's table that are none."""

CELLS: Final = (
    ("smallint-too-great", "A SMALLINT of 2^15.", "smallint", 32_768),
    ("integer-as-a-boolean", "An INT as true.", "integer", True),
    ("integer-as-a-float", "An INT as 1.0.", "integer", 1.0),
    ("boolean-as-text", "A boolean as a text.", "boolean", "t"),
    ("bytes-as-text", "A BYTEA as a text.", "bytea", "ab"),
    ("uuid-as-text", "A UUID as a text of 16 bytes.", "uuid", "0123456789abcdef"),
    ("json-as-bytes", "A JSON text as bytes.", "json", b"1"),
    ("timestamp-as-text", "A timestamp as text.", "timestamp", "2024-03-25 00:00:00"),
    ("varchar-as-bytes", "A VARCHAR as bytes.", "character varying", b"ab"),
    ("json-as-an-array", "A JSON array as an array.", "json", [1]),
    ("boolean-as-a-number", "A boolean as 1.", "boolean", 1),
    ("real-as-binary64", "A REAL in 8 bytes.", "real", 1.5),
    ("double-as-an-integer", "A FLOAT8 as 1.", "double precision", 1),
    ("varchar-too-long", "Four characters in VARCHAR(3).", "character varying(3)", "abcd"),
    ("decimal-of-another-scale", "1.5 in DECIMAL(5,2).", "numeric(5,2)", "1.5"),
    ("decimal-too-great", "1000.00 in DECIMAL(5,2).", "numeric(5,2)", "1000.00"),
    ("date-as-text", "A date as text.", "date", "2024-03-25"),
    ("date-after-9999", "The first day of the year 10000.", "date", 2_932_897),
    (
        "timestamp-before-1",
        "A microsecond before the year 1.",
        "timestamp",
        -62_135_596_800_000_001,
    ),
    ("uuid-of-15-bytes", "A UUID of 15 bytes.", "uuid", bytes(15)),
    ("json-of-no-form", "A JSON text that ends too early.", "json", '{"a": '),
)
"""Values that their columns cannot have."""


def rows() -> Iterator[Invalid]:
    """Yield rows that do not fit their schema (MOD-023, MOD-024, MOD-027)."""
    bare = replace(PRODUCTS, indexes=())
    for name, about, clauses, row in ROWS:
        yield content(name, about, clauses, bare.state() | {ROW: pack(row)})
    for name, about, kind, value in CELLS:
        wrong = ("MOD-020",) if "as" in name else ()
        clauses = (*wrong, "MOD-023", "MOD-024", "MOD-027")
        yield cell_of(name, about, clauses, kind, pack(value))
    for name, about, kind, bits in (
        ("real-another-nan", "A REAL NaN of other bits.", "real", "ca 7fc00001"),
        (
            "double-another-nan",
            "A FLOAT8 NaN of other bits.",
            "double precision",
            "cb fff8000000000000",
        ),
    ):
        yield cell_of(name, about, ("MOD-024", "MOD-020"), kind, bytes.fromhex(bits))


DAY: Final = 86_400_000_000

BEYOND: Final = (
    ("smallint-too-small", "A SMALLINT of -2^15 - 1.", "smallint", -32_769),
    ("integer-too-small", "An INT of -2^31 - 1.", "integer", -(2**31) - 1),
    ("bigint-too-great", "A BIGINT of 2^63.", "bigint", 2**63),
    ("date-before-1", "The last day before the year 1.", "date", -719_163),
    ("timestamp-after-9999", "The first moment of the year 10000.", "timestamp", 2_932_897 * DAY),
    ("varchar-of-two", "Two characters in VARCHAR(1).", "character varying(1)", "ab"),
    ("varchar-with-a-blank", "A blank too many in VARCHAR(1).", "character varying(1)", "a "),
    ("varchar-with-nul", "A VARCHAR with U+0000.", "character varying", "a\0"),
    ("json-with-nul", "A JSON text with U+0000.", "json", '"\0"'),
    ("json-of-nothing", "A JSON text of no byte.", "json", ""),
    ("json-nan", "NaN, which is no JSON text.", "json", "NaN"),
    ("json-infinity", "-Infinity, which is no JSON text.", "json", "-Infinity"),
    ("json-with-a-comma", "An array that ends in a comma.", "json", "[1,]"),
    ("json-with-quotes-of-one-stroke", "A string in single quotes.", "json", "'a'"),
    ("json-with-a-zero-first", "The number 01.", "json", "01"),
    ("json-with-a-tab", "A string with a tab that is not escaped.", "json", '"\t"'),
    ("json-of-two-texts", "Two JSON texts.", "json", "1 2"),
    (
        "decimal-of-sixteen-thousand",
        "16,384 digits after the point.",
        "numeric",
        "0." + "1" * 16_384,
    ),
    ("decimal-too-long", "131,073 digits before the point.", "numeric", "1" * 131_073),
    ("decimal-with-a-plus", "+1.", "numeric", "+1"),
    ("decimal-with-a-point-last", "1 with a point behind.", "numeric", "1."),
    ("decimal-minus-zero-whole", "-0.", "numeric", "-0"),
    ("decimal-with-a-blank", "1 with a blank before.", "numeric", " 1"),
    ("decimal-with-a-line-end", "1 with a line feed behind.", "numeric", "1\n"),
    ("decimal-of-nothing", "A decimal of no byte.", "numeric", ""),
    ("decimal-of-other-digits", "An Arabic 1.", "numeric", "\u0661"),
    ("decimal-in-lower-case", "nan.", "numeric", "nan"),
    ("decimal-minus-nan", "-NaN.", "numeric", "-NaN"),
    ("decimal-infinite", "Infinity in DECIMAL(5,2).", "numeric(5,2)", "Infinity"),
    ("decimal-too-small", "-1000.00 in DECIMAL(5,2).", "numeric(5,2)", "-1000.00"),
    ("decimal-of-more-digits", "1.500 in DECIMAL(5,2).", "numeric(5,2)", "1.500"),
    ("decimal-of-no-hundreds", "150 in DECIMAL(3,-2).", "numeric(3,-2)", "150"),
    ("decimal-of-four-hundreds", "100000 in DECIMAL(3,-2).", "numeric(3,-2)", "100000"),
    ("decimal-above-its-fraction", "0.01000 in DECIMAL(3,5).", "numeric(3,5)", "0.01000"),
    ("uuid-of-17-bytes", "A UUID of 17 bytes.", "uuid", bytes(17)),
)
"""Values just outside of what their columns can have, and forms that only look like theirs."""


def bounds() -> Iterator[Invalid]:
    """Yield values that lie just outside of their type (MOD-027)."""
    for name, about, kind, value in BEYOND:
        clauses = ("MOD-027", "MOD-023", "MOD-024")
        yield cell_of(name, about, clauses, kind, pack(value))


def tables() -> Iterator[Invalid]:
    """Yield tables of which something is missing (HLD-044, MOD-050)."""
    clauses = ("HLD-044", "MOD-050")
    yield other("table-without-schema", "No schema.", clauses, {SCHEMA: None})
    yield other("table-without-counters", "No counters.", clauses, {COUNTERS: None})
    state = PRODUCTS.state() | {b"data:goods:0000000000000001": WIDGET}
    yield content("row-of-no-table", "A row of a table without schema.", clauses, state)


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault in a value, or in what a file says of a table."""
    for faults in (row_pointers, msgpack, rows, bounds, tables):
        yield from faults()
