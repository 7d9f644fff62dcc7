"""Mutants of which no case needs to know, and why (tests/mutants/excused.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.mutants.mutant import Mutant

FILE: Final = Path(__file__).with_name("excused.toml")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One excuse."""

    module: str
    function: str
    reason: str
    change: str = ""
    """Empty for every change of the function."""

    def fits(self, mutant: Mutant) -> bool:
        """Tell whether it is about a mutant."""
        named = (self.module, self.function) == (mutant.module, mutant.function)
        return named and self.change in {"", mutant.change}

    def __str__(self) -> str:
        """Return it as mutants are named."""
        return f"{self.module}:{self.function}: {self.change or 'every change'}"


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: tuple[Entry, ...] = ()
    unobservable: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Excused:
    """All excuses."""

    equivalent: tuple[Entry, ...] = ()
    unobservable: tuple[Entry, ...] = ()

    def is_equivalent(self, mutant: Mutant) -> bool:
        """Tell whether nobody can tell a mutant from the engine."""
        return any(entry.fits(mutant) for entry in self.equivalent)

    def is_unobservable(self, mutant: Mutant) -> bool:
        """Tell whether no door can show a mutant."""
        return any(entry.fits(mutant) for entry in self.unobservable)

    def wrong(self, mutants: Iterable[Mutant]) -> Iterator[str]:
        """Yield what is wrong with the excuses, given every mutant there is."""
        known = tuple(mutants)
        for entry in (*self.equivalent, *self.unobservable):
            if not any(entry.fits(mutant) for mutant in known):
                yield f"{entry}: there is no such mutant"
            if not entry.reason.strip():
                yield f"{entry}: no reason is given"
        for entry in self.equivalent:
            if not entry.change:
                yield f"{entry}: an equivalent is one change"


def read(text: str | None = None) -> Excused:
    """Return the excuses that are written down."""
    given = FILE.read_text(encoding="utf-8") if text is None else text
    lists = msgspec.convert(tomllib.loads(given), _Lists)
    return Excused(lists.equivalent, lists.unobservable)
