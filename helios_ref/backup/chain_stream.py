"""The state of a chain in order of its keys, a block at a time, with level 3 of its checks (03)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from helios_ref.backup import files as disk
from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.corruption import in_chain, in_file
from helios_ref.backup.verify import Progress, check_chain, describing, same
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.merge import cut_values, merged_cells
from helios_ref.hldb.model import MAX_ENTRIES
from helios_ref.hldb.read_blocks import File, check_state_sum, open_file
from helios_ref.storage.checksum import StateSum, column_sum
from helios_ref.storage.layer import Cell, Mark, values
from helios_ref.tables.check_entries import described_tables
from helios_ref.tables.check_sorted import SortedState
from helios_ref.tables.described import Described, Finding
from helios_ref.tables.keys import CounterKey, SchemaKey, parse_key


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file that is open while it is read: chains are longer than processes may have handles."""

    path: str
    backup: str
    size: int

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes from `offset` on."""
        with disk.reading(self.path, self.backup) as source:
            return source.read(offset, length)


def open_chain(chain: Chain) -> list[File]:
    """Return files to be read by the block, which still are those that were verified."""
    return [_opened(member) for member in chain]


def _opened(member: Member) -> File:
    source = ClosedFile(member.path, member.backup_id, member.trailer.file_length)
    return same(open_file(source, member.path), member)


def state_blocks(chain: Chain, files: Sequence[File]) -> Iterator[Block]:
    """
    Yield the blocks of the state that files lead to, a full first, each of which passed level 2.

    What RESTORE would refuse is refused at the latest after the last block (RST-013, OPS-137).
    """
    merge = _Merge(files)
    try:
        check = SortedState(_tables(files))
        for block in cut_values(merge.entries()):
            check.look(list(block.keys), cast("list[bytes]", block.cells))
            yield block
        merge.finish()
        check.finish()
    except Finding as finding:
        for _ in check_chain(chain):  # which names the key, as RESTORE does
            pass
        raise in_chain(chain, finding) from finding


def applied(chain: Chain) -> Iterator[Progress]:
    """Yield how far a chain was applied, each file of which passed level 2 (OPS-138)."""
    leaf = chain[-1]
    most = leaf.trailer.state.keys // MAX_ENTRIES + 1
    for done, _ in enumerate(state_blocks(chain, open_chain(chain)), start=1):
        yield Progress(leaf.path, 3, done, max(done, most))


def _tables(files: Sequence[File]) -> dict[str, Described]:
    """Return the tables of the state that files lead to, of their schemas and counters alone."""
    found: dict[bytes, Cell] = {}
    for file in files:
        found.update(describing(file))
    tables = described_tables(dict(sorted(values(found).items())))
    return {name: table for name, table in tables.items() if table is not None}


@dataclass(slots=True)
class _Merge:
    """Files that are read beside each other, and what each of them makes of the one before."""

    files: Sequence[File]
    added: list[StateSum] = field(init=False)
    """What each file adds to the sum of the state; that of the full is known since level 2."""

    changed: list[set[str]] = field(init=False)
    """The tables that each file changes."""

    restated: list[dict[str, bytes]] = field(init=False)
    """The tables whose schema or counters each file has as they were, with one of the keys."""

    def __post_init__(self) -> None:
        """Have read nothing."""
        self.added = [self.files[0].trailer.state, *(StateSum() for _ in self.files[1:])]
        self.changed = [set() for _ in self.files]
        self.restated = [{} for _ in self.files]

    def entries(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values of the state."""
        for key, cells in merged_cells(self.files):
            value: bytes | None = None
            for at, cell in cells:
                value = self._changed(at, key, value, None if isinstance(cell, Mark) else cell)
            if value is not None:
                yield key, value

    def finish(self) -> None:
        """Refuse a file whose sum did not come out, or that restates without a change."""
        total = StateSum()
        for at, file in enumerate(self.files):
            total += self.added[at]
            check_state_sum(file, total)
            for table, key in self.restated[at].items():
                if table not in self.changed[at]:
                    raise _idle(file, key)

    def _changed(self, at: int, key: bytes, was: bytes | None, now: bytes | None) -> bytes | None:
        """Take one entry of a file into account, and return the value after it (HLD-041)."""
        if at == 0:
            return now
        if was == now:
            place = parse_key(key)
            if not isinstance(place, SchemaKey | CounterKey):
                raise _idle(self.files[at], key)
            self.restated[at][place.table] = key
            return now
        self.changed[at].add(parse_key(key).table)
        if now is not None:
            self.added[at] += column_sum([key], [now])
        if was is not None:
            self.added[at] -= column_sum([key], [was])
        return now


def _idle(file: File, key: bytes) -> Exception:
    """Return the refusal of an entry without which the file would say the same (HLD-042)."""
    return in_file(file, Finding(key, "the entry changes nothing in the parent's state", "HLD-042"))
