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


def forms() -> Iterator[Invalid]:
    """Yield keys of no form (MOD-010, MOD-016)."""
    for name, about, key in (
        ("key-of-no-kind", "A key that begins with another word.", b"other:products"),
        ("key-of-a-backup", "A record of a backup in a state.", b"meta:backup:bk_1711400000"),
        ("key-without-a-table", "A row of a table without a name.", b"data::0000000000000001"),
        ("key-with-another-part", "A counter key with a third part.", b"counter:products:1"),
        ("key-without-values", "An index key that ends after its name.", PKEY[:-1]),
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
        ("name-of-64-bytes", "A table named by 64 bytes.", b"t" * 64),
    ):
        clauses = ("MOD-040", "MOD-010") if "64" in name else ("MOD-011", "MOD-010")
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
    for faults in (forms, escapes, row_ids, index_keys):
        yield from faults()
