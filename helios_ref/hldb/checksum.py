"""The number of keys and the checksum of a state, which follow its changes (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_MODULUS: Final = 2**64


@dataclass(frozen=True, slots=True)
class StateSum:
    """Of a state, or of a part of one: sums of disjoint parts add up (HLD-040)."""

    keys: int = 0
    checksum: int = 0

    def plus(self, key: bytes, value: bytes) -> StateSum:
        """Return the sum after `key`, which had no value, got `value` (HLD-040)."""
        return StateSum(self.keys + 1, (self.checksum + _weight(key, value)) % _MODULUS)

    def minus(self, key: bytes, value: bytes) -> StateSum:
        """Return the sum after `key` lost its `value` (HLD-040)."""
        return StateSum(self.keys - 1, (self.checksum - _weight(key, value)) % _MODULUS)

    def __add__(self, other: StateSum) -> StateSum:
        """Return the sum of two parts that share no key."""
        return StateSum(self.keys + other.keys, (self.checksum + other.checksum) % _MODULUS)

    def __sub__(self, other: StateSum) -> StateSum:
        """Return the sum of what is left when a part is taken away."""
        return StateSum(self.keys - other.keys, (self.checksum - other.checksum) % _MODULUS)


def state_sum(entries: Iterable[tuple[bytes, bytes]]) -> StateSum:
    """Return the sum over many keys and values at once (HLD-040)."""
    keys = total = 0
    for key, value in entries:
        total += (crc32(key) + 1) * (crc32(value) + 1)
        keys += 1
    return StateSum(keys, total % _MODULUS)


def _weight(key: bytes, value: bytes) -> int:
    """Return what one entry adds to the checksum of its state (HLD-040)."""
    return (crc32(key) + 1) * (crc32(value) + 1)
