"""A fault: one changed function of the reference, with one documented vice (08-conformance)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Wrong = TypeVar("Wrong", bound="Callable[..., object]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A deliberately wrong engine: the reference, but for one function."""

    name: str
    clause: str
    """The clause that it breaks; a case of this clause has to notice (CNF-050)."""

    target: str
    """The dotted name of the function that is replaced."""

    wrong: object
    """What stands in its place."""

    vice: str
    """What it does wrong, in a sentence."""

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Be wrong while the body runs."""
        with patch(self.target, self.wrong):
            yield


class Shelf:
    """The faults of one module, in the order in which they stand there."""

    def __init__(self) -> None:
        """Hold none yet."""
        self.faults: list[Fault] = []

    def fault(self, clause: str, target: str) -> Callable[[Wrong], Wrong]:
        """Keep a function as a fault; its docstring is the vice."""

        def keep(wrong: Wrong) -> Wrong:
            vice = " ".join((wrong.__doc__ or "").split())
            name = wrong.__name__.replace("_", "-")
            self.faults.append(Fault(name, clause, target, wrong, vice))
            return wrong

        return keep
