"""Keys that no statement leaves behind (HLD-044, MOD-010 to MOD-014)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.vectors.faults import Clauses, fault, holding
from tests.vectors.states import PRODUCTS, Column, Index, Table, changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.vectors.vector import Invalid

ROW: Final = b"data:products:0000000000000001"
SCHEMA: Final = b"meta:table:products"
COUNTERS: Final = b"counter:products"
PKEY: Final = b"index:products:products_pkey:"
FIRST: Final = PKEY + bytes.fromhex("01 8000000000000001")
"""The keys of the tutorial's table, and of its first row."""


def content(
    name: str, about: str, clauses: Clauses, state: Mapping[bytes, bytes], level: int = 2
) -> Invalid:
    """Return a full of keys and values that are almost a state, in one block."""
    return fault(name, about, clauses, holding(dict(state)), "block 1", "index", level=level)


def other(
    name: str, about: str, clauses: Clauses, changes: Mapping[bytes, bytes | None], level: int = 2
) -> Invalid:
    """Return the tutorial's full with other values; None takes a key away."""
    return content(name, about, clauses, changed(PRODUCTS.state(), changes), level)


def cell_of(name: str, about: str, clauses: Clauses, kind: str, cell: bytes) -> Invalid:
    """Return a full of one row of one value, given by its bytes, in a column of a type."""
    state = Table("t", (Column("k", kind),), counters=(2,)).state()
    state[b"data:t:%016x" % 1] = b"\x91" + cell
    return content(name, about, clauses, state)


def forms() -> Iterator[Invalid]:
    """Yield keys of no form (MOD-010, MOD-016)."""
    for name, about, key in (
        ("key-of-no-kind", "A key that begins with another word.", b"other:products"),
        ("key-of-a-backup", "A record of a backup in a state.", b"meta:backup:bk_1711400000"),
        ("key-without-a-table", "A row of a table without a name.", b"data::0000000000000001"),
        ("key-with-another-part", "A counter key with a third part.", b"counter:products:1"),
        ("key-without-values", "An index key that ends after its name.", PKEY[:-1]),
        ("key-without-a-row-id", "A row key that ends after its table.", b"data:products"),
        ("key-without-an-index", "An index key that ends after its table.", b"index:products"),
        ("key-of-an-index-without-a-name", "No index's name.", b"index:products::" + FIRST[-9:]),
        (
            "key-in-capitals",
            "A key that begins with `Data:`.",
            b"Data:products:" + b"0" * 15 + b"1",
        ),
        ("key-of-a-schema-of-nothing", "A schema key without a table.", b"meta:table:"),
    ):
        yield other(name, about, ("MOD-010",), {key: b"\x01"})


def escapes() -> Iterator[Invalid]:
    """Yield names that are not escaped as they must be (MOD-011, MOD-040)."""
    table = Table("t", (Column("k", "integer"),))
    for name, about, escaped in (
        ("escape-in-lower-case", "`:` as `%3a`.", b"a%3ab"),
        ("escape-of-a-letter", "The letter A as `%41`.", b"%41"),
        ("percent-alone", "A `%` that begins no escape.", b"50%"),
        ("escape-cut-off", "A `%2` at the end of the name.", b"a%2"),
        ("name-not-utf8", "A name with the byte FF.", b"a\xff"),
        ("name-with-nul", "A name with U+0000.", b"a\0b"),
        ("escape-of-nul", "U+0000 as `%00`.", b"a%00"),
        ("name-of-64-bytes", "A table named by 64 bytes.", b"t" * 64),
        ("name-of-32-letters", "A table named by 32 letters, 64 bytes.", "é".encode() * 32),
        ("name-of-64-escapes", "A table named by 64 colons, 192 bytes.", b"%3A" * 64),
    ):
        clauses = ("MOD-011", "MOD-010", "MOD-040")
        state = {b"meta:table:" + escaped: table.schema(), b"counter:" + escaped: b"\x91\x01"}
        yield content(name, about, clauses, state)


