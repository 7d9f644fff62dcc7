"""A database: branches by name, the catalog beside them, one writer at a time (01-model)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock, RLock
from typing import Final

from helios_ref.storage.layer import Cell, Layer
from helios_ref.storage.snapshot import Snapshot, shared_depth
from helios_ref.storage.turn import Turn

MAIN: Final = "main"
"""The branch that every database has and keeps (BRN-001)."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The most recent backup that this process took, with the state that it recorded."""

    key: bytes
    """Its key in the catalog."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Written:
    """Entries that a file holds, and the bytes that they are there: the same ones are the same."""

    keys: Sequence[bytes]
    cells: Sequence[Cell]
    content: int
    """Bytes of keys and values (HLD-027)."""

    data: bytes
    """The block (HLD-020)."""

    sha256: bytes
    """Its hash (HLD-031)."""


class Database:
    """What the sessions of one database share; every change of it is one assignment."""

    def __init__(self) -> None:
        """Hold one branch, `main`, and nothing else."""
        self.branches: dict[str, Snapshot] = {MAIN: Snapshot()}
        self._shared: dict[str, tuple[int, int]] = {}
        """How many layers each branch last gave another or got of one, and which was the newest."""
        self.catalog: dict[bytes, bytes] = {}
        """Keys `meta:backup:{id}`, of no branch: no restore or rollback reaches it (BKP-051)."""
        self.chains: dict[bytes, tuple[bytes, int]] = {}
        """For keys of the catalog, that of the chain's full, and how many members it has."""
        self.newest: Newest | None = None
        self.written: set[bytes] = set()
        """Roots of the backups that this process wrote, and need not be decoded to be believed."""
        self.blocks: Mapping[bytes, Written] = {}
        """Blocks of the most recent full, by first key: what did not change is written again."""
        self.replaced: Snapshot | None = None
        """What RESTORE replaced: the next commit lets go of it, not the reply (decision 0055)."""
        self.occupants: dict[Turn, str] = {}
        """The branch that each session is on, by its turn (BRN-005)."""
        self.holders: dict[str, Lock] = {}
        """Whose turn it is to write (BRN-020)."""
        self.recorder = RLock()
        """Held while a backup is taken, and while the catalog changes."""
        self.branch_lock = RLock()
        """Held for a moment while branches change, and never while a disk is asked (BKP-070)."""

    def share(self, branch: str, name: str) -> None:
        """Make the branch `name` with the state of `branch`, whose layers stay as they are."""
        snapshot = self.branches[branch]
        if layers := snapshot.layers:
            self._shared[branch] = self._shared[name] = len(layers), id(layers[-1])
        self.branches[name] = snapshot

    def floor(self, branch: str, *, keep_newest: bool = True) -> int:
        """Return how many of the oldest layers another branch or the newest backup may share."""
        snapshot = self.branches[branch]
        depth, layer = self._shared.get(branch, (0, 0))
        if [*map(id, snapshot.layers[depth - 1 : depth])] != [layer]:  # since restored or squashed
            depth = 0
        if keep_newest and self.newest is not None:
            depth = max(depth, shared_depth(snapshot, self.newest.snapshot))
        return depth

    def commit(self, branch: str, layer: Layer) -> None:
        """Make `layer` the newest of `branch`."""
        with self.branch_lock:
            self.branches[branch] = self.branches[branch].push(layer, self.floor(branch))
        self.replaced = None

    def settled(self, branch: str, state: Snapshot) -> Snapshot:
        """
        Squash what a branch shares with a state it had, as if the newest backup were none.

        The state is returned with those layers; commits that came since stay above them (BKP-070).
        """
        with self.branch_lock:
            now = self.branches[branch]
            depth = shared_depth(now, state)
            floor = min(self.floor(branch, keep_newest=False), depth)
            shared = Snapshot(state.layers[:floor])
            for layer in state.layers[floor:depth]:
                shared = shared.push(layer, floor)
            self.branches[branch] = replace(now, layers=(*shared.layers, *now.layers[depth:]))
            return replace(state, layers=(*shared.layers, *state.layers[depth:]))
