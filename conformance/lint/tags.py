"""Tags say what a case shows, for which profile, and what it needs (CNF-032)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conformance.book.casebook import Problem
from conformance.verdict.verdicts import BACKUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.book.casebook import Case
    from conformance.spec.chapter08 import Charter
    from conformance.spec.clauses import Clause

MOST_CLAUSES = 2
OF_BACKUPS = ("BKP-", "RST-")
"""How the clauses of chapters 04 and 05 begin."""


def tag_problems(case: Case, charter: Charter, clauses: Mapping[str, Clause]) -> Iterator[Problem]:
    """Yield what is missing, unknown or too much among the tags of a case."""
    if not 1 <= len(set(case.clauses)) <= MOST_CLAUSES:
        yield Problem(case.scenario_place, "a scenario carries the tags of one or two clauses")
    for clause in case.clauses:
        if clause not in clauses:
            yield Problem(case.scenario_place, f"there is no clause {clause}")
    if len(case.profiles) != 1 or case.profile not in charter.profiles:
        known = ", ".join(f"@{profile}" for profile in charter.profiles)
        tags = ", ".join(f"@{tag}" for tag in case.profiles) or "none"
        yield Problem(case.scenario_place, f"a case has exactly one profile of {known}, not {tags}")
    yield from _backup_problems(case)
    for need in sorted(case.needs - set(charter.capabilities)):
        yield Problem(case.scenario_place, f"there is no capability {need}")
    for tag, times in Counter(case.tags).items():
        if times > 1:
            yield Problem(case.scenario_place, f"@{tag} stands more than once")


def _backup_problems(case: Case) -> Iterator[Problem]:
    """Yield clauses with which backups are not to be judged (CNF-003)."""
    if case.profile == BACKUP:
        others = ", ".join(one for one in case.clauses if not one.startswith(OF_BACKUPS))
        if others:
            yield Problem(case.scenario_place, f"@backup: {others} is not of chapters 04 and 05")
