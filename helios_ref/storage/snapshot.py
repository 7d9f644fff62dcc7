"""A snapshot: frozen layers, oldest first, read as one state (01-model, decision 0035)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, compress, takewhile
from operator import ne
from typing import Final

from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.layer import EMPTY, SILENT, TOMBSTONE, Cell, Layer, Mark

DEEP: Final = 32
"""How many layers a lookup asks at most before layers that are shared are squashed, too."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state: a map of keys to values that no later commit can change (MOD-001, MOD-003)."""

    layers: tuple[Layer, ...] = ()
    """Oldest first; where several speak of a key, the newest is heard."""

    carried: StateSum | None = field(default=None, compare=False)
    """The sum of the state, where every commit since was counted (HLD-040, decision 0041)."""

    @property
    def sum(self) -> StateSum:
        """Number of keys and checksum of the state: carried on, or else counted (HLD-040)."""
        return state_sum(self.image().values()) if self.carried is None else self.carried

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key`, or None when it has none."""
        for layer in reversed(self.layers):
            cell = layer.get(key)
            if cell is not SILENT:
                return None if isinstance(cell, Mark) else cell
        return None

    def cells(self, keys: Sequence[bytes]) -> list[Cell]:
        """Return for each of the keys its value, or TOMBSTONE; many at once are found fastest."""
        *older, newest = self.layers or (EMPTY,)
        found = newest.cells(keys)
        for layer in reversed(older):
            silent = [at for at, cell in enumerate(found) if cell is SILENT]
            if not silent:  # as a rule the newest layers speak of all that changed
                break
            for at, cell in zip(silent, layer.cells([keys[at] for at in silent]), strict=True):
                found[at] = cell
        return [TOMBSTONE if cell is SILENT else cell for cell in found]

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values with `start` <= key < `stop`, in key order."""
        if len(self.layers) == 1:
            cells: Iterable[tuple[bytes, Cell]] = self.layers[0].range(start, stop)
        else:
            merged: dict[bytes, Cell] = {}
            for layer in self.layers:
                merged.update(layer.range(start, stop))
            cells = ((key, merged[key]) for key in sorted(merged))
        return ((key, cell) for key, cell in cells if not isinstance(cell, Mark))

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield every key and value, in key order."""
        return self.range(b"", None)

    def image(self) -> Layer:
        """Return the whole state as one layer."""
        return reduce(lambda base, layer: layer.over(base), self.layers, EMPTY).image()

    def ordered(self) -> Layer:
        """Return the whole state as one layer, to be read once, in order of its keys."""
        oldest, *newer = self.layers or (EMPTY,)
        changes = reduce(lambda base, layer: layer.over(base), newer, EMPTY)
        return oldest.with_values(changes) or self.image()

    def push(self, layer: Layer, floor: int) -> Snapshot:
        """
        Return this snapshot with `layer` on top, the newest layers squashed.

        An older layer less than twice as large as its newer neighbour is merged with it, so that
        lookups stay logarithmic. The first `floor` layers stay as they are, because others share
        them, unless there are too many. The laws of `over` say that nobody can tell (MOD-003).
        """
        layers = [*self.layers, layer] if len(layer) else list(self.layers)
        if len(layers) > DEEP:  # branches of branches, a small change each
            floor = 0
        while len(layers) - floor > 1 and len(layers[-2]) < 2 * len(layers[-1]):
            newer = layers.pop()
            squashed = newer.over(layers.pop())
            layers.append(squashed if layers else squashed.image())
        before = self.carried if self.layers else StateSum()
        if before is None or layer.change is None:
            return Snapshot(tuple(layers))
        return Snapshot(tuple(layers), before + layer.change)


def shared_depth(ours: Snapshot, theirs: Snapshot) -> int:
    """Return how many of the oldest layers both snapshots hold in common."""
    pairs = zip(ours.layers, theirs.layers, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))


def difference(before: Snapshot, after: Snapshot) -> Layer:
    """
    Return the least layer that turns `before` into `after` (MOD-004).

    Layers that both share cannot differ; they only say where not to look.
    """
    shared = shared_depth(before, after)
    unshared = (*before.layers[shared:], *after.layers[shared:])
    # In order, because neighbours are found the fastest.
    touched = list(dict.fromkeys(chain.from_iterable(layer.keys() for layer in unshared)))
    was, now = before.cells(touched), after.cells(touched)
    return Layer(dict(compress(zip(touched, now, strict=True), map(ne, was, now))))
