"""What a backup's file holds: a whole state, or what changed since one (decisions 0033, 0041)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.storage.checksum import StateSum
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables import keys as k


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries of a file, and the sum of the state that they lead to (HLD-041)."""

    entries: Layer
    state: StateSum


def full(state: Snapshot) -> Taken:
    """Return every key of a state, and the sum that was carried on with it (BKP-020)."""
    return Taken(state.ordered(), state.sum)


def incremental(parent: Newest, state: Snapshot) -> Taken:
    """
    Return what turns the parent's state into this one, and what is restated (BKP-021).

    Of two states it does not matter whether one came of the other (BKP-024), and of two that are
    equal nothing is left (BKP-026).
    """
    delta = difference(parent.snapshot, state)
    return Taken(restated(delta, state).over(delta), state.sum)


def restated(delta: Layer, state: Snapshot) -> Layer:
    """Return schema and counters of each table that is there and changed (BKP-022, HLD-043)."""
    tables = dict.fromkeys(place.table for place, _ in k.runs(delta.keys()))
    keys = [key for table in tables for key in (k.schema_key(table), k.counter_key(table))]
    return Layer({key: value for key in keys if (value := state.get(key)) is not None})
