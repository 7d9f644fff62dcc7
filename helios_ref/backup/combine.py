"""A synthetic full: a chain becomes the file that a full taken then would have been (07)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from helios_ref.backup import files
from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.chain_stream import read_by_block
from helios_ref.backup.inventory import survey
from helios_ref.backup.publish import published
from helios_ref.backup.verify import Progress, Seen, check_file, state_parts
from helios_ref.errors import CorruptBackupError, IdConflictError, IoError
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.merge import cut_values
from helios_ref.hldb.model import MAX_ENTRIES, Header, Receipt
from helios_ref.hldb.read_blocks import check_state_sum
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.transaction import cell_sum


def combine(chain: Chain, path: str, seen: Seen = lambda _: None) -> Receipt:
    """Write the state of a chain as a full of its last backup's number (OPS-110)."""
    leaf = chain[-1]
    target = files.file_path(path, leaf.backup_id)
    _check_number(leaf, target)
    for member in chain:  # levels 0 to 2, whole, before anything is written (OPS-112)
        for step in check_file(member.path, 2, member.backup_id):
            seen(step)
    header = Header(leaf.header.number, leaf.header.created, leaf.header.branch)
    encoder = Encoder(header, _summed(chain, target, seen), leaf.trailer.state)
    with published(target, leaf.backup_id, encoder.chunks()):
        return encoder.receipt


def _check_number(leaf: Member, target: str) -> None:
    """Refuse to put a second file of one number into a directory (OPS-111, BKP-054)."""
    try:
        beside = survey([str(PurePosixPath(target).parent)])
    except IoError as refusal:
        if isinstance(refusal.__cause__, FileNotFoundError):
            return  # the directory will be made
        raise
    for unread in beside.unreadable.values():
        if not isinstance(unread, CorruptBackupError):
            raise unread  # nobody knows its number
    for member in beside.members:
        if member.header.number == leaf.header.number and member.path != target:
            name = PurePosixPath(target).name
            conflict = IdConflictError(leaf.backup_id, member.path, target)
            raise conflict.advised(f"write it into another directory: -o DIR/{name}")


def _summed(chain: Chain, target: str, seen: Seen) -> Iterator[Block]:
    """Yield the blocks of the new file; the last is proof that the state came out (HLD-041)."""
    leaf, total = read_by_block(chain[-1]).file, StateSum()
    most = leaf.trailer.state.keys // MAX_ENTRIES + 1
    blocks = cut_values(state_parts(chain))
    for done, block in enumerate(blocks, start=1):
        yield block
        total += cell_sum(block.keys, block.cells)
        seen(Progress(target, 3, done, max(done, most)))
    check_state_sum(leaf, total)
