"""Which file, and which block of it, holds what a check of keys and values found (03-hldb)."""

from __future__ import annotations

from helios_ref.backup.chain import Chain
from helios_ref.backup.files import reading
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.read_blocks import File, block, block_range, open_file
from helios_ref.tables.described import Finding


def in_file(file: File, finding: Finding) -> CorruptBackupError:
    """Return the refusal of a file for one of its entries, or for one that it lacks (HLD-050)."""
    number = _block_of(file, finding.key)
    if number is None:
        where, offset = "index", file.trailer.index_offset
    else:
        where, offset = f"block {number + 1} of {len(file.index)}", file.index[number].offset
    reason = f"{where}, key {_shown(finding.key)}: {finding.reason}"
    return CorruptBackupError(path=file.name, offset=offset, reason=reason, clause=finding.clause)


def in_chain(chain: Chain, finding: Finding) -> CorruptBackupError:
    """Return the refusal of the newest file that holds the key, or else of the last (HLD-050)."""
    for member in (*reversed(chain), chain[-1]):
        with reading(member.path, member.backup_id) as source:
            file = open_file(source, member.path)
            refusal = in_file(file, finding)
            if _block_of(file, finding.key) is not None:
                break
    return refusal


def _block_of(file: File, key: bytes) -> int | None:
    """Return the position of the block that holds `key`, or None."""
    for number in block_range(file, key, key + b"\0"):
        if key in block(file, number).keys:
            return number
    return None


def _shown(key: bytes) -> str:
    """Return a key so that people can read it: text where it is some, else escaped."""
    return ascii(key)[1:]
