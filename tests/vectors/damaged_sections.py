"""Faults of header, index and trailer, and of how sections stand (HLD-003 to HLD-033)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tests.vectors.assemble import Block, Draft
from tests.vectors.by_hand import FULL, INCREMENTAL
from tests.vectors.faults import (
    CHANGES,
    MANY,
    after_full,
    child,
    fault,
    products,
    raw,
    small,
)
from tests.vectors.states import CHANGED
from tests.vectors.vector import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST: Final = 257
"""Fewer bytes are no file (Read, level 0)."""

WRONG: Final = b"\x5a" * 32
"""A hash or root of nothing."""

COUNTS: Final = ("HLD-030", "HLD-032")
"""What numbers of blocks or entries break that another number contradicts (HLD-054)."""

BOUNDS: Final = ("HLD-030", "HLD-032", "HLD-003")
"""What offsets and lengths of trailer and index break that another contradicts (HLD-054)."""


def magics() -> Iterator[Invalid]:
    """Yield files that do not begin as one (HLD-010)."""
    data = products().file()
    clauses = ("HLD-010",)
    draft = small(header={"magic": b"\x89HLDB\r\n\x1b"})
    yield fault("magic", "The last byte of the magic is another.", clauses, draft, "header.magic")
    text = "Every CR LF has become LF, as a transfer in text mode does."
    yield raw("line-ends-converted", text, clauses, data.replace(b"\r\n", b"\n"), 0)
    seven = bytes(byte & 0x7F for byte in data)
    yield raw("seven-bits", "Every byte has lost its highest bit.", clauses, seven, 0)
    yield raw("empty-file", "No byte at all.", ("HLD-003", "HLD-010", "HLD-032"), b"", 0)


def headers() -> Iterator[Invalid]:
    """Yield headers with one wrong field (HLD-014 to HLD-018)."""
    places = ("header.header_length", "header.branch_length", "header.extension", "header.branch")
    for name, about, lengths in (
        ("branch-beyond-the-header", "A branch length one too many.", {"branch_length": 5}),
        ("header-beyond-the-file", "A header length of 65,535.", {"header_length": 65_535}),
        ("branch-of-no-bytes", "A branch length of 0, and no feature.", {"branch_length": 0}),
    ):
        yield fault(name, about, ("HLD-014", "HLD-018"), small(header=lengths), *places)
    draft = small(extension=b"extra")
    about = "Five bytes of extension without an optional feature."
    yield fault("extension-without-a-feature", about, ("HLD-014",), draft, *places)
    for kind in (0, 3):
        draft = small(header={"kind": kind})
        yield fault(f"kind-{kind}", f"Kind {kind}.", ("HLD-015",), draft, "header.kind")
    for field in ("backup_number", "created"):
        draft = small(header={field: 2**63})
        name = f"{field}-above-the-limit".replace("_", "-")
        about = f"The {field.replace('_', ' ')} is 2^63."
        yield fault(name, about, ("HLD-016", "MOD-040"), draft, f"header.{field}")
    for field, value in (("parent_number", FULL - 1), ("parent_root", WRONG)):
        draft = small(header={field: value})
        name = f"full-with-a-{field}".replace("_", "-")
        about = f"A full with a {field.replace('_', ' ')}."
        yield fault(name, about, ("HLD-017",), draft, f"header.{field}")


def parents() -> Iterator[Invalid]:
    """Yield incrementals whose parent cannot be one (HLD-017)."""
    for name, about, fields in (
        (
            "parent-of-the-same-number",
            "The parent's number is its own.",
            {"parent_number": INCREMENTAL},
        ),
        ("parent-of-a-later-number", "The parent's number is later.", {"parent_number": 2**63 - 1}),
        ("parent-root-of-zeros", "The parent's root is all zeros.", {"parent_root": bytes(32)}),
    ):
        draft = child(CHANGES, CHANGED.state(), header=fields)
        yield after_full(name, about, ("HLD-017",), draft, *(f"header.{field}" for field in fields))


def branches() -> Iterator[Invalid]:
    """Yield branches that are no names (HLD-018)."""
    for name, about, branch in (
        ("branch-empty", "A branch of no bytes.", b""),
        ("branch-of-64-bytes", "A branch of 64 bytes.", b"b" * 64),
        ("branch-with-nul", "A branch with U+0000.", b"ma\0n"),
        ("branch-not-utf8", "A branch with the byte FF.", b"ma\xffn"),
        ("branch-overlong", "A branch with / in two bytes.", b"m\xc0\xaf"),
        ("branch-surrogate", "A branch with half a surrogate pair.", b"m\xed\xa0\x80"),
        ("branch-cut-off", "A branch that ends inside a character.", b"m\xc3"),
    ):
        places = ("header.branch", "header.branch_length", "header.header_length")
        more = {"branch-of-64-bytes": ("MOD-040",), "branch-empty": ("HLD-014",)}.get(name, ())
        yield fault(name, about, ("HLD-018", *more), small(branch=branch), *places)


def trailers() -> Iterator[Invalid]:
    """Yield trailers with one wrong field (HLD-032, HLD-033, HLD-040, HLD-041)."""
    start, end = products().assembled().offsets["index"], len(products().file())
    bounds = ("trailer.index_offset", "trailer.index_length", "trailer.file_length")
    for field, value, clauses in (
        ("magic", b"HTRM", ("HLD-032",)),
        ("blocks", 2, COUNTS),
        ("entries", 9, COUNTS),
        ("index_offset", start - 1, BOUNDS),
        ("index_length", 2**64 - 1, (*BOUNDS, "HLD-004")),
        ("file_length", end - 1, BOUNDS),
        ("header_sha256", WRONG, ("HLD-033",)),
        ("index_sha256", WRONG, ("HLD-033",)),
    ):
        draft = products(trailer={field: value})
        about = f"The trailer's {field.replace('_', ' ')} is not the file's."
        places = [f"trailer.{field}", *(bounds if clauses[:3] == BOUNDS else ())]
        places += ["header"] if field == "header_sha256" else []
        places += ["index", "index.blocks"] if field == "index_sha256" or clauses == COUNTS else []
        name = f"trailer-{field}".replace("_", "-")
        yield fault(name, about, clauses, draft, *places)
    for field, clauses in (
        ("tombstones", ("HLD-032",)),
        ("state_keys", ("HLD-041",)),
        ("state_checksum", ("HLD-040", "HLD-041")),
    ):
        draft = products(trailer={field: 9})
        about = f"The trailer's {field.replace('_', ' ')} is not that of a full's entries."
        name = f"trailer-{field}".replace("_", "-")
        yield fault(name, about, clauses, draft, f"trailer.{field}", level=2)
    wrapping = {"index_offset": 2**64 - 8, "index_length": end - 168 + 8}
    about = "Index offset and length add up to what they should only where sums wrap at 2^64."
    clauses = ("HLD-004", *BOUNDS)
    draft = products(trailer=wrapping)
    yield fault("index-that-wraps-around", about, clauses, draft, *bounds)
    draft = products(root=WRONG)
    yield fault("root", "The root is another.", ("HLD-033",), draft, "trailer.root")
    draft = products(end_magic=b"\x1a\n\rBDLH\x88")
    yield fault("end-magic", "The end magic is another.", ("HLD-032",), draft, "trailer.end_magic")


def lengths() -> Iterator[Invalid]:
    """Yield files that end too early or too late, or have gaps (HLD-003, HLD-032)."""
    data = products().file()
    for name, about, other in (
        ("cut-by-a-byte", "The last byte is missing.", data[:-1]),
        ("cut-in-half", "The second half is missing.", data[: len(data) // 2]),
        ("cut-after-the-header", "Only the header is there.", data[:84]),
        ("cut-to-256-bytes", "One byte less than the shortest file has.", data[: SHORTEST - 1]),
        ("byte-appended", "A byte follows the trailer.", data + b"\0"),
        ("two-files-in-one", "The file follows itself.", data + data),
    ):
        end = len(other)
        ends = range(end - 168, end, 8) if end >= SHORTEST else (end,)
        yield raw(name, about, ("HLD-003", "HLD-032", "HLD-050"), other, *ends)
    for section, before in (
        ("block 1", "the block"),
        ("index", "the index"),
        ("trailer", "the trailer"),
    ):
        draft = products(gaps={section: b"\0"})
        about = f"A byte that nothing claims stands before {before}."
        where = {
            "block 1": ("record 1.offset",),
            "index": ("index", "record 1.length", "trailer.index_offset"),
            "trailer": ("trailer.index_length", "trailer.index_offset"),
        }
        name = f"gap-before-{before}".replace(" ", "-")
        places = (f"gap before {section}", section, *where[section])
        yield fault(name, about, BOUNDS, draft, *places)


def indexes() -> Iterator[Invalid]:
    """Yield indexes that are not of these blocks (HLD-030, HLD-031)."""
    draft = products(index={"magic": b"HIDY"})
    yield fault("index-magic", "The index's magic is another.", ("HLD-030",), draft, "index.magic")
    draft = products(index={"blocks": 2})
    places: tuple[str, ...] = ("index.blocks", "trailer.blocks")
    yield fault("index-of-more-blocks", "The index says 2.", COUNTS, draft, *places)
    draft = products(index={"blocks": 2**32 - 1}, trailer={"blocks": 2**32 - 1})
    about = "Index and trailer say 4,294,967,295 blocks, and there is one."
    places = ("index", "index.blocks", "record 1", "trailer", "trailer.blocks")
    yield fault("index-without-its-records", about, COUNTS, draft, *places)
    end = products().assembled().index_end
    data = products().file()
    for name, about, at in (
        ("index-of-4-bytes", "The index is said to be its own last four bytes.", end - 4),
        ("index-inside-the-header", "The index is said to begin at offset 80.", 80),
    ):
        hashed = {"index_sha256": sha256(data[at:end]).digest()}
        draft = products(trailer={"index_offset": at, "index_length": end - at, **hashed})
        places = ("trailer.index_offset", "trailer.index_length")
        vector = fault(name, about, BOUNDS, draft, *places)
        yield replace(vector, offsets=(*vector.offsets, at))
    draft = products(index_tail=b"\0")
    about = "A byte follows the last record."
    yield fault("index-with-more", about, BOUNDS, draft, "index", "index tail")
    first = products().assembled().offsets["block 1"]
    size = products().assembled().offsets["index"] - first
    for name, about, fields in (
        ("record-offset", "The block's offset is one too many.", {"offset": first + 1}),
        ("record-length-short", "The block's length is one too few.", {"length": size - 1}),
        ("record-length-long", "The block's length is one too many.", {"length": size + 1}),
        ("record-count-0", "The block's number of entries is 0.", {"count": 0}),
        ("record-count-4097", "The block's number of entries is 4,097.", {"count": 4097}),
        (
            "record-first-key-length",
            "The first key is 65,535 bytes long.",
            {"first_key_length": 65_535},
        ),
    ):
        repaired = {"entries": fields["count"]} if "count" in fields else {}
        draft = products(records={1: fields}, trailer=repaired)
        places = ("index", "trailer.index_offset", *(f"record 1.{field}" for field in fields))
        clauses = (*COUNTS, "HLD-027") if "count" in fields else BOUNDS
        yield fault(name, about, clauses, draft, *places)
    yield from records_of_blocks()


def records_of_blocks() -> Iterator[Invalid]:
    """Yield records that only their block betrays (HLD-030, HLD-031), and blocks out of order."""
    draft = products(records={1: {"count": 7}}, trailer={"entries": 7})
    about = "Index and trailer count 7 entries, and the block has 8."
    places: tuple[str, ...] = ("block 1.count", "record 1.count")
    yield fault("record-count", about, COUNTS, draft, *places, level=2)
    draft = products(records={1: {"first_key": b"counter:product"}})
    about = "The index has another first key than the block."
    places = ("block 1.prefix", "block 1.key_suffixes", "record 1.first_key")
    yield fault("record-first-key", about, ("HLD-030",), draft, *places, level=2)
    draft = products(records={1: {"sha256": WRONG}})
    places = ("block 1", "record 1.sha256")
    yield fault(
        "record-hash", "The block's hash is another.", ("HLD-031",), draft, *places, level=1
    )
    data = bytearray(products().file())
    data[products().assembled().offsets["block 1.values"]] ^= 1
    about = "One bit of a value flipped, and nothing repaired."
    block = products().assembled().offsets["block 1"]
    files = {"full.hldb": bytes(data)}
    yield Invalid("value-bit-flipped", about, ("HLD-031", "HLD-050"), files, 1, (block,))
    draft = Draft(FULL, [Block(MANY[4096:]), Block(MANY[:4096])])
    about = "The two blocks are in the wrong order."
    places = ("block 2", "record 2.first_key")
    yield fault("blocks-in-another-order", about, ("HLD-021",), draft, *places)
    two = [Block(MANY[:4096]), Block(MANY[4096:])]
    for name, about, first_key in (
        ("first-keys-do-not-ascend", "The index has the last first key below the first.", b"a"),
        ("first-key-twice", "The index has one first key for both blocks.", MANY[0][0]),
    ):
        draft = Draft(FULL, two, records={2: {"first_key": first_key}})
        places = ("record 2.first_key", "record 2.first_key_length")
        yield fault(name, about, ("HLD-021", "HLD-030"), draft, *places)
    draft = Draft(FULL, two, gaps={"block 2": b"\0"})
    about = "A byte that nothing claims stands between two blocks."
    places = ("gap before block 2", "block 2", "record 2.offset", "record 1.length")
    yield fault("gap-between-blocks", about, ("HLD-003", "HLD-030"), draft, *places)


def invalid() -> Iterator[Invalid]:
    """Yield every vector with a fault outside of blocks."""
    yield from magics()
    yield from headers()
    yield from parents()
    yield from branches()
    yield from trailers()
    yield from lengths()
    yield from indexes()
