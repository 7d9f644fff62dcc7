"""Known deviations of a target: a list that is held to be exact (CNF-043)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from conformance.casebook import Case
    from conformance.verdicts import Outcome

UNREVIEWED = "not reviewed: "
"""What the reason of an entry begins with that nobody has read yet."""


class DeviationsError(ValueError):
    """The list cannot be used, or says something that cannot be true."""

    def __init__(self, path: Path, complaint: str) -> None:
        super().__init__(f"{path}: {complaint}")


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
            case Verdict.FAIL | Verdict.BLOCKED | Verdict.FAULT:
                return replace(outcome, verdict=Verdict.KNOWN_DEVIATION, reason=reason)
            case Verdict.PASS:
                listed = f"listed as a deviation: {reason}"
                return replace(outcome, verdict=Verdict.UNEXPECTED_PASS, reason=listed)
            case _:
                return outcome


NO_DEVIATIONS = Deviations({})


def read_deviations(path: Path, cases: Iterable[Case], capabilities: frozenset[str]) -> Deviations:
    """Return a list of deviations; an entry for nothing, or without a reason, is an error."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeviationsError(path, str(error)) from error
    if set(table) != {"deviations"} or not isinstance(table["deviations"], dict):
        raise DeviationsError(path, "expected one table, [deviations]")
    by_id = {case.id: case for case in cases}
    for case_id, reason in table["deviations"].items():
        if case_id not in by_id:
            raise DeviationsError(path, f"there is no case {case_id}")
        if not isinstance(reason, str) or not reason.strip():
            raise DeviationsError(path, f"{case_id} has no reason")
        if lacking := by_id[case_id].needs - capabilities:
            names = ", ".join(sorted(lacking))
            raise DeviationsError(path, f"{case_id} does not apply: it needs {names}")
    return Deviations(table["deviations"])


def written(outcomes: Iterable[Outcome]) -> str:
    """Return a list of everything that did not hold, each with a reason to be reviewed."""
    lines = ["[deviations]"]
    lines += [
        f"{_quoted(outcome.case.id)} = {_quoted(UNREVIEWED + outcome.reason)}"
        for outcome in outcomes
        if outcome.verdict in {Verdict.FAIL, Verdict.BLOCKED, Verdict.FAULT}
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped)
    return f'"{plain}"'
