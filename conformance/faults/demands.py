"""What is demanded of the faults and of the cases that hunt them (CNF-050, CNF-055)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from conformance.book.casebook import Case
    from conformance.faults.fault import Fault

FEWEST: Final = 60
"""How many faults count, at least."""

SHARE: Final = 4
"""A fault that fails more than one case in so many counts for none."""

GUARDED: Final = ("documented", "backup", "reference", "hldb")
"""Profiles in which every case catches a fault."""

Catches = dict[str, frozenset[str]]
"""Which cases caught each fault, by its name."""


class Finding(Enum):
    """What the hunt says of a fault."""

    CAUGHT = "caught"
    UNCAUGHT = "uncaught"
    MISSED = "missed"
    """By a case that is named for it."""

    BLUNT = "blunt"
    """It fails too many cases to say anything about them."""

    TWIN = "twin"
    """Another fault is caught by exactly the same cases."""


LOOSE: Final = (Finding.UNCAUGHT, Finding.MISSED)
"""What is said of a fault that got past a case."""


def hunters(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return the cases that hunt: all but those that are about chapter 02 alone."""
    return tuple(
        case
        for case in cases
        if case.profile in GUARDED or not all(one.startswith("SQL-") for one in case.clauses)
    )


def finding(
    name: str, catches: Catches, named: Mapping[str, Sequence[str]], limit: int | None
) -> Finding:
    """Return what to say of one fault; `limit` is None where not all cases ran."""
    noticed = catches[name]
    if not noticed:
        return Finding.UNCAUGHT
    if not noticed.issuperset(named.get(name, ())):
        return Finding.MISSED
    if limit is None:
        return Finding.CAUGHT
    if len(noticed) > limit:
        return Finding.BLUNT
    twins = [other for other, cases in catches.items() if cases == noticed]
    return Finding.TWIN if len(twins) > 1 else Finding.CAUGHT


def silent(
    fault: Fault, noticed: Collection[str], ran: Iterable[Case], named: Sequence[str]
) -> list[str]:
    """Return the cases that let a fault through: named for it or of its clause, ran, and silent."""
    return [
        case.id
        for case in ran
        if case.id not in noticed and (case.id in named if named else fault.clause in case.clauses)
    ]


def limit_of(cases: Sequence[Case]) -> int:
    """Return how many cases a fault may fail and count."""
    return len(cases) // SHARE


def lacks(catches: Catches, faults: Mapping[str, Fault], cases: Sequence[Case]) -> Iterator[str]:
    """Yield what a hunt with all cases shows to be missing."""
    blunt = {name for name, noticed in catches.items() if len(noticed) > limit_of(cases)}
    if len(catches) - len(blunt) < FEWEST:
        yield f"{len(catches) - len(blunt)} faults count, and {FEWEST} are demanded"
    clauses = {case.id: case.clauses for case in cases}
    for name, noticed in catches.items():
        clause = faults[name].clause
        about = any(clause in known for known in clauses.values())
        if about and not any(clause in clauses[case] for case in noticed):
            yield f"{name} breaks {clause}, and no case of {clause} catches it"
    caught = {case for name, noticed in catches.items() if name not in blunt for case in noticed}
    for case in cases:
        if case.profile in GUARDED and case.id not in caught:
            yield f"{case.id} catches no fault: {case.title}"


def unwritten(catches: Catches, named: Mapping[str, Sequence[str]]) -> int:
    """Return how many catches the file does not name yet."""
    return sum(len(noticed.difference(named.get(name, ()))) for name, noticed in catches.items())
