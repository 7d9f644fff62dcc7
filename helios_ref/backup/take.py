"""What a backup's file holds: a whole state, or what changed since another backup (04-backup)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helios_ref.hldb.checksum import StateSum, state_sum
from helios_ref.storage.layer import Layer, Mark
from helios_ref.storage.snapshot import difference
from helios_ref.tables.keys import counter_key, parse_key, schema_key

if TYPE_CHECKING:
    from helios_ref.storage.database import Newest
    from helios_ref.storage.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries of a file, and the sum of the state that they lead to (HLD-041)."""

    entries: Layer
    state: StateSum


def full(state: Snapshot) -> Taken:
    """Return every key of a state (BKP-020)."""
    image = state.image()
    return Taken(image, state_sum(_values(image)))


def incremental(parent: Newest, state: Snapshot) -> Taken:
    """Return what turns the parent's state into this one, and what is restated (BKP-021)."""
    delta = difference(parent.snapshot, state)
    gone = [(key, was) for key, _ in delta.items() if (was := parent.snapshot.get(key)) is not None]
    before = StateSum(parent.keys, parent.checksum)
    after = before - state_sum(gone) + state_sum(_values(delta))
    return Taken(restated(delta, state).over(delta), after)


def restated(delta: Layer, state: Snapshot) -> Layer:
    """Return schema and counters of each table that exists and that `delta` changed (BKP-022)."""
    tables = {parse_key(key).table for key, _ in delta.items()}
    keys = [key for table in tables for key in (schema_key(table), counter_key(table))]
    return Layer({key: value for key in keys if (value := state.get(key)) is not None})


def _values(layer: Layer) -> list[tuple[bytes, bytes]]:
    """Return the keys and values of a layer, without its tombstones."""
    return [(key, cell) for key, cell in layer.items() if not isinstance(cell, Mark)]
