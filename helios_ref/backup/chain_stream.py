"""The files of a chain in order of their keys, and what each makes of the one before (03)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from helios_ref.backup import files as disk
from helios_ref.backup.chain import Member, named
from helios_ref.backup.corruption import in_file
from helios_ref.errors import ChainBrokenError
from helios_ref.hldb.merge import Neighbours, windows
from helios_ref.hldb.read_blocks import File, check_state_sum, open_file
from helios_ref.hldb.stored_layer import StoredFile
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.layer import TOMBSTONE, Cell, KeyColumns, Layer, values
from helios_ref.tables.described import Finding
from helios_ref.tables.keys import COUNTERS, SCHEMAS, CounterKey, SchemaKey, parse_key, runs, under


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


def read_by_block(member: Member) -> StoredFile:
    """Return a file to be read by the block, which still is the one whose links were followed."""
    with disk.reading(member.path, member.backup_id) as found:
        source = ClosedFile(member.path, member.backup_id, found.size)
    return StoredFile(same(open_file(source, member.path), member))


def same(file: File, member: Member) -> File:
    """Return the file if it still is the one whose links were followed (RST-011)."""
    if file.root != member.trailer.root:
        reason = f"another file, with the root {file.root.hex()}, was put there meanwhile"
        raise ChainBrokenError(member.backup_id, named(member.link), member.path, reason)
    return file


def describing(*files: StoredFile) -> dict[bytes, Cell]:
    """Return the counters and schemas that files lead to; the indexes say where they are."""
    found: dict[bytes, Cell] = {}
    for file in files:
        for prefix in (COUNTERS, SCHEMAS):
            for columns in file.parts(*under(prefix)):
                found.update(zip(*columns, strict=True))
    return dict(sorted(found.items()))


class Merged:
    """Files that are read beside each other, a full first, each of which passed level 2."""

    __slots__ = ("_added", "_changed", "_files", "_idle")

    def __init__(self, files: Sequence[StoredFile]) -> None:
        """Have read nothing."""
        self._files = files
        self._added = [files[0].file.trailer.state, *(StateSum() for _ in files[1:])]
        """What each adds to the sum of the state; that of the full is known since level 2."""
        self._changed: list[set[str]] = [set() for _ in files]
        """The tables that each changes."""
        self._idle: list[list[bytes]] = [[] for _ in files]
        """Keys, in order, that each has as they were; the first of those that none may restate."""

    def parts(self) -> Iterator[KeyColumns]:
        """Return keys and values of the state that comes out, of each file a block at a time."""
        starts = (start for file in self._files for start in file.starts(b"", None))
        parts = [file.parts(b"", None) for file in self._files]
        return filter(itemgetter(0), map(self._state, windows(parts, starts)))

    def finish(self) -> None:
        """Refuse the first file with an entry that changes nothing, or a sum that is another."""
        total = StateSum()
        for at, file in enumerate(stored.file for stored in self._files):
            for key in self._idle[at]:
                place = parse_key(key)
                restated = isinstance(place, SchemaKey | CounterKey)
                if not restated or place.table not in self._changed[at]:
                    reason = "the entry changes nothing in the parent's state"
                    raise in_file(file, Finding(key, reason, "HLD-042"))
            total += self._added[at]
            check_state_sum(file, total)

    def _state(self, window: Neighbours) -> KeyColumns:
        """Return the state of neighbouring keys, their changes taken into account (HLD-041)."""
        if [at for at, _ in window] == [0]:
            return window[0][1]
        state: dict[bytes, Cell] = {}
        for at, columns in window:
            cells = dict(zip(*columns, strict=True))
            if at == 0:
                state = cells
            else:
                self._change(at, cells, state)
        return Layer(values(state)).columns()

    def _change(self, at: int, cells: dict[bytes, Cell], state: dict[bytes, Cell]) -> None:
        """Let the entries of a file change the state (HLD-042)."""
        was = {key: state.get(key, TOMBSTONE) for key in cells}
        idle = {key for key, cell in cells.items() if was[key] == cell}
        for key in sorted(idle):
            self._idle[at].append(key)
            if not isinstance(parse_key(key), SchemaKey | CounterKey):
                break
        changed = [key for key in cells if key not in idle]
        self._changed[at].update(place.table for place, _ in runs(changed))
        self._added[at] += state_sum(values(cells)) - state_sum(values(was))
        state.update(cells)
