"""Values that no statement leaves behind (HLD-044, MOD-020 to MOD-040)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tests.vectors.damaged_keys import COUNTERS, FIRST, ROW, SCHEMA, content, other
from tests.vectors.states import PRODUCTS, Column, Table, pack

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
    ):
        clauses = ("MOD-025", "HLD-044", "MOD-040", "MOD-050")
        yield other(name, about, clauses, {FIRST: value})


def msgpack() -> Iterator[Invalid]:
    """Yield other encodings of the same objects (MOD-020)."""
    rest = WIDGET[2:]
    for name, about, value in (
        ("integer-in-two-bytes", "1 as uint 8.", b"\x93\xcc\x01" + rest),
        ("integer-in-nine-bytes", "1 as uint 64.", b"\x93\xcf" + bytes(7) + b"\x01" + rest),
        ("integer-signed", "1 as int 8.", b"\x93\xd0\x01" + rest),
        ("string-with-a-longer-head", "A short string as str 8.", b"\x93\x01\xd9\x06" + WIDGET[3:]),
        ("array-with-a-longer-head", "Three values as array 16.", b"\xdc\x00\x03" + WIDGET[1:]),
        ("byte-after-the-value", "A nil after the row.", WIDGET + b"\xc0"),
        ("value-cut-off", "A row without its last byte.", WIDGET[:-1]),
        ("value-empty", "No byte at all.", b""),
        ("value-reserved-byte", "The byte C1, which MessagePack never uses.", b"\xc1"),
        ("string-not-utf8", "A string with the byte FF.", WIDGET.replace(b"Widget", b"Wid\xffet")),
    ):
        yield other(name, about, ("MOD-020", "MOD-023"), {ROW: value})
    about = "A row as a map."
    yield other("row-as-a-map", about, ("MOD-020", "MOD-023"), {ROW: b"\x81\x01\x02"})


def schemas() -> Iterator[Invalid]:
    """Yield values that are no schema (MOD-021, MOD-040)."""
    columns: list[Any] = [["k", "integer", False, None]]
    primary = ["t_pkey", "primary", [0]]
    for name, about, schema in (
        ("schema-of-two-parts", "No checks.", [columns, []]),
        ("schema-of-nil", "Nil.", None),
        ("type-of-no-name", "A column of type `int`.", [[["k", "int", False, None]], [], []]),
        ("type-with-a-blank", "`numeric(5, 2)`.", [[["k", "numeric(5, 2)", False, None]], [], []]),
        (
            "column-of-three-parts",
            "A column without a default.",
            [[["k", "integer", False]], [], []],
        ),
        (
            "column-without-a-name",
            "A column named by nothing.",
            [[["", "integer", False, None]], [], []],
        ),
        ("column-not-null-as-a-number", "Not null as 1.", [[["k", "integer", 1, None]], [], []]),
        ("column-default-as-a-number", "A default as 0.", [[["k", "integer", False, 0]], [], []]),
        ("index-of-no-column", "Over no column.", [columns, [["i", "index", []]], []]),
        ("index-of-another-column", "Over column 1 of 1.", [columns, [["i", "index", [1]]], []]),
        ("index-of-no-kind", "Of the kind `hash`.", [columns, [["i", "hash", [0]]], []]),
        ("primary-key-of-nullable", "Over a column that may be NULL.", [columns, [primary], []]),
        ("check-of-one-part", "A check without expression.", [columns, [], [["c"]]]),
    ):
        key = b"meta:table:t"
        state = {b"counter:t": b"\x91\x01", key: pack(schema)}
        yield content(name, about, ("MOD-021", "MOD-023", "MOD-040"), state)
    wide = Table("t", tuple(Column(f"c{at}", "boolean") for at in range(1601)))
    about = "A table of 1,601 columns."
    yield content("columns-1601", about, ("MOD-040", "MOD-021"), wide.state())


def counters() -> Iterator[Invalid]:
    """Yield values that are no counters of the table (MOD-022, MOD-040)."""
    for name, about, value in (
        ("counters-empty", "No next row id.", b"\x90"),
        ("counters-of-no-column", "A second counter, and no SERIAL column.", b"\x92\x04\x01"),
        ("counters-as-a-number", "The next row id alone.", b"\x04"),
        ("counter-as-a-text", "The next row id as a text.", b"\x91\xa14"),
        ("counter-negative", "The next row id is -1.", b"\x91\xff"),
        ("counter-above-the-limit", "The next row id is 2^63.", b"\x91\xcf\x80" + bytes(7)),
    ):
        clauses = ("MOD-022", "MOD-040", "HLD-044")
        yield other(name, about, clauses, {COUNTERS: value})


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
        state = Table("t", (Column("k", kind),), counters=(2,)).state()
        state[b"data:t:%016x" % 1] = pack([value])
        clauses = ("MOD-023", "MOD-024", "MOD-027")
        yield content(name, about, ("MOD-020", *clauses) if "as" in name else clauses, state)
    for name, about, kind, bits in (
        ("real-another-nan", "A REAL NaN of other bits.", "real", "ca 7fc00001"),
        (
            "double-another-nan",
            "A FLOAT8 NaN of other bits.",
            "double precision",
            "cb fff8000000000000",
        ),
    ):
        state = Table("t", (Column("k", kind),), counters=(2,)).state()
        state[b"data:t:%016x" % 1] = b"\x91" + bytes.fromhex(bits)
        yield content(name, about, ("MOD-024", "MOD-020"), state)


def tables() -> Iterator[Invalid]:
    """Yield tables of which something is missing (HLD-044, MOD-050)."""
    clauses = ("HLD-044", "MOD-050")
    yield other("table-without-schema", "No schema.", clauses, {SCHEMA: None})
    yield other("table-without-counters", "No counters.", clauses, {COUNTERS: None})
    state = PRODUCTS.state() | {b"data:goods:0000000000000001": WIDGET}
    yield content("row-of-no-table", "A row of a table without schema.", clauses, state)


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault in a value, or in what a file says of a table."""
    for faults in (row_pointers, msgpack, schemas, counters, rows, tables):
        yield from faults()
