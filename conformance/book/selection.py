"""Which cases are meant: by ID, feature, profile, clause, or a share of them (CNF-070)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.book.nearest import hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.book.casebook import Case

_NUMBER = re.compile(r"\[(\d+)\]$")


class NoSuchCaseError(LookupError):
    """A word means no case."""

    def __init__(self, word: str, cases: Sequence[Case]) -> None:
        super().__init__(f"there is no case {word}{_advice(word, cases)}")


class NoSuchClauseError(LookupError):
    """A word means no clause, or one that no case shows."""

    def __init__(self, word: str, clauses: Iterable[str]) -> None:
        known = [*clauses]
        lacks = "no case shows" if word in known else "there is no clause"
        super().__init__(f"{lacks} {word}{'' if word in known else hint(word, known)}")


def selected(
    cases: Iterable[Case], profiles: Iterable[str] = (), wanted: Iterable[str] = ()
) -> tuple[Case, ...]:
    """Return the cases of some profiles, or of some words; all where nothing is asked for."""
    found = [case for case in cases if not profiles or case.profile in profiles]
    if not wanted:
        return tuple(found)
    for word in wanted:
        if not any(is_called(case, word) for case in found):
            raise NoSuchCaseError(word, found)
    return tuple(case for case in found if any(is_called(case, word) for word in wanted))


def showing(
    cases: Iterable[Case], words: Iterable[str], clauses: Mapping[str, object]
) -> tuple[Case, ...]:
    """Return the cases that show one of these clauses; all where none is asked for."""
    found = tuple(cases)
    patterns = [_pattern(word) for word in words]
    for word, pattern in zip(words, patterns, strict=True):
        if not any(map(pattern.fullmatch, (one for case in found for one in case.clauses))):
            raise NoSuchClauseError(word, clauses)
    if not patterns:
        return found
    return tuple(
        case
        for case in found
        if any(pattern.fullmatch(one) for pattern in patterns for one in case.clauses)
    )


def is_called(case: Case, word: str) -> bool:
    """Whether a word, perhaps with `*` and `?`, means a case: its ID, scenario or feature."""
    scenario = case.scenario_id
    names = (case.id, scenario, scenario.partition("[")[0])
    if "*" not in word and "?" not in word:
        return word in names
    pattern = _pattern(word)
    return word in names or any(pattern.fullmatch(name) for name in names)


def _pattern(word: str) -> re.Pattern[str]:
    """Return what a word matches; brackets, which every ID has, stand for themselves."""
    return re.compile(re.escape(word).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def _advice(word: str, cases: Sequence[Case]) -> str:
    """Return what there is instead: the rows of a scenario, the numbers of a feature, a name."""
    scenario = word.partition("#")[0]
    feature = scenario.partition("[")[0]
    ids = [case.id for case in cases]
    rows = [one.partition("#")[2] for one in ids if one.startswith(f"{scenario}#")]
    if rows:
        return f"; {scenario} has #{', #'.join(rows)}"
    scenarios = dict.fromkeys(one.partition("#")[0] for one in ids)
    if scenario in scenarios:
        return f"; {scenario} has no rows"
    own = [one for one in scenarios if one.partition("[")[0] == feature]
    if own:
        return f"; {feature} has {', '.join(_runs(own))}"
    near = hint(feature, (one.partition("[")[0] for one in scenarios))
    return near or "; helios-conformance list shows them all"


def _runs(scenarios: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of scenarios, those that follow each other together."""
    numbers = sorted(int(found[1]) for one in scenarios if (found := _NUMBER.search(one)))
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield f"[{number}]" if place == first else f"[{numbers[first]}] to [{number}]"
            first = place + 1
