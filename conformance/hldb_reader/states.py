"""States, their checksum, and the entries of a full and of an incremental (HLD-040, HLD-043)."""

from collections.abc import Mapping
from zlib import crc32

from conformance.hldb_reader.keys import counters_key, parse_key, schema_key
from conformance.hldb_reader.layout import SUMS
from conformance.hldb_reader.records import Entry, State


def term(key: bytes, value: bytes) -> int:
    """What a key and its value add to the checksum of a state (HLD-040)."""
    return (crc32(key) + 1) * (crc32(value) + 1)


def checksum(values: Mapping[bytes, bytes]) -> int:
    """The checksum of the state that holds these keys and values (HLD-040)."""
    return sum(term(key, value) for key, value in values.items()) % SUMS


def state_of(values: Mapping[bytes, bytes]) -> State:
    """A state in key order, with its checksum (MOD-001, HLD-040)."""
    return State(dict(sorted(values.items())), checksum(values))


def full(state: Mapping[bytes, bytes]) -> tuple[Entry, ...]:
    """The entries of a full: every key of the state, in order (HLD-021, HLD-026)."""
    return tuple(Entry(key, state[key]) for key in sorted(state))


def difference(old: Mapping[bytes, bytes], new: Mapping[bytes, bytes]) -> tuple[Entry, ...]:
    """
    The entries of an incremental: the least layer from old to new (MOD-004).

    Each table of which it speaks and which exists in the new state is restated (HLD-043).
    """
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    tables = {parse_key(key).table for key in changed}
    restated = {key for table in tables for key in (schema_key(table), counters_key(table))}
    listed = changed | (restated & new.keys())
    return tuple(Entry(key, new.get(key)) for key in sorted(listed))
