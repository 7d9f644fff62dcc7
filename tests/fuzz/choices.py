"""Where a fuzzer's decisions come from: a seed, or the bytes that a guide hands in."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Choices(Protocol):
    """A stream of decisions."""

    def below(self, limit: int) -> int:
        """Return a number from 0 to below `limit`."""


class Seeded:
    """Decisions that follow from a seed."""

    def __init__(self, seed: int) -> None:
        """Begin at a seed."""
        self._random = Random(seed)  # noqa: S311  # repeatable, not secret

    def below(self, limit: int) -> int:
        """Return a number from 0 to below `limit`."""
        return int(self._random.random() * limit)


class Guided:
    """Decisions that follow from bytes; 0 for ever after their end."""

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._data = iter(data)

    def below(self, limit: int) -> int:
        """Return a number from 0 to below `limit`, of as many bytes as it takes."""
        number, span = 0, 1
        while span < limit:
            number = number * 256 + next(self._data, 0)
            span *= 256
        return number % limit


def one_of(choices: Choices, among: Sequence[T]) -> T:
    """Return one of several things, each as likely as the others."""
    return among[choices.below(len(among))]


def some_bytes(choices: Choices, most: int) -> bytes:
    """Return a few bytes, of those that mean something more often than of others."""
    return bytes(
        one_of(choices, TELLING) if choices.below(2) else choices.below(256)
        for _ in range(choices.below(most + 1))
    )


TELLING = b"\x00\x01\x02\x04\x7f\x80\x90\x91\x92\xa0\xc0\xc2\xc3\xca\xcb\xcc\xcd\xd9\xff:%09af"
"""Bytes at the borders of what MessagePack, keys and lengths tell apart."""
