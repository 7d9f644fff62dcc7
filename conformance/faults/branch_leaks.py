"""Engines in which branches leak into each other (02e-transactions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.layer import Cell, Layer, Mark

if TYPE_CHECKING:
    from collections.abc import Callable


ENGINES = WrongEngines()


answering = ENGINES.answering


def spread(
    database: Database, source: str, layer: Layer, leaks: Callable[[bytes, Cell], bool]
) -> None:
    """Write the part of a commit that leaks to every other branch."""
    leaked = Layer({key: cell for key, cell in layer.items() if leaks(key, cell)})
    for name, snapshot in database.branches.items():
        if name != source:
            database.branches[name] = snapshot.push(leaked, len(snapshot.layers))


@answering("BRN-003", "database")
class LiveOverlayBranches(Database):
    """Let a branch read through to main, wherever it has changed nothing itself."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Write what was changed on main wherever a branch had the same as main."""
        before = self.branches[branch]
        super().commit(branch, layer)
        for name, snapshot in self.branches.items():
            if branch == MAIN != name:
                seen = {k: c for k, c in layer.items() if snapshot.get(k) == before.get(k)}
                self.branches[name] = snapshot.push(Layer(seen), len(snapshot.layers))


@answering("BRN-003", "database")
class BranchesWriteThrough(Database):
    """Write to main what is written on a branch."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Commit to main, too."""
        super().commit(branch, layer)
        if branch != MAIN:
            super().commit(MAIN, layer)


@answering("BRN-003", "database")
class LeakingDdl(Database):
    """Create a table on every branch at once."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Spread schemas and first counters."""
        super().commit(branch, layer)
        prefixes = (b"meta:table:", b"counter:")
        made = {k for k, c in layer.items() if k.startswith(prefixes) and not isinstance(c, Mark)}
        spread(self, branch, layer, lambda key, _: key in made)


@answering("BRN-003", "database")
class LeakingDrops(Database):
    """Drop a table on every branch at once."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Spread the tombstones of schemas."""
        super().commit(branch, layer)
        prefix = b"meta:table:"
        spread(self, branch, layer, lambda k, c: k.startswith(prefix) and isinstance(c, Mark))


@answering("BRN-003", "database")
class SharedCounters(Database):
    """Count for all branches together."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Spread counters."""
        super().commit(branch, layer)
        spread(self, branch, layer, lambda key, _: key.startswith(b"counter:"))


@answering("BRN-003", "database")
class SharedIndexes(Database):
    """Keep one index for all branches, so that a key is taken on all of them."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Spread index keys."""
        super().commit(branch, layer)
        spread(self, branch, layer, lambda key, _: key.startswith(b"index:"))
