"""Faults inside of blocks, every hash repaired (HLD-020 to HLD-028)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.vectors.assemble import Block, Draft
from tests.vectors.by_hand import FULL
from tests.vectors.faults import (
    CHANGES,
    MANY,
    NO_TABLE,
    ROWS,
    Clauses,
    after_full,
    changed_block,
    child,
    fault,
    product_block,
)
from tests.vectors.states import Column, Index, Table, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.assemble import Entry
    from tests.vectors.vector import Invalid


def one_field(
    name: str, about: str, clauses: Clauses, fields: dict[str, object], *more: str
) -> Invalid:
    """Return a vector of wrong fields in the tutorial's only block."""
    places = (f"block 1.{field}" for field in (*fields, *more))
    return fault(name, about, (*clauses, "HLD-002"), product_block(**fields), *places, level=2)


def heads() -> Iterator[Invalid]:
    """Yield blocks whose fixed part is wrong (HLD-020)."""
    yield one_field("block-magic", "The magic is another.", ("HLD-020",), {"magic": b"HBLQ"})
    yield one_field("block-codec-1", "Codec 1.", ("HLD-020",), {"codec": 1})
    yield one_field("block-reserved-1", "The reserved byte is 1.", ("HLD-020",), {"reserved": 1})


def widths() -> Iterator[Invalid]:
    """Yield lengths that are wider or narrower than they must be (HLD-023)."""
    clauses = ("HLD-023",)
    yield one_field("key-width-2", "Two bytes, one is enough.", clauses, {"key_width": 2})
    yield one_field("key-width-3", "No such width.", clauses, {"key_width": 3})
    yield one_field("value-width-2", "Two bytes, one is enough.", clauses, {"value_width": 2})
    yield one_field("value-width-3", "No such width.", clauses, {"value_width": 3})
    yield one_field("value-width-4", "Four bytes, one is enough.", clauses, {"value_width": 4})
    about = "No lengths of keys, although they differ."
    yield one_field("key-width-0", about, clauses, {"key_width": 0}, "key_bytes")
    about = "No lengths of values, although they differ."
    yield one_field("value-width-0", about, clauses, {"value_width": 0}, "value_bytes")
    blocks = [Block(MANY[:4096]), Block(MANY[4096:], {"key_width": 1})]
    about = "The length of the only suffix is written, and it is 0."
    name, place = "key-width-of-one-entry", "block 2.key_width"
    yield fault(name, about, (*clauses, "HLD-002"), Draft(FULL, blocks), place, level=2)
    draft = child(NO_TABLE, {}, blocks=[Block(NO_TABLE, {"value_width": 1})])
    about = "A width for lengths of values, and there are tombstones only."
    name, place = "value-width-without-values", "block 1.value_width"
    yield after_full(name, about, (*clauses, "HLD-002"), draft, place, level=2)


def runs() -> Iterator[Invalid]:
    """Yield runs that do not have the lengths that they should (HLD-024, HLD-004)."""
    clauses = ("HLD-024",)
    keys = [len(key) for key, _ in ROWS]
    values = [len(value or b"") for _, value in ROWS]
    more = "The lengths add up to one more than the total."
    fields: dict[str, object] = {"key_lengths": [keys[0] + 1, *keys[1:]]}
    yield one_field("key-lengths-beyond-the-keys", more, clauses, fields, "key_bytes")
    fields = {"value_lengths": [values[0] + 1, *values[1:]]}
    yield one_field("value-lengths-beyond-the-values", more, clauses, fields, "value_bytes")
    for field, value in (
        ("value_bytes", 2**32 - 1),
        ("key_bytes", 2**32 - 1),
        ("prefix_length", 2**32 - 1),
        ("count", 65_535),
    ):
        name = f"block-{field}-beyond-it".replace("_", "-")
        about = f"The {field.replace('_', ' ')} is as large as it can be written."
        yield one_field(name, about, (*clauses, "HLD-027"), {field: value})
    data = b"".join(value or b"" for _, value in ROWS)
    about = "The last byte of the last value is missing."
    yield one_field("block-shorter", about, clauses, {"values": data[:-1]}, "value_bytes")
    draft = Draft(FULL, [Block(ROWS, tail=b"\0")])
    about = "A byte follows the last value."
    both, places = (*clauses, "HLD-002"), ("block 1", "block 1.tail")
    yield fault("block-longer", about, both, draft, *places, level=2)