def row_ids() -> Iterator[Invalid]:
    """Yield row ids that are written otherwise, or too great (MOD-012, MOD-040, HLD-044)."""
    table = Table("t", (Column("k", "integer"),), counters=(100,)).state()
    for name, about, digits in (
        ("row-id-in-upper-case", "Row 26 as ...1A.", b"000000000000001A"),
        ("row-id-of-15-digits", "A row id of 15 digits.", b"000000000000001"),
        ("row-id-of-17-digits", "A row id of 17 digits.", b"00000000000000001"),
        ("row-id-not-hexadecimal", "A row id with the letter g.", b"000000000000000g"),
    ):
        state = table | {b"data:t:" + digits: b"\x91\x01"}
        yield content(name, about, ("MOD-012", "MOD-010"), state)
    for name, about, row_id in (
        ("row-id-0", "Row ids begin with 1.", 0),
        ("row-id-of-the-next", "The row's id is the table's next.", 100),
        ("row-id-above-the-limit", "A row id of 2^63.", 2**63),
    ):
        key = b"data:t:%016x" % row_id
        clauses = ("HLD-044", "MOD-040", "MOD-012", "MOD-010", "MOD-050")
        yield content(name, about, clauses, table | {key: b"\x91\x01"})


BEYOND: Final = (
    ("smallint-key-too-small", "A SMALLINT of -32,769.", "smallint", "7fffffffffff7fff"),
    ("integer-key-too-great", "An INT of 2^31.", "integer", "8000000080000000"),
    ("integer-key-too-small", "An INT of -2^31 - 1.", "integer", "7fffffff7fffffff"),
    ("date-key-after-9999", "Day 2,932,897.", "date", "80000000002cc0a1"),
    ("date-key-before-1", "Day -719,163.", "date", "7ffffffffff506c5"),
    ("timestamp-key-after-9999", "2^62 microseconds.", "timestamp", "c000000000000000"),
    ("varchar-key-too-long", "Four characters, VARCHAR(3).", "character varying(3)", "6161616100"),
    ("text-key-with-nul", "A text with U+0000.", "text", "6100ff6200"),
    ("text-key-with-more", "A byte after the 00 of a text.", "text", "61006100"),
    ("bytes-key-escape", "A 00 before another byte than FF.", "bytea", "61000100"),
    ("boolean-key-ff", "A boolean of FF.", "boolean", "ff"),
    ("real-key-of-binary64", "0.1 in binary64, which no REAL is.", "real", "bfb999999999999a"),
    ("real-key-too-great", "1e300, which no REAL is.", "real", "fe37e43c8800759c"),
    ("decimal-key-of-tag-06", "A decimal that begins with 06.", "numeric", "06"),
    ("decimal-key-zero-with-digits", "Zero with a digit.", "numeric", "03800000013000"),
    ("decimal-key-not-inverted", "-9.99 with the digits of 9.99.", "numeric", "018000000139393900"),
    ("decimal-key-of-letters", "A digit that is a letter.", "numeric", "03800000016100"),
    ("decimal-key-too-precise", "1.234, DECIMAL(5,2).", "numeric(5,2)", "03800000013132333400"),
    ("decimal-key-too-great", "1000, DECIMAL(5,2).", "numeric(5,2)", "03800000043100"),
    ("decimal-key-infinite", "Infinity, DECIMAL(5,2).", "numeric(5,2)", "04"),
    ("decimal-key-without-end", "9.99 without its 00.", "numeric", "0380000001393939"),
)
"""Index keys of values that their columns cannot have, or in another encoding."""


