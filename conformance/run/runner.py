"""One run of cases against a target, with pytest-bdd as the only engine (08-conformance)."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from conformance.drivers.interrupts import heard, temporary_directory
from conformance.run.case_directory import ground
from conformance.run.plugin import NO_TERMS, Conduct, Listener, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.book.casebook import Case
    from conformance.drivers.target import Target
    from conformance.verdict.verdicts import Outcome


HERE = Path(__file__).resolve().parent
"""The folder with the settings of pytest, which name the steps, and with what it collects."""


UNUSED: Final = (
    "cacheprovider",
    "debugging",
    "doctest",
    "junitxml",
    "legacypath",
    "logging",
    "monkeypatch",
    "pastebin",
    "recwarn",
    "reports",
    "setuponly",
    "setupplan",
    "skipping",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
)
"""
Plugins of pytest that a run does without: each has a fixture that pytest-bdd asks at every step
whether it is the one, or a hook around every case, and one would keep a signal that falls in a
finalizer.
"""


_GARBAGE: Final = 50_000
"""How many objects may be new before the collector of garbage looks for those that are lost."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave: a verdict for each case, and what the suite complains of."""

    outcomes: tuple[Outcome, ...]
    complaints: tuple[str, ...]
    """Empty, or the suite itself went wrong and no claim follows."""

    notices: tuple[str, ...]
    """What no clause forbids, and the user should know."""

    began: datetime
    interrupted: int | None = None
    """The signal that ended the run before its last case (CNF-048)."""

    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What appeared in the working directory, by its path, and the case that was on; several, if
    as many processes had one on at that time."""

    @property
    def signal(self) -> str:
        """The name of that signal; empty where there was none."""
        return "" if self.interrupted is None else signal.Signals(self.interrupted).name


def run(
    target: Target,
    cases: tuple[Case, ...],
    listener: Listener,
    terms: Terms = NO_TERMS,
) -> Run:
    """Run the cases in their order, and return their verdicts."""
    began = datetime.now(UTC)
    with temporary_directory("helios-conformance-", ground()) as place, _alone(), _tidying_seldom():
        conduct = Conduct(target, cases, listener, terms, place)
        ended = _ended(conduct)
    if conduct.unheard is not None:
        raise conduct.unheard
    left = {str(Path.cwd() / name): (case,) for name, case in conduct.left.items()}
    notices = tuple(stray_notes(left))
    complaints = list(conduct.complaints)
    if conduct.satisfied and not complaints:
        judged = f"-x: {len(conduct.outcomes)} of {len(cases)} cases were judged"
        return Run(tuple(conduct.outcomes), (), (*notices, judged), began, left=left)
    if ended == pytest.ExitCode.INTERRUPTED and not complaints:
        number = heard() or signal.SIGINT
        return Run(tuple(conduct.outcomes), (), notices, began, number, left)
    if ended == pytest.ExitCode.INTERNAL_ERROR:
        complaints.append("pytest ended with an internal error")
    if len(conduct.outcomes) != len(cases) and not complaints:
        complaints.append(f"{len(cases)} cases are written, {len(conduct.outcomes)} were judged")
    return Run(tuple(conduct.outcomes), tuple(complaints), notices, began, left=left)


def stray_notes(left: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what is to be told of what appeared in the working directory (CNF-033)."""
    for path, cases in left.items():
        yield f"{' or '.join(cases)} left {Path(path).name} in {Path(path).parent}"


def _ended(conduct: Conduct) -> int:
    """Return what pytest ends with; what comes before its first and after its last case, too."""
    try:
        return pytest.main(_arguments(), plugins=[conduct])
    except KeyboardInterrupt:
        return pytest.ExitCode.INTERRUPTED


def _arguments() -> list[str]:
    """Return what keeps pytest from reading or writing anything that is not the suite's own."""
    return [
        *(f"-pno:{plugin}" for plugin in UNUSED),
        *("-c", str(HERE / "suite.ini"), "--rootdir", str(HERE)),
        *("--confcutdir", str(HERE), "--assert=plain", "--capture=no"),
        str(HERE / "collected.py"),
    ]


@contextmanager
def _tidying_seldom() -> Iterator[None]:
    """Let the collector of garbage look seldom, and never at suite and book, which stay anyway."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _alone() -> Iterator[None]:
    """Keep the options and plugins of somebody else's pytest out of the run."""
    kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    kept["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # the suite leaves nothing behind
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
