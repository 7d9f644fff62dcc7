"""Files that are intact alone, and wrong together (HLD-017, HLD-041 to HLD-044, MOD-050)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.vectors.assemble import Draft, checksum, cut
from tests.vectors.by_hand import FULL, INCREMENTAL
from tests.vectors.damaged_keys import COUNTERS, FIRST, PKEY, ROW, SCHEMA, content, other
from tests.vectors.faults import CHANGES, after_full, broken, child, products
from tests.vectors.states import (
    CHANGED,
    ID,
    PRODUCTS,
    Column,
    Index,
    Table,
    changed,
    delta,
    entries,
    pack,
)
from tests.vectors.vector import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.vectors.faults import Clauses

BEFORE: Final = PRODUCTS.state()
AFTER: Final = CHANGED.state()
RESTATED: Final = {SCHEMA: BEFORE[SCHEMA], COUNTERS: BEFORE[COUNTERS]}
"""Schema and counters of the tutorial's full."""

STATE: Final = ("MOD-050", "RST-013")
LAST: Final = INCREMENTAL + 3600


def delta_of(
    name: str, about: str, clauses: Clauses, changes: Mapping[bytes, bytes | None], level: int = 3
) -> Invalid:
    """Return an incremental of these entries, its state computed by applying them."""
    draft = child(entries(changes), changed(BEFORE, changes))
    where = ("block 1", "index") if level < 3 else ()
    return after_full(name, about, clauses, draft, *where, level=level)


def links() -> Iterator[Invalid]:
    """Yield incrementals whose parent is not the full beside them (HLD-017, RST-012)."""
    root = products().assembled().root
    for name, about, parent in (
        (
            "parent-of-another-root",
            "The right number, and the root of another file.",
            (FULL, b"\x5a" * 32),
        ),
        ("parent-of-another-number", "The right root, and another number.", (FULL - 1, root)),
    ):
        draft = child(CHANGES, AFTER, parent=parent)
        yield broken(name, about, ("HLD-017", "RST-012", "RST-006"), draft)


def sums() -> Iterator[Invalid]:
    """Yield incrementals that lead to another state than they say (HLD-040, HLD-041)."""
    for field in ("state_keys", "state_checksum"):
        draft = child(CHANGES, AFTER, trailer={field: 9})
        name = f"incremental-{field}".replace("_", "-")
        about = f"The {field.replace('_', ' ')} is not that of the state that comes out."
        clauses = ("HLD-041", "HLD-040") if "checksum" in field else ("HLD-041",)
        yield after_full(name, about, clauses, draft, f"trailer.{field}", level=3)


def idle() -> Iterator[Invalid]:
    """Yield entries that change nothing (HLD-042)."""
    changes: dict[bytes, bytes | None] = dict(CHANGES)
    clauses: Clauses = ("HLD-042",)
    second = b"data:products:0000000000000002"
    about = "A row with the value that it had."
    yield delta_of("row-unchanged", about, clauses, changes | {second: BEFORE[second]})
    about = "A tombstone of a row that was not there."
    absent = b"data:products:0000000000000009"
    yield delta_of("tombstone-of-nothing", about, clauses, changes | {absent: None})
    first = {FIRST: b"\x01"}
    about = "An index key with the value that it had."
    yield delta_of("index-key-unchanged", about, clauses, changes | first)
    gone: dict[bytes, bytes | None] = {b"meta:table:u": None, b"counter:u": None}
    about = "Tombstones of schema and counters of a table that was not there."
    yield delta_of("tombstones-of-no-table", about, clauses, changes | gone)
    about = "Schema and counters of a table of which nothing differs."
    yield delta_of("table-restated-for-nothing", about, clauses, RESTATED)


def restating() -> Iterator[Invalid]:
    """Yield tables that changed and are not restated as they must be (HLD-043, HLD-044)."""
    clauses: Clauses = ("HLD-043", "HLD-044", "MOD-050")
    row = {ROW: pack([1, "Widget", "11.99"])}
    for name, key in (("schema", SCHEMA), ("counters", COUNTERS)):
        kept = {other_key: value for other_key, value in RESTATED.items() if other_key != key}
        about = f"A row of a table, and not its {name}."
        yield delta_of(f"changed-table-without-{name}", about, clauses, row | kept, level=2)
    gone: dict[bytes, bytes | None] = {SCHEMA: None, COUNTERS: None}
    about = "Schema and counters are gone, and a row has a new value."
    yield delta_of("row-of-a-table-that-is-gone", about, clauses, gone | row, level=2)
    about = "The schema is gone, and the counters are not."
    mixed = {SCHEMA: None, COUNTERS: pack([5])}
    yield delta_of("counters-of-a-table-that-is-gone", about, clauses, mixed, level=2)
    about = "Schema and counters are gone, and all rows are still there."
    yield delta_of("rows-of-a-table-that-is-gone", about, (*clauses, *STATE), gone)