def pointed() -> Iterator[Invalid]:
    """Yield index keys whose end is no row id, or another one than their value (MOD-013)."""
    clauses = ("MOD-013", "MOD-014", "MOD-012", "MOD-025", "HLD-044", "MOD-050")
    one = bytes.fromhex("01 8000000000000001")
    for name, about, kind, end in (
        (
            "index-key-of-another-id",
            "Row id 2 in the key, 1 the value.",
            "index",
            one + b"%016x" % 2,
        ),
        ("index-key-without-row-id", "No row id behind.", "index", one),
        ("index-key-in-upper-case", "Row id 1A.", "index", one + b"%016X" % 26),
        ("index-key-of-15-digits", "A row id of 15 digits.", "index", one + b"%015x" % 1),
        ("index-key-of-17-digits", "A row id of 17 digits.", "index", one + b"%017x" % 1),
        ("null-key-of-another-id", "NULL and 2, 1 the value.", "unique", b"\x02" + b"%016x" % 2),
        ("unique-key-with-row-id", "A row id behind.", "unique index", one + b"%016x" % 1),
        ("null-key-with-bytes", "Bytes behind NULL.", "index", b"\x02\0" + b"%016x" % 1),
        ("primary-key-of-null", "NULL and a row id.", "primary", b"\x02" + b"%016x" % 1),
    ):
        column = Column("k", "integer", not_null=kind == "primary")
        table = Table("t", (column,), indexes=(Index("i", kind, (0,)),), counters=(30,))
        value = b"\x1a" if "upper" in name else b"\x01"
        yield content(name, about, clauses, table.state() | {b"index:t:i:" + end: value})


def index_keys() -> Iterator[Invalid]:
    """Yield index keys that are impossible under the schema (MOD-013, MOD-014)."""
    clauses = ("MOD-013", "MOD-014", "HLD-044")
    for name, about, key in (
        ("row-id-after-unique-values", "A primary key with a row id behind.", FIRST + b"%016x" % 1),
        ("integer-of-7-bytes", "An integer in 7 bytes.", FIRST[:-1]),
        ("index-value-of-tag-03", "A value that begins with 03.", PKEY + b"\x03" + bytes(8)),
        (
            "index-of-no-name",
            "An index that the schema does not have.",
            FIRST.replace(b"pkey", b"key"),
        ),
    ):
        yield other(name, about, clauses, {FIRST: None, key: b"\x01"})
    about = "Behind the keys of all rows one that begins with ff."
    yield other("index-value-of-tag-ff", about, clauses, {PKEY + b"\xff" + bytes(8): b"\x01"})
    for name, about, kind, encoded in (
        (
            "decimal-key-with-zeros",
            "9.990 with its last zero.",
            "numeric",
            "03 80000001 39393930 00",
        ),
        ("decimal-key-leading-zero", "9.99 as 09.99.", "numeric", "03 80000002 30393939 00"),
        (
            "decimal-key-without-digits",
            "A positive number of no digit.",
            "numeric",
            "03 80000000 00",
        ),
        ("float-key-minus-zero", "-0.0 apart from 0.0.", "double precision", "7fffffffffffffff"),
        ("float-key-another-nan", "A NaN of other bits.", "double precision", "fff8000000000001"),
        ("boolean-key-2", "A boolean of 02.", "boolean", "02"),
        ("text-key-without-end", "A text without its 00.", "text", "6162"),
        ("text-key-not-utf8", "A text with the byte FF.", "text", "61ff00"),
        ("uuid-key-of-15-bytes", "A UUID of 15 bytes.", "uuid", "00" * 15),
        ("integer-key-out-of-range", "A SMALLINT of 32,768.", "smallint", "8000000000008000"),
        *BEYOND,
    ):
        index = Index("t_k_idx", "unique index", (0,))
        state = Table("t", (Column("k", kind),), indexes=(index,), counters=(2,)).state()
        key = b"index:t:t_k_idx:\x01" + bytes.fromhex(encoded)
        yield content(name, about, (*clauses, "MOD-027"), state | {key: b"\x01"})
    state = Table("t", (Column("k", "integer"),), indexes=(index,), counters=(2,)).state()
    about = "A NULL in a unique index, and no row id behind."
    state[b"index:t:t_k_idx:\x02"] = b"\x01"
    yield content("null-key-without-row-id", about, clauses, state)


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault in a key."""
    for faults in (forms, escapes, row_ids, index_keys, pointed):
        yield from faults()
