"""What a backup's file holds: a whole state, or what changed since another (decision 0033)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from helios_ref.hldb.checksum import StateSum, column_sum, state_sum
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot, difference, shared_depth
from helios_ref.tables import keys as k


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries of a file, and the sum of the state that they lead to (HLD-041)."""

    entries: Layer
    state: StateSum
    counted: int | None = None
    """Bytes of the values of that state, where they are known without a look at each."""

    @property
    def value_bytes(self) -> int:
        """Bytes of the values of a full: its file is longer (BKP-066)."""
        if self.counted is not None:
            return self.counted
        return sum(map(len, cast("list[bytes]", self.entries.columns()[1])))


def full(state: Snapshot, known: Newest | None = None) -> Taken:
    """Return every key of a state (BKP-020), its sums carried on from a backup that is near."""
    image = state.ordered()
    if known is None or not shared_depth(known.snapshot, state):
        keys, values = image.columns()
        return Taken(image, column_sum(keys, cast("list[bytes]", values)))
    return Taken(image, *_after(known, difference(known.snapshot, state)))


def incremental(parent: Newest, state: Snapshot) -> Taken:
    """Return what turns the parent's state into this one, and what is restated (BKP-021)."""
    delta = difference(parent.snapshot, state)
    return Taken(restated(delta, state).over(delta), *_after(parent, delta))


def _after(known: Newest, delta: Layer) -> tuple[StateSum, int | None]:
    """Return sum and bytes of the values of a state, given one and what differs (HLD-040)."""
    gone, new = known.snapshot.among(delta.keys()), delta.values()
    state = StateSum(known.keys, known.checksum) - state_sum(gone) + state_sum(new)
    if known.value_bytes is None:
        return state, None
    return state, known.value_bytes - _bytes(gone) + _bytes(new)


def _bytes(values: Mapping[bytes, bytes]) -> int:
    return sum(map(len, values.values()))


def restated(delta: Layer, state: Snapshot) -> Layer:
    """Return schema and counters of each table that exists and that `delta` changed (BKP-022)."""
    tables = dict.fromkeys(place.table for place, _ in k.runs(delta.keys()))
    keys = [key for table in tables for key in (k.schema_key(table), k.counter_key(table))]
    return Layer({key: value for key in keys if (value := state.get(key)) is not None})
