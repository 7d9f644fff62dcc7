"""What is multiplied: features of a state, places in a chain, ways back, how often (CNF-057)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from conformance.book.ways import WAYS, restored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.book.casebook import Case, Step

SHOWN_BY: Final[Mapping[str, str]] = {
    "SMALLINT": "Ways1[1]",
    "INT": "Ways2[2]",
    "BIGINT beyond 2^53": "Ways1[1]",
    "DECIMAL, its digits": "Ways1[1]",
    "DECIMAL, its scale": "Ways1[1]",
    "REAL": "Ways1[1]",
    "FLOAT8": "Ways1[1]",
    "BOOLEAN": "Ways1[1]",
    "TEXT as it is composed": "Ways1[2]",
    "VARCHAR with its blanks": "Ways1[2]",
    "JSON as it is written": "Ways1[2]",
    "NULL": "Ways1[2]",
    "DATE": "Ways1[3]",
    "TIMESTAMP to the microsecond": "Ways1[3]",
    "BYTEA": "Ways1[3]",
    "UUID": "Ways1[3]",
    "NOT NULL": "Ways2[1]#NOT NULL",
    "PRIMARY KEY": "Ways2[1]#PRIMARY KEY",
    "UNIQUE": "Ways2[1]#UNIQUE",
    "CREATE UNIQUE INDEX": "Ways2[1]#CREATE UNIQUE INDEX",
    "CHECK": "Ways2[1]#CHECK",
    "VARCHAR, its length": "Ways2[1]#VARCHAR",
    "DECIMAL, its precision": "Ways2[1]#DECIMAL",
    "CREATE INDEX": "Ways2[1]#CREATE INDEX",
    "DEFAULT": "Ways2[2]",
    "DEFAULT, an expression": "Ways2[2]",
    "NULL where it is UNIQUE": "Ways2[2]",
    "the next row id": "Ways2[2]",
    "the next number of a SERIAL": "Ways2[3]",
    "a name that begins another": "Ways3[1]",
    "a name that keys escape": "Ways3[1]",
    "a key of 4,096 bytes": "Ways3[2]",
    "a value of 16 MiB": "Ways3[3]",
    "rows of a second block": "Ways3[4]",
    "the first entry of a second block": "Ways3[4]",
    "deletions of a second block": "Ways3[5]",
}
"""Features of a state, each with how the IDs of the cases begin that ask for it."""

PLACES: Final = ("a full", "an incremental", "an incremental on top", "a chain on top")
"""Where the table was made: in what is restored, or one or more backups below it."""

TIMES: Final = ("once", "again")
"""How often there was a restore; again is the fourth time."""

AGAIN: Final = 4
_BACKUP: Final = re.compile(r"an? (?P<kind>full|incremental) backup \$(?P<name>\w+)")
DELETIONS: Final = "deletions of a second block"


@dataclass(frozen=True, slots=True)
class Product:
    """One of each that is multiplied; a pair has only two of them."""

    feature: str | None = None
    place: str | None = None
    way: str | None = None
    times: str | None = None

    def __str__(self) -> str:
        """Return what it has, in words."""
        return ", ".join(one for one in self.factors.values() if one is not None)

    @property
    def factors(self) -> Mapping[str, str | None]:
        """What it is the product of, by the names of the factors."""
        return {
            "feature": self.feature,
            "place": self.place,
            "way": self.way,
            "times": self.times,
        }

    def covers(self, pair: Product) -> bool:
        """Whether a pair is a part of it."""
        return all(one in {None, self.factors[name]} for name, one in pair.factors.items())


LEVELS: Final[Mapping[str, Sequence[str]]] = {
    "feature": tuple(SHOWN_BY),
    "place": PLACES,
    "way": tuple(WAYS),
    "times": TIMES,
}
"""Every factor with what it may be."""


def pairs() -> Iterator[Product]:
    """Yield every two that can come together."""
    for one, other in combinations(LEVELS, 2):
        for first in LEVELS[one]:
            for second in LEVELS[other]:
                if (first, second) not in {(DELETIONS, place) for place in PLACES[:2]}:
                    yield Product(**{one: first, other: second})


def products(case: Case) -> tuple[Product, ...]:
    """Return what a case multiplies: a product for each feature of the state it asks for."""
    steps = [said for step in case.steps if (said := restored(step.text))]
    if len(steps) != 1:
        return ()
    [said] = steps
    place = _place(case.steps, said.name)
    if place is None:
        return ()
    times = TIMES[said.times >= AGAIN]
    return tuple(
        Product(feature, place, said.way, times)
        for feature, begins in SHOWN_BY.items()
        if case.id.startswith(begins)
    )


def covering(cases: Iterable[Case]) -> Mapping[Product, tuple[Case, ...]]:
    """Return for each pair the cases that cover it."""
    multiplied = [(case, products(case)) for case in cases]
    return {
        pair: tuple(case for case, found in multiplied if any(one.covers(pair) for one in found))
        for pair in pairs()
    }


def _place(steps: Sequence[Step], name: str) -> str | None:
    """Return where in the chain of a backup the table was made; None where no phrase takes it."""
    made, chain = 0, list[int]()
    for at, step in enumerate(steps):
        backup = _BACKUP.fullmatch(step.text)
        if backup is None:
            makes = any(one.startswith("CREATE TABLE") for one in step.statements)
            made = at if makes and not made else made
            continue
        chain = [at] if backup["kind"] == "full" else [*chain, at]
        if backup["name"] == name:
            break
    if not chain:
        return None
    if len(chain) == 1:
        return PLACES[0]
    if made > chain[-2]:
        return PLACES[1]
    return PLACES[min(len(chain), 3)]
