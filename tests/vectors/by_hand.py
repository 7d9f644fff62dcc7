"""Valid files that no encoder wrote: `struct`, literal bytes and hashes alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tests.vectors.assemble import Draft, checksum, cut
from tests.vectors.states import CHANGED, PRODUCTS, Column, Index, Table, delta, entries
from tests.vectors.vector import Content, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.vectors.assemble import Entry
    from tests.vectors.states import State

FULL: Final = 1_711_400_000
INCREMENTAL: Final = 1_711_403_600
"""The numbers of the tutorial's two backups (S20, S26)."""

TABLE: Final = {
    b"counter:t": bytes.fromhex("91 01"),
    b"meta:table:t": bytes.fromhex("93 91 94 a1 6b a7 696e7465676572 c2 c0 90 90"),
}
"""What `CREATE TABLE t (k INT)` leaves in an empty database."""


def full(content: State, number: int = FULL, **fields: Any) -> Content:  # noqa: ANN401  # a Draft's fields
    """Return a full of a state."""
    listed = entries(content)
    return Content("full.hldb", Draft(number, cut(listed), **fields).file(), listed)


def incremental(
    parent: Content, content: Sequence[Entry], after: State, number: int = INCREMENTAL
) -> Content:
    """Return an incremental that leads to the state `after`."""
    link = (int.from_bytes(parent.data[24:32], "little"), parent.root)
    draft = Draft(number, cut(content), parent=link, state=checksum(after.items()))
    return Content("inc.hldb", draft.file(), list(content))


def smallest() -> Iterator[Valid]:
    """Yield the files that 03-hldb prints byte by byte."""
    empty = full({})
    yield Valid(
        "smallest-full",
        "An empty database: header, an index of no blocks, trailer.",
        ("HLD-001", "HLD-002", "HLD-003", "HLD-010", "HLD-014", "HLD-015", "HLD-032", "HLD-033"),
        (empty,),
        "by hand",
    )
    yield Valid(
        "smallest-incremental",
        "CREATE TABLE t (k INT) in the database of smallest-full.",
        ("HLD-001", "HLD-017", "HLD-020", "HLD-022", "HLD-030", "HLD-031", "HLD-041", "HLD-042"),
        (empty, incremental(empty, entries(TABLE), TABLE)),
        "by hand",
    )


def tutorial() -> Iterator[Valid]:
    """Yield the tutorial's own backups: key counts 8 and 7, and an incremental of no change."""
    base, later = full(PRODUCTS.state()), CHANGED.state()
    yield Valid(
        "tutorial",
        "The tutorial: three rows, then one inserted, one updated, one deleted.",
        (
            *("HLD-001", "HLD-002", "HLD-016", "HLD-021", "HLD-023", "HLD-024", "HLD-025"),
            *("HLD-040", "HLD-041", "HLD-042", "HLD-043", "HLD-044", "MOD-010", "MOD-012"),
            *("MOD-014", "MOD-020", "MOD-021", "MOD-022", "MOD-023", "MOD-025", "MOD-050"),
        ),
        (base, incremental(base, entries(delta(PRODUCTS.state(), later, "products")), later)),
        "by hand",
    )
    yield Valid(
        "nothing-changed",
        "An incremental of a state that is its parent's: no block at all.",
        ("HLD-017", "HLD-027", "HLD-032", "HLD-041", "HLD-042"),
        (base, incremental(base, [], PRODUCTS.state())),
        "by hand",
    )
    gone = entries(dict.fromkeys(PRODUCTS.state()))
    yield Valid(
        "table-dropped",
        "DROP TABLE products: eight tombstones, and no run of values.",
        ("HLD-023", "HLD-025", "HLD-042", "HLD-043", "HLD-044"),
        (base, incremental(base, gone, {})),
        "by hand",
    )
    renamed = replace(PRODUCTS, name="goods").state()
    yield Valid(
        "table-renamed",
        "ALTER TABLE products RENAME TO goods: every key under another name.",
        ("HLD-022", "HLD-042", "HLD-043", "MOD-010"),
        (base, incremental(base, entries(delta(PRODUCTS.state(), renamed, "goods")), renamed)),
        "by hand",
    )
    emptied = replace(PRODUCTS, rows={}, counters=(4,)).state()
    yield Valid(
        "rows-all-deleted",
        "DELETE FROM products: six tombstones, and a counter that goes on from 4.",
        ("HLD-025", "HLD-042", "HLD-043", "MOD-025"),
        (base, incremental(base, entries(delta(PRODUCTS.state(), emptied, "products")), emptied)),
        "by hand",
    )


def headers() -> Iterator[Valid]:
    """Yield headers at the edges of what they may say."""
    yield Valid(
        "greatest-number-on-the-shortest-branch",
        "Number 2^63 - 1, second 0, a branch of one byte, and only an empty table.",
        ("HLD-016", "HLD-018", "MOD-040"),
        (full(TABLE, 2**63 - 1, branch=b"b", header={"created": 0}),),
        "by hand",
    )
    yield Valid(
        "number-0",
        "The number of a backup that began at second 0.",
        ("HLD-016",),
        (full(TABLE, 0),),
        "by hand",
    )
    zero = full(TABLE, 0)
    later = {**TABLE, b"counter:t": b"\x91\x02", b"data:t:0000000000000001": b"\x91\x07"}
    changes = entries(delta(TABLE, later, "t"))
    yield Valid(
        "parent-of-number-0",
        "An incremental whose parent has the number 0.",
        ("HLD-016", "HLD-017"),
        (zero, incremental(zero, changes, later, 5)),
        "by hand",
    )
    yield Valid(
        "number-above-its-second",
        "The number 1, the second 2^63 - 1, and the last minor version.",
        ("HLD-013", "HLD-016", "MOD-040"),
        (full(TABLE, 1, header={"created": 2**63 - 1, "minor_version": 65_535}),),
        "by hand",
    )
    yield Valid(
        "longest-branch",
        "A branch named by 63 bytes of UTF-8 that are 21 characters.",
        ("HLD-014", "HLD-018", "MOD-040"),
        (full(TABLE, branch="ブランチ".encode() * 5 + "木".encode()),),
        "by hand",
    )


