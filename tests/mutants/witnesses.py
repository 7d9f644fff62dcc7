"""Witnesses: cases and tests, run one after the other in this process, each announced."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from hypothesis import Phase, settings

from conformance.drivers.target import Target
from conformance.run.runner import run
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.book.casebook import Case
    from conformance.drivers.protocol import Driver
    from conformance.verdict.verdicts import Outcome

SILENT: Final = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})
"""Verdicts that notice nothing."""


CHUNKS: Final = (12, 100)
"""Where the first runs end: most mutants are noticed at once, and collecting takes its time."""


class Listener(Protocol):
    """Whoever hears which witness is on, and what it says."""

    def begun(self, name: str) -> None:
        """Hear that a witness begins."""

    def noticed(self, name: str, what: str) -> None:
        """Hear that a witness is not content."""


class _Cases:
    """What the suite tells of cases, passed on."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    def begun(self, case: Case) -> None:
        """Pass on that a case begins."""
        self._listener.begun(case.id)

    def judged(self, outcome: Outcome) -> None:
        """Pass on a verdict that is none of a right engine."""
        if outcome.verdict not in SILENT:
            self._listener.noticed(outcome.case.id, outcome.reason)


class _Tests:
    """What pytest tells of tests, passed on; it runs those that are wanted, in their order."""

    def __init__(self, wanted: Sequence[str] | None, listener: Listener) -> None:
        self._wanted = wanted
        self._listener = listener

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Let properties try the same examples each time, and shrink none."""
        settings.register_profile(
            "mutants",
            database=None,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutants")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Pass on that a file of tests cannot even be imported."""
        if report.failed:
            self._listener.noticed(report.nodeid, report.longreprtext)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take the tests that are wanted."""
        if self._wanted is not None:
            found = {item.nodeid: item for item in items}
            items[:] = [found[name] for name in self._wanted if name in found]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Pass on that a test begins."""
        self._listener.begun(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Pass on that a test failed."""
        if report.failed:
            self._listener.noticed(report.nodeid, report.longreprtext)


def run_cases(driver: Driver, cases: tuple[Case, ...], listener: Listener) -> None:
    """Run cases against a driver; pytest collects many at a time, and at first only a few."""
    target = Target(driver)
    for start, stop in pairwise((0, *CHUNKS, max(len(cases), *CHUNKS))):
        if some := cases[start:stop]:
            ended = run(target, some, _Cases(listener))
            if ended.complaints:
                raise RuntimeError("; ".join(ended.complaints))


def run_tests(
    root: Path, paths: Sequence[str], wanted: Sequence[str] | None, listener: Listener
) -> None:
    """Run the tests of some files, or those of them that are wanted."""
    with suppress(OSError):
        os.chdir(root)
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain"]
    ended = pytest.main([*arguments, *paths], plugins=[_Tests(wanted, listener)])
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        complaint = f"pytest ended with {ended!r}"
        raise RuntimeError(complaint)
