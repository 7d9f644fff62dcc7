"""A run as a document: what --json writes and `report` reads (CNF-044)."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import msgspec

from conformance import SUITE_VERSION
from conformance.report.causes import cause_of
from conformance.report.outcome_lines import answered, why
from conformance.verdict.claims import claims, exit_code, no_claim
from conformance.verdict.outcome_text import as_written

if TYPE_CHECKING:
    from conformance.book.suite import Suite
    from conformance.drivers.answers import Hello
    from conformance.run.runner import Run
    from conformance.verdict.verdicts import Failure, Outcome

FORMAT = 1
"""The version of this form."""


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the document."""


class TargetReport(Record, frozen=True):
    """Who was judged."""

    name: str
    version: str
    capabilities: list[str]
    supplied: list[str] = []
    """What the driver does, and not the engine."""


class FailureReport(Record, frozen=True):
    """Where a case left the spec."""

    step: str
    line: int
    expected: str
    actual: str


class ExchangeReport(Record, frozen=True):
    """What was asked, and what came back."""

    call: str
    answer: str


class CaseReport(Record, frozen=True):
    """One case and its verdict."""

    id: str
    profile: str
    verdict: str
    title: str
    feature: str
    line: int
    clauses: list[str]
    needs: list[str]
    reason: str
    failure: FailureReport | None = None
    transcript: list[ExchangeReport] = []
    """Of cases with an unexpected verdict."""

    cause: str = ""
    """What it shares with other cases that ended unexpectedly by the same (CNF-047)."""


class EnvironmentReport(Record, frozen=True):
    """Where the suite ran."""

    python: str
    implementation: str
    system: str
    release: str
    machine: str


class TimingReport(Record, frozen=True):
    """All that two runs with the same verdicts may say differently."""

    began: str
    """In UTC, as ISO 8601 has it."""

    cases_ms: dict[str, int]

    @property
    def total_ms(self) -> int:
        """How long the cases took together."""
        return sum(self.cases_ms.values())


class Report(Record, frozen=True):
    """One run against one target."""

    format: int
    suite: str
    target: TargetReport
    environment: EnvironmentReport
    profiles: dict[str, str]
    """Version of each profile of the suite."""

    claims: list[str]
    no_claim: str
    """Why nothing is claimed whatever the verdicts are; empty of the suite's own tree."""

    exit_code: int
    complaints: list[str]
    notices: list[str]
    """What no clause forbids, and the user should know."""

    interrupted: str
    """The signal that ended the run before its last case; empty where none did."""

    cases: list[CaseReport]
    timing: TimingReport


def report(suite: Suite, ended: Run, hello: Hello) -> Report:
    """Return a run as a document."""
    claimed = claims(ended.outcomes, suite, hello.supplied)
    return Report(
        format=FORMAT,
        suite=SUITE_VERSION,
        target=TargetReport(
            name=hello.name,
            version=hello.version,
            capabilities=sorted(hello.capabilities),
            supplied=list(hello.supplied),
        ),
        environment=_environment(),
        profiles=dict(suite.charter.profiles),
        claims=[str(claim) for claim in claimed],
        no_claim=no_claim(suite),
        exit_code=exit_code(ended.outcomes, ended.complaints, ended.interrupted),
        complaints=list(ended.complaints),
        notices=list(ended.notices),
        interrupted=ended.signal,
        cases=[_case(outcome) for outcome in ended.outcomes],
        timing=TimingReport(
            began=ended.began.isoformat(timespec="seconds"),
            cases_ms={outcome.case.id: outcome.duration_ms for outcome in ended.outcomes},
        ),
    )


def _environment() -> EnvironmentReport:
    return EnvironmentReport(
        python=platform.python_version(),
        implementation=platform.python_implementation(),
        system=platform.system(),
        release=platform.release(),
        machine=platform.machine(),
    )


def _case(outcome: Outcome) -> CaseReport:
    """Return what a report says of a case; its calls only where the verdict is unexpected."""
    case = outcome.case
    transcript = outcome.transcript if outcome.verdict.unexpected else ()
    return CaseReport(
        id=case.id,
        profile=case.profile,
        verdict=outcome.verdict.value,
        title=case.heading,
        feature=case.feature.name,
        line=case.line,
        clauses=list(case.clauses),
        needs=sorted(case.needs),
        reason=why(outcome),
        failure=_failure(outcome, outcome.failure) if outcome.failure else None,
        transcript=[
            ExchangeReport(
                call=as_written(exchange.call, outcome),
                answer=as_written(answered(exchange, outcome.directory), outcome),
            )
            for exchange in transcript
        ],
        cause=cause_of(outcome) if outcome.verdict.unexpected else "",
    )


def _failure(outcome: Outcome, failure: Failure) -> FailureReport:
    return FailureReport(
        step=str(failure.step or ""),
        line=failure.step.line if failure.step else outcome.case.line,
        expected=as_written(failure.expected, outcome),
        actual=as_written(failure.actual, outcome),
    )