def deleted() -> Iterator[Invalid]:
    """Yield tombstones of keys that are none (HLD-044, MOD-010)."""
    changes: dict[bytes, bytes | None] = dict(CHANGES)
    clauses = ("MOD-010", "MOD-011", "MOD-012", "HLD-044", "HLD-042")
    for name, about, key in (
        ("tombstone-of-row-0", "Of row 0.", b"data:products:%016x" % 0),
        ("tombstone-of-15-digits", "Of a row id of 15 digits.", b"data:products:%015x" % 9),
        ("tombstone-in-upper-case", "Of row 1A.", b"data:products:%016X" % 26),
        ("tombstone-above-the-limit", "Of row 2^63.", b"data:products:%016x" % 2**63),
        ("tombstone-of-no-kind", "Of a key of another kind.", b"other:products"),
        ("tombstone-without-values", "Of an index key without values.", PKEY),
    ):
        yield delta_of(name, f"A tombstone. {about}", clauses, changes | {key: None}, level=2)


def middle() -> Iterator[Invalid]:
    """Yield chains of three whose second file is wrong, and whose last one is right (HLD-041)."""
    back = delta(AFTER, BEFORE, "products")
    second = b"data:products:0000000000000002"
    idle = dict(CHANGES) | {second: BEFORE[second]}
    for name, about, clauses, draft in (
        (
            "middle-state-keys",
            "Number of keys.",
            ("HLD-041",),
            child(CHANGES, AFTER, trailer={"state_keys": 9}),
        ),
        (
            "middle-state-checksum",
            "Checksum.",
            ("HLD-041", "HLD-040"),
            child(CHANGES, AFTER, trailer={"state_checksum": 9}),
        ),
        (
            "middle-row-unchanged",
            "A row with the value that it had.",
            ("HLD-042",),
            child(entries(idle), AFTER),
        ),
    ):
        parent = (INCREMENTAL, draft.assembled().root)
        last = Draft(LAST, cut(entries(back)), parent=parent, state=checksum(BEFORE.items()))
        files = {
            "full.hldb": products().file(),
            "middle.hldb": draft.file(),
            "inc.hldb": last.file(),
        }
        text = f"The second file of three is at fault, and the third changes back. {about}"
        yield Invalid(name, text, clauses, files, 3)


def states() -> Iterator[Invalid]:
    """Yield chains whose files follow from each other, and whose state is none (MOD-050)."""
    changes: dict[bytes, bytes | None] = dict(CHANGES)
    third = PKEY + bytes.fromhex("01 8000000000000003")
    about = "A row is deleted, and its index key is not."
    kept = {key: value for key, value in changes.items() if key != third}
    yield delta_of("index-key-left-behind", about, STATE, kept)
    about = "The next row id falls below a row of the parent."
    yield delta_of("counter-below-a-row", about, STATE, RESTATED | {COUNTERS: pack([2])})
    about = "A column more, and rows of the parent without it."
    wider = replace(PRODUCTS, columns=(*PRODUCTS.columns, Column("stock", "integer")))
    clauses: Clauses = (*STATE, "MOD-023")
    yield delta_of("rows-of-the-old-schema", about, clauses, RESTATED | {SCHEMA: wider.schema()})
    about = "An index more, and no keys of it."
    index = Index("products_name_idx", "index", (1,))
    indexed = replace(PRODUCTS, indexes=(*PRODUCTS.indexes, index))
    yield delta_of("index-without-keys", about, STATE, RESTATED | {SCHEMA: indexed.schema()})
    about = "An index fewer, and its keys are still there."
    bare = replace(PRODUCTS, indexes=())
    yield delta_of("keys-of-a-dropped-index", about, STATE, RESTATED | {SCHEMA: bare.schema()})


def alone() -> Iterator[Invalid]:
    """Yield fulls in canonical form whose state is none (MOD-050)."""
    about = "A row without its index key."
    yield other("index-key-missing", about, STATE, {FIRST: None}, level=3)
    about = "An index key that points to another row."
    yield other("index-key-of-another-row", about, STATE, {FIRST: b"\x02"}, level=3)
    about = "An index key of no row."
    ninth = PKEY + bytes.fromhex("01 8000000000000009")
    yield other("index-key-of-no-row", about, STATE, {ninth: b"\x03"}, level=3)
    about = "Two rows of one primary key; the index key is that of the first."
    table = Table("t", (ID,), {1: (7,)}, (Index("t_pkey", "primary", (0,)),), counters=(3,))
    twice = {b"data:t:%016x" % 2: pack([7])}
    yield content("primary-key-twice", about, STATE, table.state() | twice, level=3)
    about = "NULL in a column that is NOT NULL."
    table = Table("t", (ID,), {1: (None,)})
    yield content("null-in-not-null", about, ("MOD-050", "HLD-044", "MOD-023"), table.state())


def invalid() -> Iterator[Invalid]:
    """Yield every vector whose fault only other files or the whole state show."""
    for faults in (links, sums, idle, restating, deleted, middle, states, alone):
        yield from faults()
