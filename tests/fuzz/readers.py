"""What each of two readers, which share no code, says of the files of a chain."""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass, field
from functools import lru_cache
from os import stat_result
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from conformance import hldb_reader
from helios_ref.backup import files
from helios_ref.backup.chain import member_at, named, walk
from helios_ref.backup.corruption import in_file
from helios_ref.backup.verify import state_of
from helios_ref.errors import ChainBrokenError, CorruptBackupError, UnsupportedFormatError
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.read_blocks import BytesSource
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import Layer
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.described import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.backup.chain import Member
    from helios_ref.errors import HeliosError
    from helios_ref.hldb.model import Link

ALLOWED: Final = (ChainBrokenError, CorruptBackupError, UnsupportedFormatError)
"""What a file that is there can be refused with; anything else is a fault."""

BEYOND_BLOCKS: Final = ("MOD-", "HLD-04", "RST-")
"""Clauses of what is looked at when header, root and blocks were found in order."""


@dataclass(frozen=True)
class Verdict:
    """What a reader makes of a chain."""

    code: str
    """Empty when it is accepted."""

    clause: str = ""
    state: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    reason: str = ""

    @property
    def past_blocks(self) -> bool:
        """Whether header, root and every block were in order."""
        return not self.code or self.clause.startswith(BEYOND_BLOCKS)


ACCEPTED: Final = Verdict("")
"""What is said of a file whose state nobody asked for."""


@dataclass
class Memory:
    """A disk that holds the files of a chain, and can only be read."""

    contents: list[bytes] = field(default_factory=list)

    def disk(self) -> files.Disk:
        """Return the system calls that a reader makes."""
        return files.Disk(open=self._open, fstat=self._fstat, pread=self._pread, close=_close)

    def _open(self, path: str, flags: int, mode: int) -> int:
        del flags, mode
        try:
            return int(path.removesuffix(files.SUFFIX))
        except ValueError:
            raise OSError(errno.ENOENT, "no such file") from None

    def _fstat(self, handle: int) -> stat_result:
        size = len(self.contents[handle])
        return stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, size, 0, 0, 0))

    def _pread(self, handle: int, length: int, offset: int) -> bytes:
        return self.contents[handle][offset : offset + length]


def _close(handle: int) -> None:
    """Close nothing."""


class Reference:
    """The reader under test, as RESTORE uses it: all four levels of verification."""

    def __init__(self) -> None:
        """Take the place of the disk."""
        self._memory = Memory()
        self._disk = self._memory.disk()

    def verdict(self, chain: Sequence[bytes], *, known: bool = False) -> Verdict:
        """
        Return what RESTORE would say of the last file, the others being its ancestors.

        Where these are `known`, they are not decoded, as files that this database wrote.
        """
        self._memory.contents = list(chain)
        with patch.object(files, "DISK", self._disk):
            try:
                members = walk(self._member(len(chain) - 1), self._parent)
                roots = {member.trailer.root for member in members[:-1]} if known else ()
                layer, _ = state_of(members, roots)
            except ALLOWED as refusal:
                return Verdict(refusal.code, clause_of(refusal), reason=str(refusal))
        return Verdict("", state=dict(layer.values()))

    def alone(self, data: bytes) -> Verdict:
        """Return what levels 0 to 2 say of a file; what they accept is what the writer writes."""
        try:
            file = hldb.open_file(BytesSource(data), "a file")
            cells = dict(hldb.entries(file))
            try:
                check_entries(described_tables(cells), cells)
            except Finding as finding:
                raise in_file(file, finding) from finding
            if file.header.kind == "full":
                values = {key: cell for key, cell in cells.items() if isinstance(cell, bytes)}
                hldb.check_state_sum(file, state_sum(values))
        except ALLOWED as refusal:
            return Verdict(refusal.code, clause_of(refusal), reason=str(refusal))
        again = Encoder(file.header, Layer(cells), file.trailer.state).chunks()
        assert b"".join(again) == data, f"HLD-002 {data.hex()}"
        return ACCEPTED

    def _member(self, number: int) -> Member:
        return member_at(f"{number}{files.SUFFIX}", "the backup")

    def _parent(self, child: Member, link: Link) -> Member:
        """Return the file before, if it is the one that the child names."""
        number = int(child.path.removesuffix(files.SUFFIX)) - 1
        if number < 0 or (found := self._member(number)).link != link:
            raise ChainBrokenError(child.backup_id, named(link), child.path, "another file")
        return found


def clause_of(refusal: HeliosError) -> str:
    """Return the clause that a refusal names."""
    if isinstance(refusal, CorruptBackupError):
        return refusal.clause
    return "RST-012" if isinstance(refusal, ChainBrokenError) else "HLD-011"


def suite_verdict(chain: Sequence[bytes]) -> Verdict:
    """Return what the suite's own reader says of the last file, the others being its ancestors."""
    try:
        leaf = hldb_reader.read(chain[-1])
        whole = leaf.header.kind is hldb_reader.Kind.FULL
        parents = [] if whole else [_read(data) for data in chain[:-1]]
        state = hldb_reader.apply_chain([*parents, leaf])
    except hldb_reader.Refused as refused:
        return Verdict(refused.code, refused.clause, reason=str(refused))
    return Verdict("", state=dict(state.values))


_read: Final = lru_cache(maxsize=256)(hldb_reader.read)
"""Ancestors are read once."""
