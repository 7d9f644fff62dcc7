"""Known deviations of a target: a list that is held to be exact (CNF-043)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from conformance.spec.given_file import GivenFileError, given_toml
from conformance.verdict.outcome_text import observed
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case
    from conformance.verdict.verdicts import Outcome


class DeviationsError(GivenFileError):
    """The list cannot be used, or says something that cannot be true."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way in which a target deviates, and the cases that show it."""

    reason: str
    observed: dict[str, str]
    """What came instead, by case."""

    link: str = ""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list as it stands in a file."""

    deviations: list[Entry]


@dataclass(frozen=True, slots=True)
class Deviations:
    """Why cases are known not to hold, by case; of no file, an empty list."""

    reasons: Mapping[str, str]

    def expected_of(self, outcome: Outcome) -> Outcome:
        """Return an outcome as the list makes it: known, or not to be expected (CNF-040)."""
        reason = self.reasons.get(outcome.case.id)
        if reason is None:
            return outcome
        match outcome.verdict:
            case Verdict.FAIL | Verdict.BLOCKED:
                return replace(outcome, verdict=Verdict.KNOWN_DEVIATION, reason=reason)
            case Verdict.PASS:
                listed = f"listed as a deviation: {reason}"
                return replace(outcome, verdict=Verdict.UNEXPECTED_PASS, reason=listed)
            case _:  # a fault never satisfies an entry
                return outcome


NO_DEVIATIONS = Deviations({})


def read_entries(path: Path) -> list[Entry]:
    """Return a list of deviations as it is written."""
    try:
        return msgspec.convert(given_toml(path), Written).deviations
    except msgspec.ValidationError as error:
        raise DeviationsError(path, str(error)) from error


def read_deviations(path: Path, cases: Iterable[Case], capabilities: frozenset[str]) -> Deviations:
    """Return a list of deviations; an entry for nothing, or without a reason, is an error."""
    entries = read_entries(path)
    for complaint in _complaints(entries, {case.id: case for case in cases}, capabilities):
        raise DeviationsError(path, complaint)
    return Deviations({case: entry.reason for entry in entries for case in entry.observed})


def _complaints(
    entries: list[Entry], by_id: Mapping[str, Case], capabilities: frozenset[str]
) -> Iterator[str]:
    """Yield what is not exact."""
    times = Counter(case_id for entry in entries for case_id in entry.observed)
    yield from (f"{case_id} is listed twice" for case_id, count in times.items() if count > 1)
    for entry in entries:
        if not entry.observed:
            yield f"no case shows that {entry.reason}"
        for case_id in entry.observed:
            if case_id not in by_id:
                yield f"there is no case {case_id}"
            elif lacking := by_id[case_id].needs - capabilities:
                yield f"{case_id} does not apply: it needs {', '.join(sorted(lacking))}"
            elif not entry.reason.strip():
                yield f"{case_id} has no reason"


def written(outcomes: Iterable[Outcome]) -> str:
    """Return a list of everything that did not hold; its reasons are for people to write."""
    apart = {Verdict.FAIL, Verdict.BLOCKED}
    lines = [
        f"{_quoted(outcome.case.id)} = {_quoted(observed(outcome))}"
        for outcome in outcomes
        if outcome.verdict in apart
    ]
    if not lines:
        return "deviations = []\n"
    return "\n".join(("[[deviations]]", 'reason = ""', "", "[deviations.observed]", *lines, ""))


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped)
    return f'"{plain}"'
