"""Valid chains that the reference's encoder wrote: what a history of statements leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from helios_ref.hldb.model import Header, Link
from tests.vectors.encoded import FIRST, written
from tests.vectors.states import CHANGED, ID, PRODUCTS, Column, Index, Table, delta
from tests.vectors.vector import Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.states import State

HOUR: Final = 3600


def chain(
    name: str, about: str, clauses: tuple[str, ...], *steps: tuple[State, tuple[str, ...]]
) -> Valid:
    """Return a full of the first state, and hour by hour an incremental to each other."""
    before, _ = steps[0]
    files = [written(Header(FIRST, FIRST, "main"), before, before)]
    for at, (after, restated) in enumerate(steps[1:], start=1):
        number = FIRST + at * HOUR
        link = Link(number - HOUR, files[-1].root)
        header = Header(number, number, "main", link)
        files.append(written(header, delta(before, after, *restated), after))
        before = after
    return Valid(name, about, clauses, tuple(files), "encoder")


CHANGES: Final = ("HLD-017", "HLD-041", "HLD-042", "HLD-043")
"""What every chain shows in which something differs from its parent."""


def histories() -> Iterator[Valid]:
    """Yield chains of what statements do to a table, and to a table beside it (HLD-041)."""
    yield from changed_rows()
    yield from other_tables()


def changed_rows() -> Iterator[Valid]:
    """Yield chains in which rows, counters and columns change (HLD-042, HLD-043)."""
    products, changed = PRODUCTS.state(), CHANGED.state()
    counted = replace(PRODUCTS, counters=(5,)).state()
    yield chain(
        "counter-alone",
        "A row inserted and deleted: the counter differs, and the schema is restated.",
        ("HLD-042", "HLD-043", "MOD-022"),
        (products, ()),
        (counted, ("products",)),
    )
    yield chain(
        "undone",
        "Changed, and changed back: the third file undoes the second.",
        CHANGES,
        (products, ()),
        (changed, ("products",)),
        (products, ("products",)),
    )
    yield chain(
        "altered",
        "ADD COLUMN rewrites every row; RENAME TO every key; the last file drops all.",
        (*CHANGES, "HLD-044"),
        (products, ()),
        (WIDER.state(), ("products",)),
        (RENAMED.state(), ("goods",)),
        ({}, ()),
    )


def other_tables() -> Iterator[Valid]:
    """Yield chains in which one table is left alone, or takes the place of another (HLD-044)."""
    products, changed = PRODUCTS.state(), CHANGED.state()
    other = Table("other", (ID,), {1: (1,)}, (Index("other_pkey", "primary", (0,)),))
    yield chain(
        "one-table-of-two",
        "Two tables, and a change of one: the other is not in the file.",
        CHANGES,
        (products | other.state(), ()),
        (changed | other.state(), ("products",)),
    )
    yield chain(
        "dropped-and-created-again",
        "Dropped and created with other columns; tombstones of rows and of an index it never had.",
        (*CHANGES, "HLD-044"),
        (products, ()),
        (replace(other, name="products").state(), ("products",)),
    )
    broken = {key: value for key, value in products.items() if not key.startswith(b"index:")}
    yield chain(
        "mended",
        "The second state lacks its index keys, and the third, which is the last, has them again.",
        ("HLD-041", "MOD-050"),
        (products, ()),
        (broken, ("products",)),
        (products, ("products",)),
    )


WIDER: Final = Table(
    "products",
    (*PRODUCTS.columns, Column("stock", "integer", default="0")),
    {row_id: (*row, 0) for row_id, row in PRODUCTS.rows.items()},
    PRODUCTS.indexes,
)
RENAMED: Final = replace(WIDER, name="goods")


def branches() -> Iterator[Valid]:
    """Yield a parent on another branch, and a number that the clock did not give."""
    products, changed = PRODUCTS.state(), CHANGED.state()
    full = written(Header(FIRST, FIRST, "main"), products, products)
    link = Link(FIRST, full.root)
    header = Header(FIRST + 1, FIRST, "Restored_V1", link)
    content = delta(products, changed, "products")
    yield Valid(
        "parent-on-another-branch",
        "Two backups of one second: the second has the next number, and another branch.",
        ("HLD-001", "HLD-016", "HLD-017", "HLD-018"),
        (full, written(header, content, changed)),
        "encoder",
    )


def valid() -> Iterator[Valid]:
    """Yield every valid chain that the encoder wrote."""
    yield from histories()
    yield from branches()
