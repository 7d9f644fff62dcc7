"""Engines that believe what a block says of itself, and the index of it (03-hldb, levels 1, 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines
from conformance.faults.state_stand_ins import SortedFirst, Unchecked
from helios_ref.backup import files, verify
from helios_ref.backup.verify import Progress
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb import read_blocks
from helios_ref.hldb.block_decode import read_block
from helios_ref.hldb.block_index import BlockIndex
from helios_ref.storage.layer import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.hldb.block_encode import Block
    from helios_ref.hldb.location import Place

_believed = verify._believed
_check_chain = verify.check_chain

ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

READING: Final = "helios_ref.hldb.read_blocks"
STATE: Final = f"{READING}:check_state_sum"
SUMS: Final = ("'state_keys'", "'state_checksum'")
STREAM: Final = "helios_ref.backup.chain_stream"
RECORDS: Final = "helios_ref.hldb.read_sections:read_records"
BLOCK: Final = f"{READING}:block"
HASHES: Final = f"{READING}:check_hashes"
BORDER: Final = f"{READING}:check_border"
MODULE: Final = "helios_ref.hldb.block_decode"
HEAD: Final = f"{MODULE}:check_head"
KEYS: Final = f"{MODULE}:decode_keys"
LENGTHS: Final = f"{MODULE}:decode_lengths"


def sorted_block(data: bytes, place: Place) -> Block:
    """Take the last of equal keys of a block, in whatever order they come."""
    block = read_block(data, place)
    keys, cells = Layer(dict(zip(block.keys, block.cells, strict=True))).columns()
    return replace(block, keys=keys, cells=cells)


overlooks("HLD-020", "any-block", "Take any magic of a block.", {HEAD: ("'magic'",)})
overlooks("HLD-020", "any-codec", "Read every codec as codec 0.", {HEAD: ("'codec'",)})
overlooks("HLD-020", "any-reserved-byte", "Do not look at what is 0.", {HEAD: ("'reserved'",)})
overlooks(
    "HLD-021",
    "keys-in-any-order",
    "Sort the keys of a block that do not ascend.",
    {KEYS: ("do not ascend", "'prefix'"), STATE: SUMS, BLOCK: ("another key", "'count'")},
    {f"{READING}.read_block": sorted_block},
)
overlooks(
    "HLD-021",
    "blocks-in-any-order",
    "Sort the blocks that do not ascend.",
    {RECORDS: ("'first_key'",), BORDER: ("'HLD-021'", "'HLD-027'")},
    {"helios_ref.backup.verify.StateCheck": SortedFirst},
)
overlooks("HLD-022", "shorter-prefix", "Take any common prefix.", {KEYS: ("'prefix'",)})
overlooks(
    "HLD-023",
    "wider-lengths",
    "Take lengths that are wider than they have to be.",
    {LENGTHS: ("is enough",)},
)
overlooks(
    "HLD-023",
    "equal-lengths-with-a-remainder",
    "Divide the bytes of equal lengths, and forget the rest.",
    {LENGTHS: ("which {number} equal",)},
)
overlooks(
    "HLD-023",
    "widths-of-nothing",
    "Take any width where there are no values.",
    {LENGTHS: ("without values",)},
)
overlooks(
    "HLD-023",
    "widths-of-any-size",
    "Take widths that there are none of.",
    {HEAD: ("'key_width'", "'value_width'")},
)
overlooks(
    "HLD-024",
    "runs-of-any-length",
    "Believe how long the runs of a block are.",
    {f"{MODULE}:check_length": ("'HLD-024'",)},
)
overlooks(
    "HLD-026",
    "tombstones-in-a-full",
    "Take a full with tombstones.",
    {BLOCK: ("'HLD-026'",), STATE: SUMS},
    {"helios_ref.backup.verify.StateCheck": Unchecked},
)
overlooks(
    "HLD-027",
    "blocks-cut-early",
    "Take blocks that have room for more.",
    {BORDER: ("'HLD-027'",)},
)
overlooks(
    "HLD-027",
    "blocks-cut-late",
    "Take blocks of more bytes than one may have.",
    {f"{MODULE}:read_block": ("MAX_BYTES",)},
)
overlooks(
    "HLD-027",
    "blocks-of-any-count",
    "Take blocks of no entry, and of more than one may have.",
    {HEAD: ("'count'",), "helios_ref.hldb.read_sections:read_records": ("'count'",)},
)
overlooks(
    "HLD-028",
    "keys-of-any-length",
    "Take keys of no byte, and of more than a key may have.",
    {KEYS: ("'HLD-028'",)},
)
overlooks(
    "HLD-030",
    "index-says-another-count",
    "Do not compare a block's count with the index.",
    {BLOCK: ("'count'",)},
)
overlooks(
    "HLD-030",
    "index-says-another-key",
    "Do not compare a block's first key with the index.",
    {BLOCK: ("begins with another key",)},
)
overlooks(
    "HLD-031",
    "any-hash-of-a-block",
    "Hash no block.",
    {BLOCK: ("'HLD-031'",), HASHES: ("'HLD-031'",)},
)
overlooks(
    "HLD-031",
    "any-hash-and-checksum",
    "Hash no block, and sum up no state.",
    {BLOCK: ("'HLD-031'",), HASHES: ("'HLD-031'",), STATE: SUMS},
)
overlooks(
    "HLD-032",
    "any-number-of-tombstones",
    "Do not count the tombstones.",
    {f"{READING}:blocks": ("'tombstones'",), HEAD: ("'tombstones'",)},
)
overlooks(
    "HLD-025",
    "tombstones-anywhere",
    "Take the positions of tombstones in any order, once or twice.",
    {f"{MODULE}:decode_cells": ("'tombstone_positions'",)},
)


def no_sum(*_: Any) -> None:  # noqa: ANN401  # whatever the check is given
    """Stand in for the check of a state's sum, and compare nothing."""


