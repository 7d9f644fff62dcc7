"""Choices that a seed makes, the same each time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Choice = TypeVar("Choice")


class Dice:
    """What a generator asks wherever it could go on in several ways."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self._random = Random(seed)  # noqa: S311  # it must be possible to throw them again
        self._fresh = 0

    def chance(self, share: float) -> bool:
        """Answer yes in this share of the cases."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """Return one of the numbers, both ends included."""
        return self._random.randint(low, high)

    def one(self, choices: Sequence[Choice]) -> Choice:
        """Return one of several."""
        return self._random.choice(choices)

    def weighted(self, choices: Sequence[tuple[int, Choice]]) -> Choice:
        """Return one of several, the heavier the likelier."""
        weights = [weight for weight, _ in choices]
        return self._random.choices([choice for _, choice in choices], weights)[0]

    def some(self, choices: Sequence[Choice], low: int, high: int) -> list[Choice]:
        """Return so many different ones, in any order."""
        high = min(high, len(choices))
        return self._random.sample(choices, self.number(min(low, high), high))

    def fresh(self, letter: str) -> str:
        """Return a name that was not given before."""
        self._fresh += 1
        return f"{letter}{self._fresh}"
