"""From what a case ended with to its verdict (08-conformance, CNF-040)."""

from __future__ import annotations

from traceback import format_exception
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault
from conformance.verdict.verdicts import BlockedError, Failure, MismatchError, SuiteError, Verdict

if TYPE_CHECKING:
    from conformance.book.casebook import Case, Step


def judgement(error: BaseException | None, step: Step | None) -> tuple[Verdict, Failure | None]:
    """Return the verdict on a case that ended so, at this step (CNF-022, CNF-040)."""
    match error:
        case None:
            return Verdict.PASS, None
        case Fault():
            return Verdict.FAULT, Failure(step, "an answer or a refusal", str(error))
        case BlockedError(expected=expected, actual=actual):
            return Verdict.BLOCKED, Failure(step, expected, actual)
        case MismatchError(expected=expected, actual=actual):
            given = step is not None and step.keyword == "Given"
            verdict = Verdict.BLOCKED if given else Verdict.FAIL
            return verdict, Failure(step, expected, actual)
        case other:
            raise SuiteError("".join(format_exception(other))) from other


def lacking(case: Case, declared: frozenset[str]) -> tuple[str, ...]:
    """Return the capabilities without which the case is not applicable (CNF-010)."""
    return tuple(sorted(case.needs - declared))
