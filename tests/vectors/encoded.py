"""Valid files that the reference's encoder wrote: what statements leave behind."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import TOMBSTONE, Layer
from tests.vectors.assemble import checksum
from tests.vectors.states import (
    ID,
    Column,
    Index,
    Table,
    entries,
)
from tests.vectors.vector import Content, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.vectors.states import State

FIRST: Final = 1_711_400_000


def written(header: Header, content: Mapping[bytes, bytes | None], after: State) -> Content:
    """Return the file that the encoder makes of the entries."""
    name = "full.hldb" if header.parent is None else f"inc_{header.number}.hldb"
    listed = entries(content)
    cells = {key: TOMBSTONE if value is None else value for key, value in listed}
    chunks = Encoder(header, Layer(cells), StateSum(*checksum(after.items()))).chunks()
    return Content(name, b"".join(chunks), listed)


def alone(name: str, about: str, clauses: tuple[str, ...], *tables: Table) -> Valid:
    """Return a vector of one full with these tables."""
    state = {key: value for table in tables for key, value in table.state().items()}
    file = written(Header(FIRST, FIRST, "main"), state, state)
    return Valid(name, about, clauses, (file,), "encoder")


def cuts() -> Iterator[Valid]:
    """Yield states at the boundaries of blocks (HLD-027)."""
    number = (Column("k", "integer"),)
    for count in (4095, 4096, 4097):
        rows = {at: (at % 100,) for at in range(1, count - 1)}
        about = f"{count:,} entries: rows of one column, without an index."
        yield alone(f"entries-{count}", about, ("HLD-022", "HLD-027"), Table("t", number, rows))
    text = (Column("k", "text"),)
    fixed = sum(len(key) for key in Table("t", text, {1: ("",), 2: ("",)}).state())
    for more in (0, 1):
        table = Table("t", text, {1: ("",), 2: ("",)})
        used = (
            fixed + len(table.schema()) + len(b"\x91\x03") + len(b"\x91\xa0") + len(b"\x91\xdb1234")
        )
        large = "x" * (262_144 - used + more)
        about = f"Four entries whose keys and values have {262_144 + more:,} bytes."
        name = f"content-{262_144 + more}"
        yield alone(
            name, about, ("HLD-027", "MOD-020"), replace(table, rows={1: ("",), 2: (large,)})
        )
    large = "x" * 300_000
    yield alone(
        "entry-larger-than-a-block",
        "A row of 300,000 bytes stands alone, its whole key the prefix of its block.",
        ("HLD-022", "HLD-023", "HLD-027", "HLD-030"),
        Table("t", text, {1: ("small",), 2: (large,), 3: ("small again",)}),
    )


def names() -> Iterator[Valid]:
    """Yield names that have to be escaped, and tables beside each other (MOD-010, MOD-011)."""
    yield alone(
        "escaped-names",
        'Tables "50%: new", "a:b" and "ä", one of them with an index named like a key.',
        ("MOD-010", "MOD-011", "MOD-012"),
        Table("50%: new", (ID,), {26: (1,)}, (Index("50%: new_pkey", "primary", (0,)),)),
        Table("a:b", (Column("x:y%", "text"),), {1: (":",)}, (Index("data:a", "index", (0,)),)),
        Table("ä", (Column("ö", "boolean"),), {10: (True,)}),
        Table("%25", (Column("k", "integer"),)),
    )
    yield alone(
        "table-without-columns",
        "A table whose last column was dropped: its rows are empty arrays.",
        ("MOD-021", "MOD-023"),
        Table("t", (), {1: (), 2: ()}),
    )
    told = (Column("a", "integer", default="1 +"), Column("b", "integer", default="$1"))
    yield alone(
        "texts-of-no-expression",
        "A default and a CHECK whose texts end too early, and a default with a parameter.",
        ("MOD-062", "HLD-044"),
        Table("t", told, {1: (1, 2)}, checks=(("k", "garbage ("),)),
    )
    longest = "名" * 21
    kept = Column(longest, "integer", not_null=True)
    index = Index(":" * 63, "index", (0,))
    yield alone(
        "longest-names",
        "A table, a column, an index and a check named by 63 bytes, which are more in keys.",
        ("MOD-010", "MOD-011", "MOD-021", "MOD-040"),
        Table("%" * 63, (kept,), {1: (7,)}, (index,), ((longest, "TRUE"),)),
        Table(longest, (Column("%" * 63, "text"),), {1: ("x",)}),
    )
    columns = tuple(Column(f"c{at}", "boolean") for at in range(1600))
    yield alone(
        "widest-table",
        "A table of 1,600 columns, the most, named by 63 bytes, the longest.",
        ("MOD-020", "MOD-023", "MOD-040"),
        Table("w" * 63, columns, {1: (True, None) * 800}),
    )
    yield alone(
        "greatest-row-id",
        "The next row id is 2^63 - 1, and the row before it is there.",
        ("MOD-012", "MOD-022", "MOD-025", "MOD-040"),
        Table("t", (ID,), {2**63 - 2: (1,)}, (Index("t_pkey", "primary", (0,)),)),
    )


TYPES: Final = {
    "smallint": (0, 32_767, -32_768),
    "integer": (127, 128, -2_147_483_648),
    "bigint": (-32, -33, 2**63 - 1),
    "numeric": ("9.99", "1.50", "-120"),
    "numeric(5,2)": ("0.00", "-999.99", "12.30"),
    "real": (1.5, -0.0, math.nan),
    "double precision": (-0.0, math.inf, 5e-324),
    "text": ("", "Grüße\n", "x" * 32),
    "character varying": ("'", "\u0001", "x" * 256),
    "character varying(3)": ("äöü", "a", ""),
    "boolean": (True, False, True),
    "date": (0, -1, 20_000),
    "timestamp": (0, -1, 1_711_400_000_000_001),
    "bytea": (b"", b"\x00\xff", b"\x00" * 256),
    "uuid": (bytes(16), b"\xff" * 16, bytes(range(16))),
    "json": ('{"a": 1}', "null", " [1,  2.0]"),
}
"""Three values of every type; SERIAL apart, which never is NULL."""


BOUNDED: Final = {
    "smallint": (-(2**15), 2**15 - 1),
    "integer": (-(2**31), 2**31 - 1),
    "bigint": (-(2**63), 2**63 - 1),
    "numeric(3,-2)": ("-99900", "99900"),
    "numeric(3,5)": ("-0.00999", "0.00999"),
    "numeric(1000,1000)": ("0." + "0" * 1000, "NaN"),
    "numeric": ("-Infinity", "9" * 1000 + "." + "9" * 100),
    "character varying(1)": ("", "\U0010ffff"),
    "date": (-719_162, 2_932_896),
    "timestamp": (-62_135_596_800_000_000, 253_402_300_799_999_999),
    "json": ("0", "[" * 20 + "]" * 20),
}
"""The first and the last value, or nearly, of types that have one (MOD-027)."""


DECIMALS: Final = (
    *("-Infinity", "-120", "-1.5", "-0.001", "0", "0.001", "9.99", "9.990", "100"),
    *("100000000000000000000", "Infinity", "NaN"),
)
"""Decimals of many sizes, in order."""


def edges() -> Table:
    """Return a table of two rows: the first values of BOUNDED, and the last."""
    first = tuple(low for low, _ in BOUNDED.values())
    last = tuple(up for _, up in BOUNDED.values())
    columns = tuple(Column(f"c{at}", name) for at, name in enumerate(BOUNDED))
    return Table("e", columns, {1: first, 2: last})


def types() -> Iterator[Valid]:
    """Yield every type, in rows and in index keys (MOD-014, MOD-023, MOD-024)."""
    columns = tuple(Column(f"c{at}", name) for at, name in enumerate(TYPES))
    rows = {row_id: tuple(v[row_id - 1] for v in TYPES.values()) for row_id in (1, 2, 3)}
    rows[4] = (None,) * len(TYPES)
    yield alone(
        "every-type",
        "Three values of every type, exact, and a row of NULLs.",
        ("MOD-020", "MOD-021", "MOD-023", "MOD-024"),
        Table("v", columns, rows),
    )
    indexes = tuple(
        Index(f"v_c{at}_idx", "index", (at,)) for at, name in enumerate(TYPES) if name != "json"
    )
    yield alone(
        "every-type-indexed",
        "An index on every type that has one: equal values, equal keys, NULL last.",
        ("MOD-010", "MOD-013", "MOD-014", "MOD-025"),
        Table("v", columns, rows, indexes),
    )
    yield alone(
        "decimals-in-order",
        "Decimals of many sizes under an index; 9.99 and 9.990 differ in the row id alone.",
        ("MOD-014", "MOD-024", "MOD-027"),
        Table(
            "d",
            (Column("n", "numeric"),),
            {at: (text,) for at, text in enumerate(DECIMALS, start=1)},
            (Index("d_n_idx", "index", (0,)),),
        ),
    )
    yield alone(
        "edges-of-types",
        "The first and the last value of types that have one.",
        ("MOD-023", "MOD-027"),
        edges(),
    )
    serials = (Column("id", "serial", not_null=True), Column("b", "bigserial", not_null=True))
    yield alone(
        "serials",
        "Counters of a table with two SERIAL columns, one of them set by hand once.",
        ("MOD-022", "MOD-023"),
        Table("s", serials, {1: (1, 1), 2: (2, 70_000)}, counters=(3, 3, 2)),
    )


def keys() -> Iterator[Valid]:
    """Yield what a key ends in (MOD-013)."""
    pair = (Column("a", "bytea"), Column("b", "text"))
    yield alone(
        "zeros-under-an-index",
        "Bytes 00 and FF before a text in an index, so that one key could be taken for another.",
        ("MOD-013", "MOD-014"),
        Table(
            "z",
            pair,
            {
                1: (b"", ""),
                2: (b"\0", ""),
                3: (b"\0\xff", "a"),
                4: (b"\0\0", None),
                5: (None, "\u00ff"),
                6: (b"\x01a", ""),
            },
            (Index("z_a_b_key", "unique", (0, 1)), Index("z_b_a_idx", "index", (1, 0))),
        ),
    )
    columns = (Column("a", "text"), Column("b", "integer"))
    yield alone(
        "null-in-a-unique-constraint",
        "UNIQUE (a, b) with NULLs in two of three rows: their keys end in the row id.",
        ("MOD-013", "MOD-014", "MOD-021"),
        Table(
            "u",
            columns,
            {1: ("x", 1), 2: ("x", None), 3: ("x", None)},
            (Index("u_a_b_key", "unique", (0, 1)),),
        ),
    )


def kinds_of_index() -> Iterator[Valid]:
    """Yield a table that has an index of every kind."""
    yield alone(
        "every-kind-of-index",
        "A primary key on two columns, a unique index and an index, with defaults and checks.",
        ("MOD-013", "MOD-021", "MOD-025"),
        Table(
            "k",
            (
                Column("a", "text", not_null=True),
                Column("b", "integer", not_null=True, default="40 + 2"),
                Column("c", "numeric(5,2)", default="'1.50'"),
            ),
            {1: ("a b", 1, "1.50"), 2: ("a", 2, None), 3: ("", -1, "0.00")},
            (
                Index("k_pkey", "primary", (1, 0)),
                Index("k_c_idx", "unique index", (2,)),
                Index("k_a_idx", "index", (0,)),
            ),
            (("k_b_check", "b <> 0"), ("positive", "c >= 0 AND c < 100")),
        ),
    )


def valid() -> Iterator[Valid]:
    """Yield every valid vector that the encoder wrote."""
    yield from cuts()
    yield from names()
    yield from types()
    yield from keys()
    yield from kinds_of_index()