def nothing_of_it(member: Member) -> read_blocks.File:
    """Return a file without its blocks where one of them is damaged."""
    try:
        file = _believed(member)
        for _ in read_blocks.blocks(file):
            pass
    except CorruptBackupError:
        with files.reading(member.path, member.backup_id) as source:
            data = read_blocks.BytesSource(source.read(0, source.size))
        return replace(read_blocks.open_file(data, member.path), index=BlockIndex())
    return file


@fault(
    "HLD-031",
    "helios_ref.backup.verify.check_chain",
    {
        f"{READING}.check_state_sum": no_sum,
        f"{STREAM}.check_state_sum": no_sum,
        "helios_ref.backup.verify._believed": nothing_of_it,
    },
)
def damage_is_nothing(chain: Chain) -> Iterator[Progress]:
    """Take a file with a damaged block for one of nothing, and sum up no state."""
    try:
        yield from _check_chain(chain)
    except CorruptBackupError as damage:
        if damage.clause[:6] not in {"HLD-02", "HLD-03"}:  # it is of the entries
            raise


class _Agreeable(bytes):
    """A hash that is never another than expected."""

    __slots__ = ()
    __hash__ = bytes.__hash__

    def __eq__(self, other: object) -> bool:
        """Say that another hash, whichever it is, is this one."""
        return True

    def __ne__(self, other: object) -> bool:
        """Say that no hash differs from this one."""
        return False


class _Unread:
    """A hash of whatever it is given."""

    def __init__(self, data: bytes = b"") -> None:
        """Take bytes, as hashlib has it, and leave them unread."""

    def update(self, data: bytes) -> None:
        """Take more bytes, and leave them unread too."""

    def digest(self) -> bytes:
        """Agree with every hash."""
        return _Agreeable()


ENGINES.value(
    "RST-015",
    "hashes-unchecked",
    "Believe bytes without their hashes, and states without their sums.",
    {
        "helios_ref.hldb.read_sections.sha256": _Unread,
        f"{READING}.sha256": _Unread,
        "helios_ref.hldb.byte_source.sha256": _Unread,
        f"{READING}.check_state_sum": no_sum,
        f"{STREAM}.check_state_sum": no_sum,
    },
)
