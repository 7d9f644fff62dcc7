"""The plugin that makes pytest run cases and give verdicts instead of results (08-conformance)."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from conformance.drivers.interrupts import interrupt_again, was_interrupted
from conformance.drivers.plain_text import plain
from conformance.run import collected as bound
from conformance.run.case_directory import place_of
from conformance.run.context import Scene
from conformance.run.names import Names
from conformance.verdict.deviations import NO_DEVIATIONS, Deviations
from conformance.verdict.judgement import judgement, lacking
from conformance.verdict.verdicts import DOCUMENTED, PLAIN, Outcome, SuiteError, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_bdd.parser import Step as BddStep

    from conformance.book.casebook import Case, Step
    from conformance.drivers.target import Target


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of a target beforehand, and what is kept of its cases."""

    deviations: Deviations = NO_DEVIATIONS
    kept: Path | None = None
    """Where the files of cases go that ended unexpectedly; None for nowhere."""

    first_only: bool = False
    """Whether the first unexpected verdict ends the run."""

    by_the_kit: frozenset[str] = frozenset()
    """Cases that are no merit of this target's (CNF-066)."""


NO_TERMS = Terms()

NOTHING_KEPT = "none, the case left none"
"""What is said instead of a folder (CNF-047)."""


class Listener(Protocol):
    """Whoever wants to see verdicts as they are given."""

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Hear the verdict on a case."""


@dataclass(slots=True)
class _Performance:
    """One case while it runs."""

    case: Case
    began: float = field(default_factory=time.perf_counter)
    printed: io.StringIO = field(default_factory=io.StringIO)
    scene: Scene | None = None
    line: int = 0
    """Where the step stands that runs."""

    error: BaseException | None = None
    """What ended the case; the first, if its end failed as well."""

    kept: str = ""
    """Where its files are now; empty where they are gone."""

    @property
    def step(self) -> Step | None:
        """The step that ran last."""
        return next((step for step in self.case.steps if step.line == self.line), None)


class Conduct:
    """One run: which cases, against which target, and the verdicts so far."""

    def __init__(
        self,
        target: Target,
        cases: tuple[Case, ...],
        listener: Listener,
        terms: Terms,
        place: Path,
    ) -> None:
        self.target = target
        self.place = place
        self.cases = cases
        self.listener = listener
        self.terms = terms
        self.outcomes: list[Outcome] = []
        self.complaints: list[str] = []
        self.unheard: OSError | None = None
        """Why nobody hears the verdicts, as where the reader of a pipe has left."""

        self.satisfied = False
        """Whether the run has ended with its first unexpected verdict, as it was asked to."""

        self.left: dict[str, str] = {}
        """What appeared in the working directory, and in which case first."""

        self._collected: dict[str, Case] = {}
        self._on: _Performance | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Give pytest the scenarios of this run."""
        bound.bind(self.cases)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_apply_tag(self) -> bool:
        """Keep tags from becoming marks, which pytest would not know."""
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note what could not be collected: a case that is not there would be a silent green."""
        if report.failed:
            self.complaints.append(report.longreprtext)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Hold what was collected against what is written, in the order of the book."""
        tests = {_key(item): item for item in items}
        found = {case: tests.pop(_key_of(case), None) for case in self.cases}
        items[:] = [item for item in found.values() if item is not None]
        self._collected = {item.nodeid: case for case, item in found.items() if item is not None}
        missing = [case.id for case, item in found.items() if item is None]
        self.complaints += [f"{case_id} is written and was not collected" for case_id in missing]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Begin a case, or say why it does not apply."""
        interrupt_again()
        if self.satisfied:
            item.session.shouldstop = "the first was asked for"
            return True
        case = self._collected[item.nodeid]
        if missing := lacking(case, self.target.hello.capabilities):
            self._give(Outcome(case, Verdict.NOT_APPLICABLE, lacking=missing))
            return True
        self._tell(lambda: self.listener.begun(case))
        self._on = _Performance(case)
        return None

    @pytest.fixture
    def scene(self) -> Iterator[Scene]:
        """Yield an empty database in an empty directory; both are gone afterwards (CNF-033)."""
        performance = self._performance()
        directory = tempfile.mkdtemp(dir=self.place)
        home = Path.cwd()
        present = {path.name for path in home.iterdir()}
        scales = performance.case.profile not in PLAIN
        names = Names(directory, visible=self.target.has("files"), scales=scales)
        compares = performance.case.profile != DOCUMENTED  # which asserts that it refused
        performance.scene = Scene(
            self.target,
            names,
            compares_codes=compares and self.target.has("codes"),
            compares_facts=compares and self.target.has("facts"),
        )
        try:
            with redirect_stdout(performance.printed), redirect_stderr(performance.printed):
                performance.scene.open()
                yield performance.scene
                if not was_interrupted():  # it may take its time for an answer
                    performance.scene.close(home)
        finally:
            os.chdir(home)  # a target in this process may have moved it
            for new in sorted({path.name for path in home.iterdir()} - present):
                self.left.setdefault(new, performance.case.id)
            self._leave(performance, Path(directory))

    def _leave(self, performance: _Performance, directory: Path) -> None:
        """Remove the directory of a case, or keep what a case that went wrong has left in it."""
        case, kept = performance.case, self.terms.kept
        wrong = performance.error is not None and case.id not in self.terms.deviations.reasons
        if kept is not None and wrong and not any(directory.iterdir()):
            performance.kept = NOTHING_KEPT
        elif kept is not None and wrong:
            place = kept / place_of(case)
            shutil.rmtree(place, ignore_errors=True)  # of an earlier run
            shutil.move(directory, place)
            performance.kept = str(place)
        shutil.rmtree(directory, ignore_errors=True)

    def pytest_bdd_before_step(self, step: BddStep) -> None:
        """Remember which step runs."""
        self._performance().line = step.line_number

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Give the verdict when a case has been taken down; pytest's own report stays empty."""
        performance = self._performance()
        if call.excinfo is not None and performance.error is None:
            performance.error = call.excinfo.value
        assert call.when != "collect", "cases are run, not collected"
        if call.when == "teardown":
            self._judge(performance)
        return pytest.TestReport(
            nodeid=item.nodeid,
            location=item.location,
            keywords={},
            outcome="passed" if call.excinfo is None else "failed",
            longrepr=None,
            when=call.when,
        )

    def _judge(self, performance: _Performance) -> None:
        """Give the verdict on a performance; what is no verdict becomes a complaint."""
        try:
            verdict, failure = judgement(performance.error, performance.step)
        except SuiteError as error:
            self.complaints.append(f"{performance.case.id}, {performance.step}: {error}")
            return
        scene = performance.scene
        self._give(
            Outcome(
                case=performance.case,
                verdict=verdict,
                reason=failure.in_short if failure else "",
                failure=failure,
                transcript=tuple(scene.transcript) if scene else (),
                directory=scene.names.directory if scene else "",
                kept=performance.kept,
                printed=plain(performance.printed.getvalue() + self.target.printed()),
                duration_ms=int((time.perf_counter() - performance.began) * 1000),
            )
        )

    def _give(self, outcome: Outcome) -> None:
        expected = self.terms.deviations.expected_of(outcome)
        if expected.verdict is Verdict.PASS and outcome.case.id in self.terms.by_the_kit:
            expected = replace(expected, verdict=Verdict.BY_THE_KIT)
        self.outcomes.append(expected)
        self.satisfied = self.terms.first_only and expected.verdict.unexpected
        self._tell(lambda: self.listener.judged(expected))

    def _tell(self, tell: Callable[[], None]) -> None:
        """Tell the listener; if nobody listens any more, there is no use in going on."""
        try:
            tell()
        except OSError as error:
            self.unheard = error
            pytest.exit("nobody listens")

    def _performance(self) -> _Performance:
        assert self._on is not None, "a case is under way"
        return self._on


def _key(test: pytest.Item) -> tuple[str, str, str | None]:
    """Return file, title and row of the scenario that a test runs."""
    assert isinstance(test, pytest.Function)
    path, title = test.function.__dict__["scenario"]
    row = test.callspec.params["_pytest_bdd_example"] if hasattr(test, "callspec") else None
    return path, title, next(iter(row.values())) if isinstance(row, dict) else None


def _key_of(case: Case) -> tuple[str, str, str | None]:
    return str(case.feature.path), case.title, case.row
