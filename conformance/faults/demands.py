"""What is demanded of the wrong engines and of the cases that hunt them (CNF-050, CNF-055)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from conformance.book.casebook import Case
    from conformance.faults.wrong_engine import WrongEngine

FEWEST: Final = 60
"""How many engines count, at least."""

SHARE: Final = 4
"""An engine that fails more than one case in so many counts for none."""

GUARDED: Final = ("documented", "backup", "reference", "hldb")
"""Profiles in which every case catches an engine."""

Catches = dict[str, frozenset[str]]
"""Which cases caught each engine, by its name."""


class Breach(Enum):
    """What the hunt says of an engine."""

    CAUGHT = "caught"
    UNCAUGHT = "uncaught"
    MISSED = "missed"
    """By a case that is named for it."""

    BROKEN = "broken"
    """It fails a case that is not named for it, where only those were to be failed."""

    BLUNT = "blunt"
    """It fails too many cases to say anything about them."""

    TWIN = "twin"
    """Another engine is caught by exactly the same cases."""


LOOSE: Final = (Breach.UNCAUGHT, Breach.MISSED)
"""What is said of an engine that got past a case."""


def hunters(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return the cases that hunt: all but those that are about chapter 02 alone."""
    return tuple(
        case
        for case in cases
        if case.profile in GUARDED or not all(one.startswith("SQL-") for one in case.clauses)
    )


def finding(
    name: str, catches: Catches, named: Mapping[str, Sequence[str]], limit: int | None
) -> Breach:
    """Return what to say of one engine; `limit` is None where only those named and controls ran."""
    noticed = catches[name]
    if not noticed:
        return Breach.UNCAUGHT
    if not noticed.issuperset(named.get(name, ())):
        return Breach.MISSED
    if limit is None:
        return Breach.CAUGHT if noticed.issubset(named.get(name, ())) else Breach.BROKEN
    if len(noticed) > limit:
        return Breach.BLUNT
    twins = [other for other, cases in catches.items() if cases == noticed]
    return Breach.TWIN if len(twins) > 1 else Breach.CAUGHT


def silent(
    engine: WrongEngine, noticed: Collection[str], ran: Iterable[Case], named: Sequence[str]
) -> list[str]:
    """Return the silent cases: named for an engine, or of its clause, run and passed."""
    return [
        case.id
        for case in ran
        if case.id not in noticed and (case.id in named if named else engine.clause in case.clauses)
    ]


def limit_of(cases: Sequence[Case]) -> int:
    """Return how many cases an engine may fail and count."""
    return len(cases) // SHARE


def lacks(
    catches: Catches, engines: Mapping[str, WrongEngine], cases: Sequence[Case]
) -> Iterator[str]:
    """Yield what a hunt with all cases shows to be missing."""
    blunt = {name for name, noticed in catches.items() if len(noticed) > limit_of(cases)}
    if len(catches) - len(blunt) < FEWEST:
        yield f"{len(catches) - len(blunt)} wrong engines count, and {FEWEST} are demanded"
    clauses = {case.id: case.clauses for case in cases}
    for name, noticed in catches.items():
        clause = engines[name].clause
        about = any(clause in known for known in clauses.values())
        if about and not any(clause in clauses[case] for case in noticed):
            yield f"{name} breaks {clause}, and no case of {clause} catches it"
    caught = {case for name, noticed in catches.items() if name not in blunt for case in noticed}
    for case in cases:
        if case.profile in GUARDED and case.id not in caught:
            yield f"{case.id} catches no wrong engine: {case.title}"


def unwritten(catches: Catches, named: Mapping[str, Sequence[str]]) -> int:
    """Return how many catches the file does not name yet."""
    return sum(len(noticed.difference(named.get(name, ()))) for name, noticed in catches.items())
