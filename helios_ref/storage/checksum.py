"""The number of keys and the checksum of a state, which follow its changes (03-hldb)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import mul
from typing import Final
from zlib import crc32

_MODULUS: Final = 2**64
_AT_ONCE: Final = 4096
"""How many entries are summed at a time, so that the sum of a state takes no memory of its own."""


@dataclass(frozen=True, slots=True)
class StateSum:
    """Of a state, or of a part of one: sums of disjoint parts add up (HLD-040)."""

    keys: int = 0
    checksum: int = 0

    def __add__(self, other: StateSum) -> StateSum:
        """Return the sum of two parts that share no key."""
        return StateSum(self.keys + other.keys, (self.checksum + other.checksum) % _MODULUS)

    def __sub__(self, other: StateSum) -> StateSum:
        """Return the sum of what is left when a part is taken away."""
        return StateSum(self.keys - other.keys, (self.checksum - other.checksum) % _MODULUS)


def state_sum(state: Mapping[bytes, bytes]) -> StateSum:
    """Return the sum over keys and values (HLD-040)."""
    return column_sum(state, state.values())


def column_sum(keys: Collection[bytes], values: Iterable[bytes]) -> StateSum:
    """
    Return the sum over keys and the values beside them, many at once (HLD-040).

    The product of two numbers, each one more, is their product, both of them, and one.
    """
    total = len(keys)
    more_keys, more_values = iter(keys), iter(values)
    while of_keys := list(map(crc32, islice(more_keys, _AT_ONCE))):
        of_values = list(map(crc32, islice(more_values, _AT_ONCE)))
        total += sum(map(mul, of_keys, of_values)) + sum(of_keys) + sum(of_values)
    return StateSum(len(keys), total % _MODULUS)