def headers_of_later_versions() -> Iterator[Valid]:
    """Yield headers with minor versions and optional features that nobody knows."""
    yield Valid(
        "later-minor-version",
        "Version 1.7 without any feature.",
        ("HLD-013",),
        (full(TABLE, header={"minor_version": 7}),),
        "by hand",
    )
    yield Valid(
        "unknown-optional-features",
        "Version 1.1 with two optional features that nobody knows, and their extension.",
        ("HLD-012", "HLD-013", "HLD-014"),
        (
            full(
                TABLE,
                header={"minor_version": 1, "optional_features": 0x8000_0001},
                extension=b"whatever they say",
            ),
        ),
        "by hand",
    )
    yield Valid(
        "optional-feature-without-an-extension",
        "An optional feature that adds nothing to the header.",
        ("HLD-012", "HLD-014"),
        (full(TABLE, header={"minor_version": 1, "optional_features": 2}),),
        "by hand",
    )


def widths() -> Iterator[Valid]:
    """Yield runs of lengths of every width (HLD-023)."""
    notes = (Column("note", "text", not_null=True),)
    primary = (Index("n_pkey", "primary", (0,)),)
    for name, lengths, about in (
        ("lengths-of-one-byte", (1, 200), "Lengths of keys and values in one byte each."),
        ("lengths-of-two-bytes", (1, 300), "Lengths of keys and values in two bytes each."),
        ("longest-key", (1, 4079), "An index key of 4,096 bytes, the longest."),
    ):
        rows = {at: ("k" * length,) for at, length in enumerate(lengths, start=1)}
        state = Table("n", notes, rows, primary).state()
        assert name != "longest-key" or max(map(len, state)) == 4096
        clauses = ("HLD-023", "HLD-024", "HLD-028", "MOD-040")
        yield Valid(name, about, clauses, (full(state),), "by hand")
    yield from longest_lengths()
    rows = {1: ("short",), 2: ("x" * 70_000,)}
    yield Valid(
        "lengths-of-four-bytes",
        "Lengths of values in four bytes each, because one is above 65,535.",
        ("HLD-023", "HLD-024", "MOD-020"),
        (full(Table("n", notes, rows).state()),),
        "by hand",
    )


def longest_lengths() -> Iterator[Valid]:
    """Yield runs whose longest length is the last of its width, or the first of the next."""
    both = (Column("a", "text", not_null=True), Column("b", "text"))
    for longest in (255, 256):
        # A key is index:n:n_pkey:, 01, the text, 00; a row is 92, d9 and a length before a, and b.
        text = "k" * (longest - 17)
        rest = longest - 1 - (2 + len(text)) - 1
        rows = {1: ("a", None), 2: (text, "x" * rest)}
        state = Table("n", both, rows, (Index("n_pkey", "primary", (0,)),)).state()
        assert max(map(len, state)) == max(map(len, state.values())) == longest
        yield Valid(
            f"longest-length-{longest}",
            f"The longest key and the longest value of a block have {longest} bytes.",
            ("HLD-023", "HLD-024", "MOD-020"),
            (full(state),),
            "by hand",
        )
    for longest in (65_535, 65_536):
        rows = {1: ("a", None), 2: ("b", "x" * (longest - 6))}
        state = Table("n", both, rows).state()
        assert max(map(len, state.values())) == longest
        yield Valid(
            f"longest-length-{longest}",
            f"The longest value of a block has {longest:,} bytes.",
            ("HLD-023", "HLD-024", "MOD-020"),
            (full(state),),
            "by hand",
        )


def tombstones() -> Iterator[Valid]:
    """Yield chains whose tombstones alone fill a block (HLD-027)."""
    # A name of 63 bytes has 189 where each of them is escaped: 1,240 rows are enough.
    big = Table("%" * 63, (), dict.fromkeys(range(1, 1241), ()))
    for size, others in ((262_144, (44,)), (262_145, (17, 18))):
        small = [Table("t" * length, ()) for length in others]
        state = {key: value for table in (big, *small) for key, value in table.state().items()}
        assert sum(map(len, state)) == size
        base = full(state)
        yield Valid(
            f"tombstones-of-{size}",
            f"DROP TABLE of all tables: tombstones whose keys have {size:,} bytes.",
            ("HLD-025", "HLD-027", "MOD-011"),
            (base, incremental(base, entries(dict.fromkeys(state)), {})),
            "by hand",
        )


def valid() -> Iterator[Valid]:
    """Yield every valid vector that is put together by hand."""
    yield from smallest()
    yield from tutorial()
    yield from headers()
    yield from headers_of_later_versions()
    yield from widths()
    yield from tombstones()