def keys() -> Iterator[Invalid]:
    """Yield keys out of order, of impossible lengths, or with another prefix (HLD-021, HLD-022)."""
    swapped = [*ROWS[:2], ROWS[3], ROWS[2], *ROWS[4:]]
    place = "block 1.key_suffixes"
    draft = Draft(FULL, [Block(swapped)])
    about = "Two neighbouring keys are in the wrong order."
    yield fault("keys-descending", about, ("HLD-021",), draft, place, level=2)
    twice = [*ROWS[:2], ROWS[1], *ROWS[2:]]
    about = "A key stands twice, with one value."
    yield fault("key-twice", about, ("HLD-021",), Draft(FULL, [Block(twice)]), place, level=2)
    crossed = [Block([*MANY[:4095], MANY[4096]]), Block([MANY[4095]])]
    about = "The last key of a block is above the only one of the next."
    places: tuple[str, ...] = ("block 2.key_suffixes", "block 1.key_suffixes", "block 2.prefix")
    name = "keys-descending-across-blocks"
    yield fault(name, about, ("HLD-021",), Draft(FULL, crossed), *places, level=2)
    blocks = [Block(MANY[:4096]), Block(MANY[4096:], {"prefix": b"meta:table:"})]
    about = "The prefix of a block of one entry is not its whole key."
    name, place = "prefix-of-one-entry", "block 2.prefix_length"
    yield fault(name, about, ("HLD-022",), Draft(FULL, blocks), place, level=2)
    empty: list[Entry] = [(b"", b"\xc0"), *ROWS]
    draft = Draft(FULL, [Block(empty)])
    about = "A key of no bytes."
    places = ("block 1.key_suffixes", "block 1.key_lengths", "block 1.prefix", "record 1.first_key")
    yield fault("key-empty", about, ("HLD-028", "MOD-010"), draft, *places, level=2)
    notes = (Column("note", "text", not_null=True),)
    rows = {1: ("k",), 2: ("k" * 4080,)}
    long = entries(Table("n", notes, rows, (Index("n_pkey", "primary", (0,)),)).state())
    about = "An index key of 4,097 bytes."
    places = ("block 1.key_suffixes", "block 1.key_lengths")
    clauses = ("HLD-028", "MOD-040")
    yield fault("key-of-4097-bytes", about, clauses, Draft(FULL, [Block(long)]), *places, level=2)


def shared_prefix() -> Iterator[Invalid]:
    """Yield a block of many entries that share more than the prefix says (HLD-022)."""
    column = (Column("k", "text"),)
    rows = {1: ("x" * 200_000,), 2: ("x" * 131_050,), 3: ("x" * 131_000,)}
    all_of_it = entries(Table("t", column, rows).state())
    blocks = [
        Block(all_of_it[:2]),
        Block(all_of_it[2:4], {"prefix": b"data:t:"}),
        Block(all_of_it[4:]),
    ]
    about = "Two keys share 22 bytes, and the prefix has 7 of them."
    place = "block 2.prefix_length"
    draft = Draft(FULL, blocks)
    yield fault("prefix-too-short", about, ("HLD-022",), draft, place, level=2)


def tombstones() -> Iterator[Invalid]:
    """Yield tombstones that are not where and what they should be (HLD-025, HLD-026)."""
    gone = [at for at, (_, value) in enumerate(CHANGES) if value is None]
    place = "block 1.tombstone_positions"
    for name, about, positions in (
        ("tombstones-descending", "The positions descend.", gone[::-1]),
        ("tombstone-twice", "One position stands twice.", [gone[0], gone[0]]),
        ("tombstone-beyond", "A position is the number of entries.", [gone[0], len(CHANGES)]),
    ):
        draft = changed_block(tombstone_positions=positions)
        yield after_full(name, about, ("HLD-025",), draft, place, level=2)
    draft = changed_block(tombstones=len(CHANGES) + 1)
    about = "More tombstones than entries."
    place = "block 1.tombstones"
    yield after_full("tombstones-beyond", about, ("HLD-025",), draft, place, level=2)
    deleted: Entry = (b"data:products:0000000000000004", None)
    draft = Draft(FULL, [Block(sorted([*ROWS, deleted], key=lambda entry: entry[0]))])
    about = "A tombstone of a row that is not there."
    places = (place, "trailer.tombstones")
    yield fault("tombstone-in-a-full", about, ("HLD-026",), draft, *places, level=2)


def cuts() -> Iterator[Invalid]:
    """Yield blocks that are cut elsewhere (HLD-027)."""
    clauses = ("HLD-027", "HLD-002")
    draft = Draft(FULL, [Block(ROWS[:4]), Block(ROWS[4:])])
    about = "Two blocks, and all would have fitted into the first."
    yield fault("block-cut-early", about, clauses, draft, "block 1", "block 2", level=2)
    draft = Draft(FULL, [Block(MANY[:4095]), Block(MANY[4095:])])
    about = "A block of 4,095 entries with room for one more."
    yield fault("block-cut-one-entry-early", about, clauses, draft, "block 1", "block 2", level=2)
    draft = Draft(FULL, [Block(MANY)])
    about = "A block of 4,097 entries."
    places: tuple[str, ...] = ("block 1.count", "record 1.count")
    yield fault("block-of-4097", about, (*clauses, "HLD-030"), draft, *places)
    column = (Column("k", "text"),)
    small = entries(Table("t", column, {1: ("",), 2: ("x" * 262_100,)}).state())
    draft = Draft(FULL, [Block(small)])
    about = "A block of four entries with more than 262,144 bytes of keys and values."
    yield fault("block-cut-late", about, clauses, draft, "block 1", "block 1.count", level=2)
    draft = Draft(FULL, [Block([])])
    about = "A block of no entries, in an empty database."
    places = ("block 1.count", "record 1.count", "index", "record 1.first_key_length")
    yield fault("block-empty", about, (*clauses, "HLD-030"), draft, *places)


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault in a block."""
    yield from heads()
    yield from widths()
    yield from runs()
    yield from keys()
    yield from shared_prefix()
    yield from tombstones()
    yield from cuts()
