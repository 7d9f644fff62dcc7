"""Schemas and counters that no statement leaves behind (MOD-020 to MOD-022, MOD-040)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.vectors.damaged_keys import COUNTERS, content, other
from tests.vectors.states import Column, Table, pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.vector import Invalid

COLUMN: Final = ["k", "integer", False, None]
JSON: Final = ["k", "json", False, None]
KEPT: Final = ["k", "integer", True, None]
OVER: Final = ["i", "index", [0]]
CHECK: Final = ["c", "k > 0"]
"""Parts of the schema of `CREATE TABLE t (k INT, CONSTRAINT c CHECK (k > 0))` and of an index."""

SCHEMAS: Final[tuple[tuple[str, str, Any], ...]] = (
    ("schema-of-two-parts", "No checks.", [[COLUMN], []]),
    ("schema-of-four-parts", "Something after the checks.", [[COLUMN], [], [], []]),
    ("schema-of-nil", "Nil.", None),
    ("column-of-three-parts", "A column without a default.", [[["k", "integer", False]], [], []]),
    ("column-of-five-parts", "A column and more.", [[[*COLUMN, None]], [], []]),
    ("column-without-a-name", "A column named by nothing.", [[["", *COLUMN[1:]]], [], []]),
    ("column-of-64-bytes", "A column named by 64 bytes.", [[["k" * 64, *COLUMN[1:]]], [], []]),
    ("column-of-32-letters", "By 32 letters, 64 bytes.", [[["é" * 32, *COLUMN[1:]]], [], []]),
    ("column-with-nul", "A column with U+0000.", [[["a\0", *COLUMN[1:]]], [], []]),
    ("column-twice", "Two columns of one name.", [[COLUMN, COLUMN], [], []]),
    ("column-not-null-as-a-number", "Not null as 1.", [[["k", "integer", 1, None]], [], []]),
    ("column-not-null-as-nil", "Not null as nil.", [[["k", "integer", None, None]], [], []]),
    ("column-default-as-a-number", "A default as 0.", [[["k", "integer", False, 0]], [], []]),
    ("column-default-with-nul", "A default with U+0000.", [[[*COLUMN[:3], "'\0'"]], [], []]),
    ("index-of-two-parts", "An index without columns.", [[COLUMN], [OVER[:2]], []]),
    ("index-of-four-parts", "An index and more.", [[COLUMN], [[*OVER, None]], []]),
    ("index-of-no-column", "Over no column.", [[COLUMN], [["i", "index", []]], []]),
    ("index-of-another-column", "Over column 1 of 1.", [[COLUMN], [["i", "index", [1]]], []]),
    ("index-of-column-minus-1", "Over column -1.", [[COLUMN], [["i", "index", [-1]]], []]),
    ("index-of-a-column-twice", "Over one column twice.", [[COLUMN], [["i", "index", [0, 0]]], []]),
    ("index-of-json", "Over a column of JSON.", [[JSON], [OVER], []]),
    ("index-of-no-kind", "Of the kind `hash`.", [[COLUMN], [["i", "hash", [0]]], []]),
    ("index-of-a-kind-in-capitals", "Of the kind `INDEX`.", [[COLUMN], [["i", "INDEX", [0]]], []]),
    ("index-without-a-name", "Named by nothing.", [[COLUMN], [["", *OVER[1:]]], []]),
    ("index-of-64-bytes", "Named by 64 bytes.", [[COLUMN], [["i" * 64, *OVER[1:]]], []]),
    ("index-twice", "Two indexes of one name.", [[COLUMN], [OVER, OVER], []]),
    ("index-named-as-a-check", "As a check.", [[COLUMN], [["c", *OVER[1:]]], [CHECK]]),
    (
        "primary-key-of-nullable",
        "Over a column that may be NULL.",
        [[COLUMN], [["t_pkey", "primary", [0]]], []],
    ),
    (
        "primary-keys-of-two-names",
        "Two primary keys.",
        [[KEPT, ["l", *KEPT[1:]]], [["a", "primary", [0]], ["b", "primary", [1]]], []],
    ),
    ("check-of-one-part", "A check without expression.", [[COLUMN], [], [["c"]]]),
    ("check-of-three-parts", "A check and more.", [[COLUMN], [], [[*CHECK, None]]]),
    ("check-without-a-name", "A check named by nothing.", [[COLUMN], [], [["", "k > 0"]]]),
    ("check-of-64-bytes", "A check named by 64 bytes.", [[COLUMN], [], [["c" * 64, "k > 0"]]]),
    ("check-twice", "Two checks of one name.", [[COLUMN], [], [CHECK, CHECK]]),
    ("check-with-nul", "An expression with U+0000.", [[COLUMN], [], [["c", "k > 0\0"]]]),
    ("check-of-nil", "An expression that is nil.", [[COLUMN], [], [["c", None]]]),
)
"""Objects that are no schema."""

TYPES: Final = (
    ("type-of-no-name", "`int`.", "int"),
    ("type-in-capitals", "`INTEGER`.", "INTEGER"),
    ("type-with-a-blank", "`numeric(5, 2)`.", "numeric(5, 2)"),
    ("type-with-a-blank-behind", "`integer` and a blank.", "integer "),
    ("type-with-a-line-end", "`integer` and a line feed.", "integer\n"),
    ("type-without-a-scale", "`numeric(5)`, whose scale is always written.", "numeric(5)"),
    ("type-of-precision-0", "`numeric(0,0)`.", "numeric(0,0)"),
    ("type-of-precision-1001", "`numeric(1001,0)`.", "numeric(1001,0)"),
    ("type-of-scale-1001", "`numeric(5,1001)`.", "numeric(5,1001)"),
    ("type-of-scale-minus-1001", "`numeric(5,-1001)`.", "numeric(5,-1001)"),
    ("type-of-scale-minus-0", "`numeric(5,-0)`.", "numeric(5,-0)"),
    ("type-of-scale-plus-2", "`numeric(5,+2)`.", "numeric(5,+2)"),
    ("type-with-a-zero-first", "`numeric(05,2)`.", "numeric(05,2)"),
    ("type-of-other-digits", "`numeric` with an Arabic 5.", "numeric(\u0665,2)"),
    ("varchar-of-length-0", "`character varying(0)`.", "character varying(0)"),
    ("varchar-of-length-03", "`character varying(03)`.", "character varying(03)"),
    ("varchar-beyond-its-limit", "Of 10,485,761.", "character varying(10485761)"),
    ("varchar-by-its-short-name", "`varchar(3)`.", "varchar(3)"),
)
"""Names that no type has (MOD-023, MOD-027)."""

SHORTEST: Final = pack([[COLUMN], [OVER], [CHECK]])
"""The schema of `CREATE TABLE t (k INT, CONSTRAINT c CHECK (k > 0)); CREATE INDEX i ON t (k)`."""

LONGER: Final = (
    ("schema-with-a-longer-head", "The whole as array 16.", b"\x93", b"\xdc\x00\x03"),
    ("schema-columns-longer", "The columns as array 16.", b"\x93\x91", b"\x93\xdc\x00\x01"),
    ("schema-column-longer", "A column as array 16.", b"\x94", b"\xdc\x00\x04"),
    ("schema-name-longer", "The name of a column as str 8.", b"\xa1k", b"\xd9\x01k"),
    ("schema-type-longer", "The name of a type as str 8.", b"\xa7integer", b"\xd9\x07integer"),
    ("schema-kind-longer", "The kind of an index as str 8.", b"\xa5index", b"\xd9\x05index"),
    ("schema-position-longer", "Column 0 as uint 8.", b"\x91\x00", b"\x91\xcc\x00"),
    ("schema-positions-longer", "The columns of an index.", b"\x91\x00", b"\xdc\x00\x01\x00"),
    ("schema-check-longer", "An expression as str 8.", b"\xa5k > 0", b"\xd9\x05k > 0"),
    ("schema-name-as-bytes", "The name of a column as bytes.", b"\xa1k", b"\xc4\x01k"),
    ("schema-name-not-utf8", "The name of a column is the byte FF.", b"\xa1k", b"\xa1\xff"),
    ("schema-position-as-a-float", "Column 0 as 0.0.", b"\x91\x00", b"\x91\xca" + bytes(4)),
)
"""What stands once in the shortest form, and what stands there instead."""


def of_schema(name: str, about: str, schema: bytes) -> Invalid:
    """Return a full of one empty table with this value of its schema."""
    state = {b"counter:t": b"\x91\x01", b"meta:table:t": schema}
    return content(name, about, ("MOD-021", "MOD-020", "MOD-023", "MOD-027", "MOD-040"), state)


def schemas() -> Iterator[Invalid]:
    """Yield values that are no schema (MOD-021, MOD-040)."""
    for name, about, schema in SCHEMAS:
        yield of_schema(name, about, pack(schema))
    for name, about, kind in TYPES:
        column = ["k", kind, False, None]
        yield of_schema(name, f"A column of type {about}", pack([[column], [], []]))
    wide = Table("t", tuple(Column(f"c{at}", "boolean") for at in range(1601)))
    about = "A table of 1,601 columns."
    yield content("columns-1601", about, ("MOD-040", "MOD-021"), wide.state())


def longer_forms() -> Iterator[Invalid]:
    """Yield other encodings of one schema, and what is none (MOD-020)."""
    for name, about, shortest, longer in LONGER:
        yield of_schema(name, about, SHORTEST.replace(shortest, longer, 1))
    yield of_schema("schema-and-more", "A nil after the schema.", SHORTEST + b"\xc0")
    yield of_schema("schema-cut-off", "A schema without its last byte.", SHORTEST[:-1])
    yield of_schema("schema-of-no-byte", "No byte at all.", b"")
    key = ["t_pkey", "primary", [0]]
    whole = pack([[KEPT], [key], []])
    about = "The columns of a primary key as array 16."
    yield of_schema("schema-key-longer", about, whole.replace(b"\x91\x00", b"\xdc\x00\x01\x00"))


def counters() -> Iterator[Invalid]:
    """Yield values that are no counters of the table (MOD-022, MOD-040)."""
    clauses = ("MOD-022", "MOD-020", "MOD-040", "HLD-044", "MOD-050")
    for name, about, value in (
        ("counters-empty", "No next row id.", b"\x90"),
        ("counters-of-no-column", "A second counter, and no SERIAL column.", b"\x92\x04\x01"),
        ("counters-as-a-number", "The next row id alone.", b"\x04"),
        ("counter-as-a-text", "The next row id as a text.", b"\x91\xa14"),
        ("counter-as-a-float", "The next row id as 4.0.", b"\x91\xca\x40\x80\x00\x00"),
        ("counter-negative", "The next row id is -1.", b"\x91\xff"),
        ("counter-above-the-limit", "The next row id is 2^63.", b"\x91\xcf\x80" + bytes(7)),
        ("counter-in-two-bytes", "The next row id as uint 8.", b"\x91\xcc\x04"),
        ("counter-in-nine-bytes", "The next row id as uint 64.", b"\x91\xcf" + bytes(7) + b"\x04"),
        ("counters-with-a-longer-head", "The counters as array 16.", b"\xdc\x00\x01\x04"),
        ("counters-and-more", "A nil after the counters.", b"\x91\x04\xc0"),
        ("counters-as-a-map", "A map.", b"\x81\x04\x01"),
        ("counters-cut-off", "An array of one counter, and no counter.", b"\x91"),
    ):
        yield other(name, about, clauses, {COUNTERS: value})
    empty = Table("t", (Column("k", "integer"),)).state()
    about = "The next row id of an empty table is 0."
    yield content("counter-0", about, clauses, empty | {b"counter:t": b"\x91\x00"})
    serial = Table("t", (Column("k", "serial", not_null=True),), counters=(1, 1)).state()
    for name, about, value in (
        ("serial-0", "The next number of a SERIAL is 0.", b"\x92\x01\x00"),
        ("serial-negative", "The next number of a SERIAL is -1.", b"\x92\x01\xff"),
        ("serial-above-the-limit", "It is 2^63.", b"\x92\x01\xcf\x80" + bytes(7)),
        ("serial-without-a-counter", "No counter of a SERIAL.", b"\x91\x01"),
        ("serial-of-two-counters", "Two counters of one SERIAL.", b"\x93\x01\x01\x01"),
        ("serial-in-two-bytes", "The next number as uint 8.", b"\x92\x01\xcc\x01"),
        ("serial-of-nil", "The next number of a SERIAL is nil.", b"\x92\x01\xc0"),
    ):
        yield content(name, about, clauses, serial | {b"counter:t": value})


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault in a schema or in counters."""
    for faults in (schemas, longer_forms, counters):
        yield from faults()
