"""The profile documented asks for nothing that the source does not say (CNF-002)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.casebook import Problem
from conformance.book.statements import is_backup
from conformance.verdict.verdicts import DOCUMENTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.book.casebook import Case
    from conformance.spec.clauses import Clause

TIME_PASSES = ("a second has passed", "a new database")
TAKES_BACKUP = ("a full backup $", "an incremental backup $", "a chain of four")


def documented_problems(case: Case, clauses: Mapping[str, Clause]) -> Iterator[Problem]:
    """Yield what a case of the profile documented must not rest on or assert."""
    if case.profile != DOCUMENTED:
        return
    complaints = [*_provenance_complaints(case, clauses), *_assertion_complaints(case)]
    complaints += _second_complaints(case)
    yield from (
        Problem(case.scenario_place, f"documented: {complaint}") for complaint in complaints
    )


def _provenance_complaints(case: Case, clauses: Mapping[str, Clause]) -> Iterator[str]:
    for clause in case.clauses:
        if clause in clauses and not clauses[clause].documented:
            yield f"{clause} is not documented, but {clauses[clause].provenance}"


def _assertion_complaints(case: Case) -> Iterator[str]:
    for step in case.steps:
        if step.text.startswith("it is refused") and ", naming " in step.text:
            yield "no message is asserted"
        if step.text.startswith("the file ") and " has mode " in step.text:
            yield "no mode is asserted"
        if step.text.startswith("the clock stands at "):
            yield "no unit of time is asserted"
        if "<size" in step.words:
            yield "no length of a file is asserted"


def _second_complaints(case: Case) -> Iterator[str]:
    """Yield backups that may begin in the second of an earlier one."""
    alone = True
    for step in case.steps:
        if step.text.startswith(TIME_PASSES):
            alone = True
        elif step.text.startswith(TAKES_BACKUP):
            alone = False  # it waits for a second of its own, whatever came before
            continue
        for _ in filter(is_backup, step.statements):
            if not alone:
                yield "a second passes between two backups"
            alone = False
