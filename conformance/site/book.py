"""Everything that the pages show, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.site import addresses
from conformance.site.decisions import Decision, read_decisions
from conformance.site.engines import Judged, engines
from conformance.site.error_table import ErrorRow, read_errors
from conformance.site.golden import Twin, Vector, read_vectors, twins
from conformance.site.mentions import Mention
from conformance.site.recorded_cases import record_cases, record_refusals
from conformance.site.recorded_tutorial import Recording, record_tutorial
from conformance.site.source_page import SourceStatement, TutorialStep, read_statements, read_steps
from conformance.site.terms import read_glossary
from conformance.spec.clauses import unmarked
from conformance.spec.resources import tests_directory
from conformance.traceability.citations import CitedLine, cited_lines
from conformance.traceability.triangle import Trace, trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case
    from conformance.book.suite import Suite
    from conformance.drivers.answers import Refused
    from conformance.report.document import Report
    from conformance.site.benchmarks import Benchmark
    from conformance.site.next_steps import Wording
    from conformance.site.zoo import Culprit
    from conformance.targets.record import Result
    from conformance.verdict.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class Given:
    """What is known from elsewhere: the pages do not know the accused."""

    culprits: tuple[Culprit, ...]
    wordings: Mapping[str, Wording]
    reports: tuple[Report, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    matrix: Mapping[str, Result] | None = None
    """What came of known engines, instead of what is kept."""


@dataclass(frozen=True)
class Book:
    """The suite, the spec, and what was recorded."""

    suite: Suite
    spec: Path
    traced: Trace
    cited: Mapping[str, tuple[CitedLine, ...]]
    decisions: Mapping[int, Decision]
    statements: Mapping[str, SourceStatement]
    steps: tuple[TutorialStep, ...]
    errors: Mapping[str, ErrorRow]
    glossary: Mapping[str, tuple[str, str]]
    vectors: Mapping[str, Vector]
    twins: Mapping[str, Twin]
    culprits: tuple[Culprit, ...]
    wordings: Mapping[str, Wording]
    engines: tuple[Judged, ...]
    outcomes: Mapping[str, Outcome]
    refusals: Mapping[str, Refused]
    """What was refused that no case asks for, by statement."""

    recording: Recording
    benchmarks: tuple[Benchmark, ...] = ()

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Every case by its ID."""
        return {case.id: case for case in self.suite.cases}

    @cached_property
    def features(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases of each feature, by its name, in the order of the book."""
        found: dict[str, list[Case]] = {}
        for case in self.suite.cases:
            found.setdefault(addresses.feature_name(case), []).append(case)
        return {name: tuple(cases) for name, cases in found.items()}

    @cached_property
    def by_profile(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases of each profile."""
        found: dict[str, list[Case]] = {profile: [] for profile in self.suite.charter.profiles}
        for case in self.suite.cases:
            found[case.profile].append(case)
        return {profile: tuple(cases) for profile, cases in found.items()}

    @cached_property
    def shown_by(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases of each clause."""
        found: dict[str, list[Case]] = {}
        for case in self.suite.cases:
            for clause in case.clauses:
                found.setdefault(clause, []).append(case)
        return {clause: tuple(cases) for clause, cases in found.items()}

    @cached_property
    def caught_by(self) -> Mapping[str, tuple[Culprit, ...]]:
        """The wrong engines that each case catches."""
        found: dict[str, list[Culprit]] = {}
        for culprit in self.culprits:
            for case in culprit.caught_by:
                found.setdefault(case, []).append(culprit)
        return {case: tuple(some) for case, some in found.items()}

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """What every name stands for that a text may mention."""
        return dict(self._mentions())

    def _mentions(self) -> Iterator[tuple[str, Mention]]:
        """Yield every name that becomes a link wherever it is written."""
        for name, cases in self.features.items():
            title = cases[0].feature.title.partition(" - ")[2]
            yield name, Mention("feature", addresses.of_page("features", name), title)
        for case in self.suite.cases:
            scenario = case.scenario_id
            says = case.bare_title
            yield scenario, Mention("case", addresses.of_case(scenario), says)
        for code, row in self.errors.items():
            facts = f"; its message names {', '.join(row.facts)}" if row.facts else ""
            yield (
                code,
                Mention("error", addresses.of_error(code), f"SQLSTATE {row.sqlstate}{facts}"),
            )
        for decision in self.decisions.values():
            mention = Mention("decision", addresses.of_decision(decision.number), decision.title)
            yield decision.name, mention
        for name, statement in self.statements.items():
            mention = Mention("statement", addresses.of_statement(name), unmarked(statement.words))
            yield name, mention
        for clause in self.suite.clauses.values():
            place = addresses.of_clause(clause.id)
            yield clause.id, Mention("clause", place, unmarked(clause.sentence))


def gathered(suite: Suite, spec: Path, given: Given) -> Book:
    """Return the book of a suite; cases and tutorial are played on the reference for it."""
    steps, vectors = read_steps(spec), read_vectors(spec)
    return Book(
        suite=suite,
        spec=spec,
        traced=trace(suite, spec, tests_directory()),
        cited=cited_lines(),
        decisions=read_decisions(spec),
        statements=read_statements(spec),
        steps=steps,
        errors=read_errors(spec),
        glossary=read_glossary(spec),
        vectors=vectors,
        twins=twins(vectors),
        culprits=given.culprits,
        wordings=given.wordings,
        engines=engines(suite, given.reports, given.matrix),
        outcomes=record_cases(suite),
        refusals=record_refusals(),
        recording=record_tutorial(steps),
        benchmarks=given.benchmarks,
    )
