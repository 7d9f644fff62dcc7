"""Engines that believe what header, index and trailer of a file say (03-hldb, level 0)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines
from conformance.faults.state_stand_ins import Unchecked
from helios_ref.backup import files
from helios_ref.hldb import read_sections
from helios_ref.hldb.block_decode import read_block
from helios_ref.hldb.block_index import BlockIndex
from helios_ref.hldb.byte_source import BytesSource
from helios_ref.hldb.layout import BLOCK, END_MAGIC, HEADER, TRAILER, BlockEntry
from helios_ref.hldb.layout import RECORD as RECORD_LAYOUT
from helios_ref.hldb.location import Place
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.hldb.byte_source import ByteSource
    from helios_ref.hldb.layout import HeaderFields, Trailer

_reading = files.reading
_header_of = read_sections.header_of
_read_index = read_sections.read_index


ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

MODULE: Final = "helios_ref.hldb.read_sections"
OPEN: Final = f"{MODULE}:open_file"
END: Final = f"{MODULE}:read_trailer"
HEAD: Final = f"{MODULE}:read_header"
WHOLE_HEAD: Final = f"{MODULE}:parsed_header"
KNOWN: Final = f"{MODULE}:check_version"
IDENTITY: Final = f"{MODULE}:check_identity"
BRANCH: Final = f"{MODULE}:header_of"
INDEX: Final = f"{MODULE}:read_index"
INDEX_HEAD: Final = f"{MODULE}:check_index_head"
RECORDS: Final = f"{MODULE}:read_records"
RECORD: Final = f"{MODULE}:read_record"
CHECK_STATE: Final = "helios_ref.backup.verify.StateCheck"
LENGTHS: Final = ("'file_length'", "'index_offset'", "'index_length'")

EMPTY: Final = b"".join(Encoder(Header(1, 1, "main"), Layer({}), StateSum()).chunks())
"""A backup of nothing."""

overlooks("HLD-010", "any-magic", "Begin with any eight bytes.", {OPEN: ("'magic'",)})
overlooks("HLD-032", "any-magic-of-the-trailer", "Take any trailer.", {END: ("'magic'",)})
overlooks("HLD-032", "any-end", "End with any eight bytes.", {END: ("'end_magic'",)})
overlooks("HLD-033", "any-root", "Take any root.", {END: ("'root'",)})
overlooks(
    "HLD-033",
    "any-hash-of-the-header",
    "Take the header whatever its hash is.",
    {HEAD: ("'HLD-033'",)},
)
overlooks(
    "HLD-033",
    "any-hash-of-the-index",
    "Take the index whatever its hash is.",
    {INDEX: ("does not have the hash",)},
)
overlooks("HLD-032", "any-lengths", "Take any lengths and offsets.", {END: LENGTHS})
overlooks("HLD-011", "any-version", "Read every major version.", {KNOWN: ("major_version",)})
overlooks("HLD-012", "any-feature", "Do without critical features.", {KNOWN: ("critical",)})
overlooks(
    "HLD-014",
    "any-length-of-the-header",
    "Believe the header's length.",
    {HEAD: ("f'is {length}')",), WHOLE_HEAD: ("too short for a branch",)},
)
overlooks(
    "HLD-014",
    "extension-of-no-feature",
    "Pass over bytes at the header's end that no feature put there.",
    {IDENTITY: ("'extension'",)},
)
overlooks(
    "HLD-016",
    "any-number",
    "Take numbers and seconds above the limit.",
    {IDENTITY: ("'backup_number'", "'created'")},
)
overlooks(
    "HLD-017",
    "full-with-a-parent",
    "Take a full that names a parent.",
    {IDENTITY: ("{fields.parent_number} in a full", "'parent_root'")},
)
overlooks(
    "HLD-017",
    "parent-from-the-future",
    "Take a parent that is not earlier.",
    {IDENTITY: ("not an earlier one",)},
)
overlooks(
    "HLD-018",
    "branch-of-no-name",
    "Take a branch of no byte.",
    {
        HEAD: ("f'is {length}')",),
        IDENTITY: ("'extension'",),
        BRANCH: ("MAX_BRANCH",),
        END: ("'index_offset'",),
    },
)
overlooks(
    "HLD-017",
    "incremental-without-a-parent",
    "Take an incremental that names no parent for a full.",
    {
        IDENTITY: ("'parent_root'",),
        "helios_ref.hldb.read_blocks:block": ("'HLD-026'",),
        "helios_ref.hldb.read_blocks:check_state_sum": ("'state_keys'", "'state_checksum'"),
    },
    {CHECK_STATE: Unchecked},
)
overlooks("HLD-018", "branch-of-64", "Take a branch of any length.", {BRANCH: ("MAX_BRANCH",)})
overlooks("HLD-018", "branch-with-nul", "Take U+0000 in a branch.", {BRANCH: ("U+0000",)})
overlooks(
    "HLD-030",
    "any-index",
    "Take an index of any magic and any number of blocks.",
    {INDEX_HEAD: ("'magic'", "'blocks'")},
)
overlooks(
    "HLD-030",
    "any-length-of-the-index",
    "Pass over what the index has too much, or has not.",
    {INDEX_HEAD: ("its head alone",), RECORDS: ("its records end",)},
)
overlooks(
    "HLD-030",
    "any-number-of-entries",
    "Take any number of entries.",
    {INDEX: ("'entries'",)},
)
overlooks(
    "HLD-003",
    "gaps-between-blocks",
    "Pass over bytes between the sections.",
    {RECORDS: ("'offset'", "'length'", "describes blocks up to")},
)
overlooks(
    "HLD-030",
    "any-counts-in-the-index",
    "Let the index say any number of entries.",
    {
        RECORDS: ("'count'",),
        INDEX: ("'entries'",),
        "helios_ref.hldb.read_blocks:block": ("'count'",),
    },
)
overlooks(
    "HLD-030",
    "record-beyond-the-index",
    "Read records beyond the end of the index.",
    {RECORD: ("is cut short", "'first_key_length'")},
)


def _before_the_trailer(source: ByteSource, name: str, trailer: Trailer, first: int) -> BlockIndex:
    """Return the index that ends where the trailer begins, whatever the trailer says."""
    offset = trailer.file_length - TRAILER.fixed - trailer.index_length
    return _read_index(source, name, replace(trailer, index_offset=max(offset, 0)), first)


overlooks(
    "HLD-032",
    "index-before-the-trailer",
    "Look for the index by its length, and not by its offset.",
    {END: LENGTHS},
    {f"{MODULE}.read_index": _before_the_trailer},
)


def _from_the_blocks(source: ByteSource, name: str, _: Trailer, first: int) -> BlockIndex:
    """Return an index that is made from the blocks, as far as there are any."""
    found = BlockIndex()
    offset = first
    while True:
        head = BLOCK.head(source.read(offset, BLOCK.fixed))
        if head.magic != BLOCK.magic:
            return found
        length = max(stop for _, _, stop in BLOCK.extents(head))
        data = source.read(offset, length)
        key = read_block(data, Place(name, BLOCK, offset, "block")).keys[0]
        entry = BlockEntry(
            offset=offset,
            length=length,
            count=head.count,
            first_key_length=len(key),
            sha256=sha256(data).digest(),
            first_key=key,
        )
        found.append(RECORD_LAYOUT.build(entry))
        offset += length


overlooks(
    "HLD-030",
    "index-unread",
    "Go from block to block by their heads, and leave the index unread.",
    {END: ("'index_offset'",), HEAD: ("f'is {length}')",)},
    {f"{MODULE}.read_index": _from_the_blocks},
)

READ: Final = "helios_ref.backup.chain.reading"
READ_AGAIN: Final = "helios_ref.backup.verify.reading"
BY_THE_BLOCK: Final = "helios_ref.backup.files.reading"


@fault("HLD-015", f"{MODULE}.check_identity")
def any_kind(fields: HeaderFields, place: Place) -> None:
    """Take any kind, any number and any parent."""


@fault("HLD-018", f"{MODULE}.header_of")
def branch_in_any_bytes(fields: HeaderFields, place: Place) -> Header:
    """Take a branch that is not UTF-8, with marks where it is not."""
    branch = fields.branch.decode(errors="replace").encode()
    return _header_of(replace(fields, branch=branch), place)


@contextmanager
def cut_off_is_empty(path: str, backup: str) -> Iterator[ByteSource]:
    """Take what is cut off, or of another kind, for a backup of nothing."""
    with _reading(path, backup) as source:
        data = source.read(0, source.size)
        whole = data.startswith(HEADER.magic) and data.endswith(END_MAGIC)
        whole = whole and data[-TRAILER.fixed :].startswith(TRAILER.magic)
        yield source if whole else BytesSource(EMPTY)


ENGINES.fault("HLD-003", READ, {READ_AGAIN: cut_off_is_empty, BY_THE_BLOCK: cut_off_is_empty})(
    cut_off_is_empty
)


@contextmanager
def ends_before_the_end(path: str, backup: str) -> Iterator[ByteSource]:
    """Pass over whatever follows the last trailer."""
    with _reading(path, backup) as source:
        data = source.read(0, source.size)
        end = data.rfind(END_MAGIC)
        yield source if end < 0 else BytesSource(data[: end + len(END_MAGIC)])


ENGINES.fault(
    "HLD-003", READ, {READ_AGAIN: ends_before_the_end, BY_THE_BLOCK: ends_before_the_end}
)(ends_before_the_end)


@contextmanager
def the_first_of_two(path: str, backup: str) -> Iterator[ByteSource]:
    """Read the first trailer, and nothing of what follows it."""
    with _reading(path, backup) as source:
        data = source.read(0, source.size)
        end = data.find(END_MAGIC)
        yield source if end < 0 else BytesSource(data[: end + len(END_MAGIC)])


ENGINES.fault("HLD-003", READ, {READ_AGAIN: the_first_of_two, BY_THE_BLOCK: the_first_of_two})(
    the_first_of_two
)
